using Microsoft.Data.Sqlite;
using TrainingHub.Core;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Web.Journal;

/// <summary>
/// Writes a session anew without a person. First it is compacted, so that few rows stand for it; these are replaced in one transaction: whoever is killed has erased all of it or nothing,
/// and a session never tells of one person under two pseudonyms. Sequence numbers, times and the number of rows stay.
/// </summary>
internal sealed class SessionErasure(JournalFile file, JournalWriter writer, SessionCompaction compaction)
{
    private const string RowsSql = $"SELECT {JournalRow.CompactedColumns} FROM compacted WHERE session_id = $1 ORDER BY first_seq";
    private const string ReplaceSql = "UPDATE compacted SET size = $1, events = $2, checksum = $3 WHERE session_id = $4 AND first_seq = $5 AND checksum = $6";

    private sealed record Replacement(long FirstSeq, long Size, byte[] Packed, long Checksum, long Replaces);

    /// <exception cref="JournalDamagedException">What the session wrote is damaged; nothing of it was changed.</exception>
    public async Task RunAsync(string sessionId, string userId, CancellationToken cancellationToken)
    {
        await compaction.RunAsync(sessionId, cancellationToken); // its snapshot goes with it
        var replacements = Replacements(sessionId, userId);
        if (replacements.Count > 0)
        {
            await writer.DoAsync(new JournalChore(connection => Replace(connection, sessionId, replacements)), cancellationToken);
        }
    }

    public Task RemoveAsync(string sessionId, CancellationToken cancellationToken) => writer.DoAsync(
        new JournalChore(connection =>
        {
            Sql.Execute(connection, "DELETE FROM batch WHERE session_id = $1", sessionId);
            Sql.Execute(connection, "DELETE FROM compacted WHERE session_id = $1", sessionId);
            JournalSnapshots.Remove(connection, sessionId);
        })
        { Removes = sessionId },
        cancellationToken);

    private List<Replacement> Replacements(string sessionId, string userId)
    {
        var replacements = new List<Replacement>();
        using var connection = file.OpenReader();
        using var command = Sql.Command(connection, RowsSql, sessionId);
        using var reader = command.ExecuteReader();
        Erasure? erasure = null;
        while (reader.Read())
        {
            var row = JournalRow.FromCompacted(sessionId, reader);
            var before = row.Read(file.Path);
            erasure ??= new Erasure(userId, Ids.New(), (before[0] as SessionEvent.Created)?.Session, AddedAs(connection, sessionId, userId));
            var after = before.Select(erasure.Of).ToArray();
            if (!before.Zip(after).All(pair => ReferenceEquals(pair.First, pair.Second)))
            {
                var json = JournalJson.Write([.. after]);
                replacements.Add(new Replacement(row.FirstSeq, json.Length, JournalRow.Pack(json), BatchChecksum.Of(sessionId, row.FirstSeq, row.At, json), row.Checksum));
            }
        }

        return replacements;
    }

    // Looked for first: what was written about who came later stands before and after they came.
    private string? AddedAs(SqliteConnection connection, string sessionId, string userId)
    {
        using var command = Sql.Command(connection, RowsSql, sessionId);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            if (JournalRow.FromCompacted(sessionId, reader).Read(file.Path).OfType<SessionEvent.PlayerAdded>().FirstOrDefault(added => added.Player.PlayerId == userId) is { } added)
            {
                return added.Player.Name;
            }
        }

        return null;
    }

    private static void Replace(SqliteConnection connection, string sessionId, List<Replacement> replacements)
    {
        if (Sql.Scalar(connection, "SELECT count(*) FROM batch WHERE session_id = $1", sessionId) is not 0L
            || replacements.Exists(one => Sql.Execute(connection, ReplaceSql, one.Size, one.Packed, one.Checksum, sessionId, one.FirstSeq, one.Replaces) != 1))
        {
            throw new InvalidOperationException($"Session {sessionId} was written to while a person was taken out of it; nothing was changed.");
        }

        JournalSnapshots.Remove(connection, sessionId);
    }
}
