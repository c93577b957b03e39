using Microsoft.Data.Sqlite;

namespace TrainingHub.Web.Journal;

/// <summary>The rows of one session, compacted or not, a page at a time. For one thread at a time.</summary>
internal sealed class JournalPages : IDisposable
{
    private const int PageRows = 512;

    // Found by where it begins alone: where it ends is not under its checksum, and is held against its events.
    private const string CompactedSql = $"""
        SELECT {JournalRow.CompactedColumns} FROM compacted
        WHERE session_id = $session AND first_seq <= $next ORDER BY first_seq DESC LIMIT 1
        """;

    // The page begins with the batch that holds $next, which may have begun before it.
    private const string BatchSql = $"""
        SELECT {JournalRow.BatchColumns} FROM batch
        WHERE session_id = $session
          AND first_seq >= coalesce((SELECT max(first_seq) FROM batch WHERE session_id = $session AND first_seq <= $next), $next)
        ORDER BY first_seq LIMIT $rows
        """;

    private const string CompactedBeyondSql = "SELECT min(first_seq) FROM compacted WHERE session_id = $1 AND first_seq > $2";

    private readonly JournalFile _file;
    private readonly string _sessionId;
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _compacted, _batch;
    private readonly List<JournalRow> _page = new(PageRows);

    public JournalPages(JournalFile file, string sessionId)
    {
        (_file, _sessionId) = (file, sessionId);
        _connection = file.OpenReader();
        _compacted = Command(CompactedSql);
        _batch = Command(BatchSql);
        _batch.Parameters.AddWithValue("$rows", PageRows);
    }

    /// <summary>The rows behind <paramref name="seq"/>, maybe with some before; none of them, or no row, where nothing follows.</summary>
    /// <exception cref="JournalDamagedException">SQLite cannot read one, or there are only later ones.</exception>
    public IReadOnlyList<JournalRow> After(long seq)
    {
        try
        {
            // In one transaction: rows that are being compacted are in the one table or in the other.
            using var transaction = _connection.BeginTransaction(deferred: true);
            Fill(_compacted, transaction, seq, JournalRow.FromCompacted);
            if (_page is [var compacted] && compacted.FirstSeq - 1 + compacted.Count(_file.Path) <= seq)
            {
                _page.Clear();
            }

            if (_page.Count == 0)
            {
                Fill(_batch, transaction, seq, JournalRow.FromBatch);
            }

            if (_page.Count == 0)
            {
                RefuseRowsBeyond(seq + 1);
            }

            return _page;
        }
        catch (SqliteException error) when (Sql.IsCorruption(error))
        {
            throw new JournalDamagedException(_file.Path, _sessionId, seq + 1, error.Message, error);
        }
    }

    public JournalDamagedException Missing(long seq) => new(_file.Path, _sessionId, seq, "a row is missing");

    public void Dispose()
    {
        _compacted.Dispose();
        _batch.Dispose();
        _connection.Dispose();
    }

    private void Fill(SqliteCommand command, SqliteTransaction transaction, long seq, Func<string, SqliteDataReader, int, JournalRow> read)
    {
        _page.Clear();
        command.Transaction = transaction;
        command.Parameters["$next"].Value = seq + 1;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            _page.Add(read(_sessionId, reader, 0));
        }
    }

    private void RefuseRowsBeyond(long next)
    {
        if (Sql.Scalar(_connection, CompactedBeyondSql, _sessionId, next) is long)
        {
            throw Missing(next);
        }
    }

    private SqliteCommand Command(string sql)
    {
        var command = Sql.Command(_connection, sql);
        command.Parameters.AddWithValue("$session", _sessionId);
        command.Parameters.AddWithValue("$next", 0L);
        return command;
    }
}
