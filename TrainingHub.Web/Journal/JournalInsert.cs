using Microsoft.Data.Sqlite;

namespace TrainingHub.Web.Journal;

/// <summary>The writing connection with its one prepared statement. For one thread at a time.</summary>
internal sealed class JournalInsert : IDisposable
{
    // A row is written only right behind the session's last one: neither a gap nor an overlap can come about.
    private const string Sql = """
        INSERT INTO batch (session_id, first_seq, at, events, checksum)
        SELECT $session, $first, $at, CAST($events AS TEXT), $checksum
        WHERE $first = 1 + coalesce(
            (SELECT first_seq - 1 + json_array_length(events) FROM batch WHERE session_id = $session ORDER BY first_seq DESC LIMIT 1), 0)
        """;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _command;
    private readonly SqliteParameter _session, _first, _at, _events, _checksum;

    public JournalInsert(JournalFile file)
    {
        _connection = file.OpenWriter();
        _command = new SqliteCommand(Sql, _connection);
        _session = _command.Parameters.Add("$session", SqliteType.Text);
        _first = _command.Parameters.Add("$first", SqliteType.Integer);
        _at = _command.Parameters.Add("$at", SqliteType.Integer);
        _events = _command.Parameters.Add("$events", SqliteType.Blob);
        _checksum = _command.Parameters.Add("$checksum", SqliteType.Integer);
    }

    /// <summary>Commits the group in one transaction; those that conflict are marked and left out.</summary>
    public void Run(List<JournalAppend> group)
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        _command.Transaction = transaction;
        foreach (var append in group)
        {
            _session.Value = append.SessionId;
            _first.Value = append.FirstSeq;
            _at.Value = append.At;
            _events.Value = append.Events;
            _checksum.Value = (long)append.Checksum;
            append.Conflicts = _command.ExecuteNonQuery() == 0;
        }

        transaction.Commit();
    }

    public void Dispose()
    {
        _command.Dispose();
        _connection.Dispose();
    }
}
