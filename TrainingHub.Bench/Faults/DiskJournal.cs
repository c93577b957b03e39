using Microsoft.Data.Sqlite;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Bench.Faults;

/// <summary>What stands in <c>journal.db</c>, read by SQL and not by the server's reader.</summary>
internal static class DiskJournal
{
    /// <summary>The session's events, the first at 0.</summary>
    /// <exception cref="InvalidDataException">A row is missing, or overlaps another.</exception>
    public static List<SessionEvent> Read(string dataDirectory, string sessionId)
    {
        var path = Path.Combine(dataDirectory, "journal.db");
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 5 }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT first_seq, CAST(events AS BLOB) FROM batch WHERE session_id = $session ORDER BY first_seq";
        command.Parameters.AddWithValue("$session", sessionId);
        using var reader = command.ExecuteReader();
        var events = new List<SessionEvent>();
        while (reader.Read())
        {
            if (reader.GetInt64(0) != events.Count + 1)
            {
                throw new InvalidDataException($"The journal's row at {reader.GetInt64(0)} comes after {events.Count} events.");
            }

            events.AddRange(JournalJson.Read(reader.GetFieldValue<byte[]>(1)));
        }

        return events;
    }
}
