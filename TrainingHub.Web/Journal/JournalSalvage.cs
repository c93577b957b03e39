using Microsoft.Data.Sqlite;

namespace TrainingHub.Web.Journal;

/// <summary>What is left of a session.</summary>
/// <param name="Kept">Its longest sound beginning ends here.</param>
/// <param name="Seen">The last event of which anything is known.</param>
internal sealed record SalvagedSession(string SessionId, long Kept, long Seen);

/// <summary>Copies every session's longest sound beginning out of a damaged journal into a new one, with an epoch of its own: the numbers of what is lost are used again.</summary>
internal static class JournalSalvage
{
    private const string CompactedSql = "INSERT OR IGNORE INTO compacted (session_id, first_seq, last_seq, at, size, events, checksum) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    private const string BatchSql = "INSERT OR IGNORE INTO batch (session_id, first_seq, at, events, checksum) VALUES ($1, $2, $3, CAST($4 AS TEXT), $5)";

    private sealed record Piece(string Table, string SessionId, long FirstSeq, long LastSeq);

    /// <param name="damaged">It is only read.</param>
    /// <param name="target">Where the new journal is made; nothing may be there.</param>
    public static IReadOnlyList<SalvagedSession> Run(string damaged, string target, TextWriter report)
    {
        using var connection = JournalFile.Make(target);
        JournalSchema.Prepare(connection, target);
        Sql.Execute(connection, "PRAGMA synchronous = OFF");
        using var transaction = connection.BeginTransaction();
        var pieces = Copy(damaged, connection, report);
        var sessions = pieces.GroupBy(piece => piece.SessionId).Select(session => Cut(connection, session.Key, [.. session])).OrderBy(session => session.SessionId, StringComparer.Ordinal).ToList();
        transaction.Commit();
        Sql.Execute(connection, "PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(TRUNCATE)");
        return sessions;
    }

    private static List<Piece> Copy(string damaged, SqliteConnection target, TextWriter report)
    {
        var pieces = new List<Piece>();
        if (!File.Exists(damaged))
        {
            return pieces;
        }

        using var source = JournalFile.Connect(damaged, SqliteOpenMode.ReadOnly);
        var compacted = new SalvageScan(source, "compacted", JournalRow.CompactedColumns);
        var batches = new SalvageScan(source, "batch", JournalRow.BatchColumns);
        // Where a row tells of another end than its events have, the events are what counts.
        pieces.AddRange(Copy(compacted.Rows(reader => JournalRow.FromCompacted(reader.GetString(1), reader, 2) with { ToldLast = null }), "compacted", damaged, (row, lastSeq)
            => Sql.Execute(target, CompactedSql, row.SessionId, row.FirstSeq, lastSeq, row.At, (long)row.Events.Length, JournalRow.Pack(row.Events), row.Checksum)));
        pieces.AddRange(Copy(batches.Rows(reader => JournalRow.FromBatch(reader.GetString(1), reader, 2)), "batch", damaged, (row, _)
            => Sql.Execute(target, BatchSql, row.SessionId, row.FirstSeq, row.At, row.Events, row.Checksum)));
        if (compacted.Unreadable + batches.Unreadable is > 0 and var places)
        {
            report.WriteLine($"SQLite could not read the file in {places} places.");
        }

        return pieces;
    }

    private static IEnumerable<Piece> Copy(IEnumerable<JournalRow> rows, string table, string damaged, Action<JournalRow, long> insert)
    {
        foreach (var row in rows)
        {
            if (LastSeq(row, damaged) is not { } lastSeq)
            {
                continue;
            }

            insert(row, lastSeq);
            yield return new Piece(table, row.SessionId, row.FirstSeq, lastSeq);
        }
    }

    private static long? LastSeq(JournalRow row, string damaged)
    {
        try
        {
            return row.FirstSeq - 1 + row.Count(damaged);
        }
        catch (JournalDamagedException)
        {
            return null; // it is missing then, which is how it is reported
        }
    }

    private static SalvagedSession Cut(SqliteConnection target, string sessionId, List<Piece> pieces)
    {
        var (kept, cut) = (0L, false);
        foreach (var piece in pieces.OrderBy(piece => piece.FirstSeq).ThenByDescending(piece => piece.LastSeq))
        {
            cut |= piece.FirstSeq > kept + 1;
            if (cut || piece.FirstSeq <= kept)
            {
                Sql.Execute(target, $"DELETE FROM {piece.Table} WHERE session_id = $1 AND first_seq = $2", sessionId, piece.FirstSeq);
            }
            else
            {
                kept = piece.LastSeq;
            }
        }

        return new SalvagedSession(sessionId, kept, pieces.Max(piece => piece.LastSeq));
    }
}
