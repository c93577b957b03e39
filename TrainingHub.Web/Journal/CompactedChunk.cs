using Microsoft.Data.Sqlite;

namespace TrainingHub.Web.Journal;

/// <summary>Batches that follow each other, and the one compacted row that takes their place.</summary>
internal sealed class CompactedChunk
{
    private const string InsertSql = "INSERT INTO compacted (session_id, first_seq, last_seq, at, size, events, checksum) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    private const string DeleteSql = "DELETE FROM batch WHERE session_id = $1 AND first_seq BETWEEN $2 AND $3";

    private readonly int _batches;
    private readonly JournalRow _row;
    private readonly byte[] _packed;

    /// <param name="batches">One or more, sound and without a gap.</param>
    public CompactedChunk(IReadOnlyList<JournalRow> batches, long lastSeq)
    {
        var ((sessionId, firstSeq, _, _, _), at) = (batches[0], batches[^1].At);
        var json = Join(batches);
        (_batches, LastSeq) = (batches.Count, lastSeq);
        _row = new JournalRow(sessionId, firstSeq, at, json, BatchChecksum.Of(sessionId, firstSeq, at, json));
        _packed = JournalRow.Pack(json);
        if (!JournalRow.Unpack(_packed, json.Length).AsSpan().SequenceEqual(json))
        {
            throw new InvalidOperationException($"What was packed of session {sessionId} at {firstSeq} unpacks to something else; its batches stay.");
        }
    }

    public long LastSeq { get; }

    public long Size => _row.Events.Length;

    public long PackedSize => _packed.Length;

    /// <summary>Puts the row in the batches' place, in the transaction that the connection is in.</summary>
    public void Replace(SqliteConnection connection)
    {
        Sql.Execute(connection, InsertSql, _row.SessionId, _row.FirstSeq, LastSeq, _row.At, Size, _packed, _row.Checksum);
        if (Sql.Execute(connection, DeleteSql, _row.SessionId, _row.FirstSeq, LastSeq) != _batches)
        {
            throw new InvalidOperationException($"The batches of session {_row.SessionId} at {_row.FirstSeq} are not those that were packed; they stay.");
        }
    }

    // Each batch is an array; what lies between their brackets is taken byte by byte.
    private static byte[] Join(IReadOnlyList<JournalRow> batches)
    {
        using var joined = new MemoryStream(batches.Sum(batch => batch.Events.Length));
        foreach (var batch in batches)
        {
            joined.WriteByte((byte)(joined.Length == 0 ? '[' : ','));
            joined.Write(batch.Events.AsSpan(1..^1));
        }

        joined.WriteByte((byte)']');
        return joined.ToArray();
    }
}
