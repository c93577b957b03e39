using System.Text;
using Microsoft.Data.Sqlite;

namespace TrainingHub.Web.Journal;

/// <summary>Finds an id in the events of all sessions, whatever the lists made from them say.</summary>
internal static class JournalSearch
{
    private const int PageRows = 64;

    private const string BatchSql = "SELECT DISTINCT session_id FROM batch WHERE instr(events, $1)";
    private const string CompactedSql = $"SELECT rowid, session_id, {JournalRow.CompactedColumns} FROM compacted WHERE rowid > $1 ORDER BY rowid LIMIT $2";
    private const string SnapshotSql = "SELECT session_id FROM snapshot WHERE instr(CAST(state AS TEXT), $1)";

    /// <param name="id">One that needs no escaping in JSON.</param>
    public static IReadOnlyCollection<string> Sessions(JournalFile file, string id)
    {
        var quoted = $"\"{id}\"";
        using var connection = file.OpenReader();
        // First what is not compacted: what is compacted between the two is found by the second.
        return [.. Named(connection, BatchSql, quoted).Concat(Named(connection, SnapshotSql, quoted)).Concat(Compacted(connection, Encoding.UTF8.GetBytes(quoted))).Distinct()];
    }

    private static List<string> Named(SqliteConnection connection, string sql, string text)
    {
        var found = new List<string>();
        using var command = Sql.Command(connection, sql, text);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }

    // A page at a time, so that no long read keeps the write-ahead log from shrinking.
    private static HashSet<string> Compacted(SqliteConnection connection, byte[] text)
    {
        var found = new HashSet<string>();
        for (var (after, before) = (0L, -1L); after > before;)
        {
            before = after;
            using var command = Sql.Command(connection, CompactedSql, after, PageRows);
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                after = reader.GetInt64(0);
                if (JournalRow.FromCompacted(reader.GetString(1), reader, 2).Events.AsSpan().IndexOf(text) >= 0)
                {
                    found.Add(reader.GetString(1));
                }
            }
        }

        return found;
    }
}
