using Microsoft.Data.Sqlite;
using TrainingHub.Core;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Journal;

/// <summary>
/// <c>journal.db</c>: its schema, its epoch, and connections to it. A row holds a batch: <c>(session_id, first_seq, at, events, checksum)</c>,
/// where <c>at</c> is the time of its last event in Unix milliseconds and <c>events</c> a JSON array, readable with <c>sqlite3</c>.
/// </summary>
internal sealed class JournalFile
{
    private const int SchemaVersion = 1;
    private const int SqliteCorrupt = 11;
    private const int SqliteNotADatabase = 26;

    // With rowids, not WITHOUT ROWID: new rows of all sessions then share pages, and a commit writes 2.6 times less (docs/decisions).
    private const string Schema = """
        CREATE TABLE batch (
            session_id TEXT NOT NULL,
            first_seq INTEGER NOT NULL,
            at INTEGER NOT NULL,
            events TEXT NOT NULL,
            checksum INTEGER NOT NULL,
            PRIMARY KEY (session_id, first_seq));
        CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
        """;

    private readonly JournalDurability _durability;

    private JournalFile(string path, JournalDurability durability, bool readOnly)
    {
        Path = path;
        _durability = durability;
        try
        {
            using var connection = readOnly ? OpenReader() : OpenWriter();
            if (readOnly)
            {
                RefuseNewer(connection);
            }
            else
            {
                Prepare(connection);
            }

            Epoch = ReadEpoch(connection);
        }
        catch (SqliteException error) when (IsCorruption(error))
        {
            throw new StartupRefusedException($"The journal '{path}' is corrupt ({error.Message.TrimEnd('.')}); restore a backup, or move the file away to start afresh.", error);
        }
        catch (SqliteException error)
        {
            throw new StartupRefusedException($"The journal '{path}' cannot be opened for {(readOnly ? "reading" : "writing")}: {error.Message}", error);
        }
    }

    public string Path { get; }

    public string Epoch { get; }

    /// <exception cref="StartupRefusedException">The file is corrupt, from a newer version, or cannot be written to.</exception>
    public static JournalFile Open(string path, JournalDurability durability) => new(path, durability, readOnly: false);

    /// <summary>For another process than the one that writes it: it changes nothing.</summary>
    /// <exception cref="StartupRefusedException">The file is corrupt, from a newer version, or cannot be read.</exception>
    public static JournalFile OpenReadOnly(string path) => new(path, JournalDurability.Full, readOnly: true);

    public static bool IsCorruption(SqliteException error) => error.SqliteErrorCode is SqliteCorrupt or SqliteNotADatabase;

    public SqliteConnection OpenWriter()
    {
        var connection = Connect(SqliteOpenMode.ReadWriteCreate);
        Execute(connection, $"PRAGMA journal_mode = WAL; PRAGMA synchronous = {(_durability == JournalDurability.Full ? "FULL" : "NORMAL")}");
        return connection;
    }

    public SqliteConnection OpenReader() => Connect(SqliteOpenMode.ReadOnly);

    private SqliteConnection Connect(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Mode = mode, Pooling = false, DefaultTimeout = 5 }.ConnectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Prepare(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        if (RefuseNewer(connection) == 0)
        {
            Execute(connection, Schema);
            using var epoch = new SqliteCommand("INSERT INTO meta VALUES ('epoch', $epoch)", connection, transaction);
            epoch.Parameters.AddWithValue("$epoch", Ids.New());
            epoch.ExecuteNonQuery();
            Execute(connection, $"PRAGMA user_version = {SchemaVersion}");
        }

        transaction.Commit();
    }

    private int RefuseNewer(SqliteConnection connection)
    {
        var version = Convert.ToInt32(Scalar(connection, "PRAGMA user_version"), null);
        return version <= SchemaVersion ? version : throw new StartupRefusedException(
            $"The journal '{Path}' comes from a newer version of TrainingHub (its schema is {version}, this version knows up to {SchemaVersion}); start that version, or restore a backup from this one.");
    }

    private string ReadEpoch(SqliteConnection connection) => Scalar(connection, "SELECT value FROM meta WHERE name = 'epoch'") as string
        ?? throw new StartupRefusedException($"The journal '{Path}' is corrupt (it has no epoch); restore a backup, or move the file away to start afresh.");

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
