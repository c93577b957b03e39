using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Web.Journal;

/// <summary>Reads on connections of its own, a page at a time, so that no long read keeps the write-ahead log from shrinking.</summary>
internal sealed class JournalReader(JournalFile file)
{
    private const int PageRows = 256;

    // The first page begins with the batch that holds $next, which may have begun before it.
    private const string PageSql = """
        SELECT first_seq, at, CAST(events AS BLOB), checksum FROM batch
        WHERE session_id = $session
          AND first_seq >= coalesce((SELECT max(first_seq) FROM batch WHERE session_id = $session AND first_seq <= $next), $next)
        ORDER BY first_seq LIMIT $rows
        """;

    // From one session straight to the next through the key, without touching the rows between.
    private const string NextSessionSql = """
        SELECT session_id, first_seq - 1 + json_array_length(events) FROM batch
        WHERE session_id = (SELECT min(session_id) FROM batch WHERE session_id > $after)
        ORDER BY first_seq DESC LIMIT 1
        """;

    public async IAsyncEnumerable<JournalledEvent> ReadAsync(string sessionId, long afterSeq, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var connection = file.OpenReader();
        using var command = new SqliteCommand(PageSql, connection);
        command.Parameters.AddWithValue("$session", sessionId);
        command.Parameters.AddWithValue("$rows", PageRows);
        var next = command.Parameters.AddWithValue("$next", afterSeq + 1);
        var (seq, page) = (afterSeq, new List<Row>(PageRows));
        do
        {
            next.Value = seq + 1;
            await FillAsync(page, command, cancellationToken);
            foreach (var row in page)
            {
                if (row.FirstSeq > seq + 1)
                {
                    throw new JournalDamagedException(file.Path, sessionId, seq + 1, "a row is missing");
                }

                var events = Events(sessionId, row);
                for (; seq + 1 - row.FirstSeq < events.Length; seq++)
                {
                    yield return new JournalledEvent(seq + 1, events[(int)(seq + 1 - row.FirstSeq)]);
                }
            }
        }
        while (page.Count == PageRows);
    }

    public async IAsyncEnumerable<(string SessionId, long LastSeq)> LastSeqsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var connection = file.OpenReader();
        using var command = new SqliteCommand(NextSessionSql, connection);
        var after = command.Parameters.AddWithValue("$after", "");
        while (await NextAsync(command, cancellationToken) is { } found)
        {
            yield return found;
            after.Value = found.SessionId;
        }
    }

    private static async Task<(string SessionId, long LastSeq)?> NextAsync(SqliteCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetString(0), reader.GetInt64(1)) : null;
    }

    private static async Task FillAsync(List<Row> page, SqliteCommand command, CancellationToken cancellationToken)
    {
        page.Clear();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            page.Add(new Row(reader.GetInt64(0), reader.GetInt64(1), reader.GetFieldValue<byte[]>(2), reader.GetInt64(3)));
        }
    }

    private ImmutableArray<SessionEvent> Events(string sessionId, Row row)
    {
        if (BatchChecksum.Of(sessionId, row.FirstSeq, row.At, row.Events) != row.Checksum)
        {
            throw new JournalDamagedException(file.Path, sessionId, row.FirstSeq, "its checksum is wrong");
        }

        try
        {
            return JournalJson.Read(row.Events);
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            throw new JournalDamagedException(file.Path, sessionId, row.FirstSeq, "this version cannot read its events", error);
        }
    }

    private readonly record struct Row(long FirstSeq, long At, byte[] Events, long Checksum);
}
