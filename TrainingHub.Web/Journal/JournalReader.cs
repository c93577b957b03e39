using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using TrainingHub.Core.Journal;

namespace TrainingHub.Web.Journal;

/// <summary>Reads on connections of its own, a page at a time, so that no long read keeps the write-ahead log from shrinking.</summary>
internal sealed class JournalReader(JournalFile file)
{
    // From one session straight to the next through the keys, without touching the rows between.
    private const string NextSessionSql = """
        SELECT min(session_id) FROM (
            SELECT min(session_id) AS session_id FROM batch WHERE session_id > $1
            UNION ALL
            SELECT min(session_id) FROM compacted WHERE session_id > $1)
        """;

    private const string NextBatchesSql = """
        SELECT session_id, (SELECT at FROM batch WHERE session_id = next.session_id ORDER BY first_seq DESC LIMIT 1)
        FROM (SELECT min(session_id) AS session_id FROM batch WHERE session_id > $1) AS next WHERE session_id IS NOT NULL
        """;

    /// <exception cref="JournalDamagedException">What is there is not what was written.</exception>
    public async IAsyncEnumerable<JournalledEvent> ReadAsync(string sessionId, long afterSeq, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask; // SQLite reads on the caller's thread
        using var pages = new JournalPages(file, sessionId);
        var (seq, before) = (afterSeq, -1L);
        while (seq > before)
        {
            cancellationToken.ThrowIfCancellationRequested();
            before = seq;
            foreach (var row in pages.After(seq))
            {
                if (row.FirstSeq > seq + 1)
                {
                    throw pages.Missing(seq + 1);
                }

                var events = row.Read(file.Path);
                for (; seq + 1 - row.FirstSeq < events.Length; seq++)
                {
                    yield return new JournalledEvent(seq + 1, events[(int)(seq + 1 - row.FirstSeq)]);
                }
            }
        }
    }

    /// <summary>Each session with its last sequence number; where its last row is damaged, the place where that begins.</summary>
    /// <exception cref="JournalDamagedException">SQLite cannot read the list.</exception>
    public async IAsyncEnumerable<(string SessionId, long LastSeq)> LastSeqsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask; // SQLite reads on the caller's thread
        using var connection = file.OpenReader();
        for (var found = Next(connection, ""); found is not null; found = Next(connection, found.Value.SessionId))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return found.Value;
        }
    }

    /// <summary>The ids of all sessions, in their order.</summary>
    public static IEnumerable<string> Sessions(SqliteConnection connection)
    {
        for (var found = ""; Sql.Scalar(connection, NextSessionSql, found) is string next; found = next)
        {
            yield return next;
        }
    }

    /// <summary>The sessions with batches that are not compacted, the last of which was written before a time.</summary>
    public IReadOnlyList<string> Uncompacted(DateTimeOffset writtenBefore)
    {
        var found = new List<string>();
        using var connection = file.OpenReader();
        using var command = Sql.Command(connection, NextBatchesSql, "");
        for (var (next, at) = Step(command); next is not null; (next, at) = Step(command))
        {
            command.Parameters[0].Value = next;
            if (at < writtenBefore.ToUnixTimeMilliseconds())
            {
                found.Add(next);
            }
        }

        return found;
    }

    private static (string? SessionId, long At) Step(SqliteCommand command)
    {
        using var reader = command.ExecuteReader();
        return reader.Read() ? (reader.GetString(0), reader.GetInt64(1)) : default;
    }

    private (string SessionId, long LastSeq)? Next(SqliteConnection connection, string after)
    {
        try
        {
            return Sql.Scalar(connection, NextSessionSql, after) is string sessionId
                ? (sessionId, JournalStanding.LastSeqAtLeast(connection, file.Path, sessionId))
                : null;
        }
        catch (SqliteException error) when (Sql.IsCorruption(error))
        {
            throw new JournalDamagedException(file.Path, $"(the one after '{after}')", 1, error.Message, error);
        }
    }
}
