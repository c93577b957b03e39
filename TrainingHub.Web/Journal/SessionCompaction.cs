using Microsoft.Data.Sqlite;

namespace TrainingHub.Web.Journal;

/// <summary>Turns a session's batches into compacted rows, a chunk a transaction: the same JSON, as one array, packed with zlib.</summary>
internal sealed class SessionCompaction(JournalFile file, JournalWriter writer)
{
    // So many rows at most are deleted in one transaction, from as many pages where other sessions wrote between them.
    private const int ChunkRows = 1000;
    private const int ChunkBytes = 1 << 20;
    private const int FreePagesKept = 256;
    private const int FreePagesAtOnce = 256;

    private const string ChunkSql = $"SELECT {JournalRow.BatchColumns} FROM batch WHERE session_id = $1 ORDER BY first_seq LIMIT $2";

    /// <summary>Compacts all batches of a session, which may go on. What is appended later is left for the next time.</summary>
    /// <returns>The bytes of the batches' events, and of what they became.</returns>
    /// <exception cref="JournalDamagedException">A batch is damaged; it and what follows stay as they are.</exception>
    public async Task<(long Before, long After)> RunAsync(string sessionId, CancellationToken cancellationToken)
    {
        var (before, after) = (0L, 0L);
        using (var connection = file.OpenReader())
        {
            while (NextChunk(connection, sessionId) is { } chunk)
            {
                await writer.DoAsync(new JournalChore(chunk.Replace), cancellationToken);
                (before, after) = (before + chunk.Size, after + chunk.PackedSize);
            }
        }

        await writer.DoAsync(new JournalChore(connection => JournalSnapshots.Remove(connection, sessionId)), cancellationToken);
        return (before, after);
    }

    /// <summary>Gives back to the file system what compaction freed, some pages a transaction; a file from version 1 keeps them for later events.</summary>
    public async Task ShrinkAsync(CancellationToken cancellationToken)
    {
        using var connection = file.OpenReader();
        for (var (free, before) = (FreePages(connection), long.MaxValue); free > FreePagesKept && free < before; (free, before) = (FreePages(connection), free))
        {
            var pages = Math.Min(free - FreePagesKept, FreePagesAtOnce);
            await writer.DoAsync(new JournalChore(vacuumed => Sql.Execute(vacuumed, $"PRAGMA incremental_vacuum({pages})")), cancellationToken);
        }
    }

    private static long FreePages(SqliteConnection connection) => (long)Sql.Scalar(connection, "PRAGMA freelist_count")!;

    private CompactedChunk? NextChunk(SqliteConnection connection, string sessionId)
    {
        var batches = new List<JournalRow>();
        var (seq, bytes) = (JournalStanding.LastCompacted(connection, sessionId), 0L);
        using var command = Sql.Command(connection, ChunkSql, sessionId, ChunkRows);
        using var reader = command.ExecuteReader();
        while (bytes < ChunkBytes && reader.Read())
        {
            var batch = JournalRow.FromBatch(sessionId, reader);
            if (batch.FirstSeq != seq + 1)
            {
                throw new JournalDamagedException(file.Path, sessionId, seq + 1, "a row is missing");
            }

            seq += batch.Count(file.Path);
            bytes += batch.Events.Length;
            batches.Add(batch);
        }

        return batches.Count == 0 ? null : new CompactedChunk(batches, seq);
    }
}
