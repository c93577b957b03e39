using Microsoft.Data.Sqlite;
using TrainingHub.Core.Journal;

namespace TrainingHub.Web.Journal;

/// <summary>The newest snapshot of each session: a cache, written behind the appends, and thrown away where it does not fit.</summary>
internal sealed partial class JournalSnapshots(JournalFile file, JournalWriter writer, ILogger log)
{
    private const string KeepSql = """
        INSERT INTO snapshot VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (session_id) DO UPDATE SET seq = excluded.seq, shape = excluded.shape, state = excluded.state, checksum = excluded.checksum
        """;

    /// <summary>Only leaves it to the writer; where that has too much to do already, it is dropped.</summary>
    public void Keep(SessionSnapshot snapshot) => writer.TryLeave(new JournalChore(connection => Sql.Execute(
        connection, KeepSql, snapshot.SessionId, snapshot.Seq, snapshot.Shape, snapshot.State, Checksum(snapshot))));

    /// <returns>Null where none was kept, or it is not what was kept, or it is of more than the journal holds: that one is removed.</returns>
    public SessionSnapshot? Find(string sessionId)
    {
        try
        {
            using var connection = file.OpenReader();
            if (Read(connection, sessionId) is not var (snapshot, checksum))
            {
                return null;
            }

            if (checksum == Checksum(snapshot) && snapshot.Seq <= JournalStanding.LastSeqAtLeast(connection, file.Path, sessionId))
            {
                return snapshot;
            }
        }
        catch (SqliteException error) when (Sql.IsCorruption(error))
        {
            LogUnreadable(error, sessionId);
        }

        writer.TryLeave(new JournalChore(connection => Remove(connection, sessionId)));
        return null;
    }

    public static void Remove(SqliteConnection connection, string sessionId) => Sql.Execute(connection, "DELETE FROM snapshot WHERE session_id = $1", sessionId);

    private static (SessionSnapshot Snapshot, long Checksum)? Read(SqliteConnection connection, string sessionId)
    {
        using var command = Sql.Command(connection, "SELECT seq, shape, state, checksum FROM snapshot WHERE session_id = $1", sessionId);
        using var reader = command.ExecuteReader();
        return reader.Read()
            ? (new SessionSnapshot(sessionId, reader.GetInt64(0), reader.GetString(1), reader.GetFieldValue<byte[]>(2)), reader.GetInt64(3))
            : null;
    }

    private static long Checksum(SessionSnapshot snapshot)
        => BatchChecksum.Of(snapshot.SessionId, snapshot.Seq, BatchChecksum.Of(snapshot.Shape, 0, 0, []), snapshot.State);

    [LoggerMessage(EventId = 2106, Level = LogLevel.Warning, Message = "The snapshot of session {SessionId} cannot be read; the session is read from its events")]
    private partial void LogUnreadable(Exception error, string sessionId);
}
