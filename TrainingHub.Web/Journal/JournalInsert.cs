using Microsoft.Data.Sqlite;
using SQLitePCL;
using TrainingHub.Core.Journal;

namespace TrainingHub.Web.Journal;

/// <summary>The writing connection, and how far it knows each session to be written. For one thread at a time.</summary>
internal sealed class JournalInsert : IDisposable
{
    private const string InsertSql = """
        INSERT OR IGNORE INTO batch (session_id, first_seq, at, events, checksum) VALUES ($session, $first, $at, CAST($events AS TEXT), $checksum)
        """;

    private const int SessionsKnown = 10_000;

    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert, _dataVersion;
    private readonly SqliteParameter _session, _first, _at, _events, _checksum;
    private readonly Dictionary<string, long> _lastSeqs = [];
    private long _version;

    public JournalInsert(JournalFile file)
    {
        _path = file.Path;
        _connection = file.OpenWriter();
        _dataVersion = new SqliteCommand("PRAGMA data_version", _connection);
        _insert = new SqliteCommand(InsertSql, _connection);
        _session = _insert.Parameters.Add("$session", SqliteType.Text);
        _first = _insert.Parameters.Add("$first", SqliteType.Integer);
        _at = _insert.Parameters.Add("$at", SqliteType.Integer);
        _events = _insert.Parameters.Add("$events", SqliteType.Blob);
        _checksum = _insert.Parameters.Add("$checksum", SqliteType.Integer);
    }

    /// <summary>The last commit of a group failed, and may be on disk all the same.</summary>
    public bool InDoubt { get; private set; }

    /// <summary>Commits the group in one transaction; those that conflict, or whose session cannot be read, are left out and told why.</summary>
    public void Run(List<JournalAppend> group)
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        (_insert.Transaction, _dataVersion.Transaction) = (transaction, transaction);
        ForgetWhatOthersChanged();
        foreach (var append in group)
        {
            append.LeftOut = TryInsert(append);
        }

        InDoubt = true;
        transaction.Commit();
        InDoubt = false;
    }

    /// <param name="stopping">Breaks off one that works alone.</param>
    public void Run(JournalChore chore, CancellationToken stopping)
    {
        if (chore.Alone)
        {
            stopping.ThrowIfCancellationRequested(); // there is nothing yet that could be broken off
            using var breaksOff = stopping.Register(static connection => raw.sqlite3_interrupt(((SqliteConnection)connection!).Handle), _connection);
            chore.Run(_connection);
            return;
        }

        using var transaction = _connection.BeginTransaction(deferred: false);
        chore.Run(_connection);
        transaction.Commit();
        if (chore.Removes is { } sessionId)
        {
            _lastSeqs.Remove(sessionId);
        }
    }

    /// <summary>Whether the batch is on disk, whatever was said when it was committed.</summary>
    public bool Holds(JournalAppend append) => append.LeftOut is null && Sql.Scalar(
        _connection, "SELECT checksum FROM batch WHERE session_id = $1 AND first_seq = $2", append.Row.SessionId, append.Row.FirstSeq) is long checksum && checksum == append.Row.Checksum;

    public void Dispose()
    {
        _insert.Dispose();
        _dataVersion.Dispose();
        _connection.Dispose();
    }

    // A row is written only right behind the session's last one: neither a gap nor an overlap can come about.
    private Exception? TryInsert(JournalAppend append)
    {
        var row = append.Row;
        try
        {
            if (row.FirstSeq != LastSeq(row.SessionId) + 1)
            {
                return new JournalConflictException(row.SessionId, row.FirstSeq);
            }
        }
        catch (JournalDamagedException damaged)
        {
            return damaged;
        }

        _session.Value = row.SessionId;
        _first.Value = row.FirstSeq;
        _at.Value = row.At;
        _events.Value = row.Events;
        _checksum.Value = row.Checksum;
        if (_insert.ExecuteNonQuery() == 0)
        {
            return new JournalConflictException(row.SessionId, row.FirstSeq);
        }

        _lastSeqs[row.SessionId] = append.LastSeq;
        return null;
    }

    private long LastSeq(string sessionId)
    {
        if (_lastSeqs.TryGetValue(sessionId, out var known))
        {
            return known;
        }

        if (_lastSeqs.Count == SessionsKnown)
        {
            _lastSeqs.Clear();
        }

        return _lastSeqs[sessionId] = JournalStanding.LastSeq(_connection, _path, sessionId);
    }

    private void ForgetWhatOthersChanged()
    {
        var version = (long)_dataVersion.ExecuteScalar()!;
        if (version != _version)
        {
            _version = version;
            _lastSeqs.Clear();
        }
    }
}
