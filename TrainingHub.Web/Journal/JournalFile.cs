using Microsoft.Data.Sqlite;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Journal;

/// <summary><c>journal.db</c>: its epoch, and connections to it.</summary>
internal sealed class JournalFile
{
    private readonly JournalDurability _durability;

    private JournalFile(string path, JournalDurability durability) => (Path, _durability) = (path, durability);

    public string Path { get; }

    public string Epoch { get; private set; } = "";

    /// <summary>Opens the file for the one process that writes to it, or makes it.</summary>
    /// <exception cref="StartupRefusedException">The file is corrupt, from a newer version, ends before its mark, or cannot be written to.</exception>
    public static JournalFile Open(string path, JournalDurability durability) => Guarded(path, () =>
    {
        if (JournalRepair.IsInterrupted(path))
        {
            throw new StartupRefusedException($"A repair of the journal '{path}' was interrupted; {JournalDamagedException.Remedy}");
        }

        var file = new JournalFile(path, durability);
        JournalMark.Compare(path);
        using var connection = file.OpenWriter();
        JournalSchema.Prepare(connection, path);
        file.Epoch = ReadEpoch(connection, path);
        return file;
    });

    /// <summary>Opens a file that is there, to read it only; another process may be writing to it.</summary>
    /// <exception cref="StartupRefusedException">There is no file, or it is corrupt or of another version.</exception>
    public static JournalFile OpenReadOnly(string path) => Guarded(path, () =>
    {
        var file = new JournalFile(path, JournalDurability.Full);
        using var connection = file.OpenReader();
        if (JournalSchema.VersionOf(connection, path) is > 0 and < JournalSchema.Version)
        {
            throw new StartupRefusedException($"The journal '{path}' comes from an older version of TrainingHub; start this version on it once.");
        }

        file.Epoch = ReadEpoch(connection, path);
        return file;
    });

    public SqliteConnection OpenWriter()
    {
        var connection = Make(Path);
        Sql.Execute(connection, $"PRAGMA synchronous = {(_durability == JournalDurability.Full ? "FULL" : "NORMAL")}");
        // What is deleted is overwritten with zeros, not only unlinked: appends free nothing, so they cost the same.
        Sql.Execute(connection, "PRAGMA secure_delete = ON");
        return connection;
    }

    public SqliteConnection OpenReader() => Connect(Path, SqliteOpenMode.ReadOnly);

    /// <summary>A connection to a file that may not be there yet, to write to it.</summary>
    public static SqliteConnection Make(string path)
    {
        var connection = Connect(path, SqliteOpenMode.ReadWriteCreate);
        // auto_vacuum counts for a new file only: what compaction frees can then be given back.
        Sql.Execute(connection, "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL");
        return connection;
    }

    public static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 5 }.ConnectionString);
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

    private static JournalFile Guarded(string path, Func<JournalFile> open)
    {
        try
        {
            return open();
        }
        catch (SqliteException error) when (Sql.IsCorruption(error))
        {
            throw new StartupRefusedException($"The journal '{path}' is corrupt ({error.Message.TrimEnd('.')}); {JournalDamagedException.Remedy}", error);
        }
        catch (SqliteException error)
        {
            throw new StartupRefusedException($"The journal '{path}' cannot be opened: {error.Message}", error);
        }
    }

    private static string ReadEpoch(SqliteConnection connection, string path) => JournalSchema.EpochOf(connection)
        ?? throw new StartupRefusedException($"The journal '{path}' is corrupt (it has no epoch); {JournalDamagedException.Remedy}");
}
