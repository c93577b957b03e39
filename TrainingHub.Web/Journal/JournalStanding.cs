using Microsoft.Data.Sqlite;

namespace TrainingHub.Web.Journal;

/// <summary>Where a session stands on disk.</summary>
internal static class JournalStanding
{
    private const string LastBatchSql = $"SELECT {JournalRow.BatchColumns} FROM batch WHERE session_id = $1 ORDER BY first_seq DESC LIMIT 1";
    private const string LastCompactedSql = "SELECT last_seq FROM compacted WHERE session_id = $1 ORDER BY first_seq DESC LIMIT 1";

    /// <returns>The session's last sequence number; 0 for one that is not there.</returns>
    /// <exception cref="JournalDamagedException">Its last row cannot be read.</exception>
    public static long LastSeq(SqliteConnection connection, string path, string sessionId)
        => LastRow(connection, sessionId) is { } row ? row.FirstSeq - 1 + row.Count(path) : LastCompacted(connection, sessionId);

    /// <returns>As <see cref="LastSeq"/>, but where the last row is damaged, the place where it begins: it is read, and told of, by whoever needs it.</returns>
    public static long LastSeqAtLeast(SqliteConnection connection, string path, string sessionId)
    {
        try
        {
            return LastSeq(connection, path, sessionId);
        }
        catch (JournalDamagedException error)
        {
            return error.Seq;
        }
    }

    // First the batches, then the compacted: what is compacted between the two is found by the second.
    private static JournalRow? LastRow(SqliteConnection connection, string sessionId)
    {
        using var command = Sql.Command(connection, LastBatchSql, sessionId);
        using var reader = command.ExecuteReader();
        return reader.Read() ? JournalRow.FromBatch(sessionId, reader) : null;
    }

    /// <returns>How far the session is compacted; 0 where it is not.</returns>
    public static long LastCompacted(SqliteConnection connection, string sessionId) => Sql.Scalar(connection, LastCompactedSql, sessionId) as long? ?? 0;
}
