using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Web.Journal;

/// <summary>Events that follow each other, as they stand in <c>batch</c> or, unpacked, in <c>compacted</c>.</summary>
/// <param name="At">The time of its last event, Unix milliseconds.</param>
/// <param name="Events">A JSON array, UTF-8.</param>
internal readonly record struct JournalRow(string SessionId, long FirstSeq, long At, byte[] Events, long Checksum)
{
    /// <summary>The sequence number of its last event as <c>compacted</c> tells it; null for a batch, which does not.</summary>
    public long? ToldLast { get; init; }

    /// <summary>The columns that <see cref="FromBatch"/> reads.</summary>
    public const string BatchColumns = "first_seq, at, CAST(events AS BLOB), checksum";

    /// <summary>The columns that <see cref="FromCompacted"/> reads.</summary>
    public const string CompactedColumns = "first_seq, at, events, checksum, size, last_seq";

    private const int LargestUnpacked = 1 << 28;

    public bool IsSound => BatchChecksum.Of(SessionId, FirstSeq, At, Events) == Checksum;

    /// <param name="at">The column where <see cref="BatchColumns"/> begin.</param>
    public static JournalRow FromBatch(string sessionId, SqliteDataReader reader, int at = 0)
        => new(sessionId, reader.GetInt64(at), reader.GetInt64(at + 1), reader.GetFieldValue<byte[]>(at + 2), reader.GetInt64(at + 3));

    /// <summary>One that cannot be unpacked comes without events, which is never sound.</summary>
    /// <param name="at">The column where <see cref="CompactedColumns"/> begin.</param>
    public static JournalRow FromCompacted(string sessionId, SqliteDataReader reader, int at = 0)
        => new(sessionId, reader.GetInt64(at), reader.GetInt64(at + 1), Unpack(reader.GetFieldValue<byte[]>(at + 2), reader.GetInt64(at + 4)), reader.GetInt64(at + 3))
        {
            ToldLast = reader.GetInt64(at + 5),
        };

    /// <exception cref="JournalDamagedException">Its checksum is wrong, or this version does not know an event in it.</exception>
    public ImmutableArray<SessionEvent> Read(string path) => Parse(path, bytes => JournalJson.Read(bytes), events => events.Length);

    /// <returns>The number of its events.</returns>
    /// <exception cref="JournalDamagedException">Its checksum is wrong.</exception>
    public int Count(string path) => Parse(path, bytes => JournalJson.Count(bytes), count => count);

    public static byte[] Pack(byte[] events)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize))
        {
            zlib.Write(events);
        }

        return packed.ToArray();
    }

    public static byte[] Unpack(byte[] packed, long size)
    {
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
            var events = new byte[Math.Clamp(size, 0, LargestUnpacked)];
            zlib.ReadExactly(events);
            return zlib.ReadByte() < 0 ? events : [];
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            return [];
        }
    }

    private T Parse<T>(string path, Func<byte[], T> parse, Func<T, int> count)
    {
        if (!IsSound)
        {
            throw new JournalDamagedException(path, SessionId, FirstSeq, "its checksum is wrong");
        }

        try
        {
            var parsed = parse(Events);
            return ToldLast is not { } last || last == FirstSeq - 1 + count(parsed)
                ? parsed
                : throw new JournalDamagedException(path, SessionId, FirstSeq, $"it tells of events up to {last} and holds others");
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            throw new JournalDamagedException(path, SessionId, FirstSeq, "this version cannot read its events", error);
        }
    }
}
