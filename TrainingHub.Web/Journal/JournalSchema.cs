using Microsoft.Data.Sqlite;
using TrainingHub.Core;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Journal;

/// <summary>The tables of <c>journal.db</c>; what they hold is told in <c>docs/journal.md</c>.</summary>
internal static class JournalSchema
{
    public const int Version = 2;

    // With rowids, not WITHOUT ROWID: new rows of all sessions then share pages, and a commit writes 2.6 times less (docs/decisions).
    private const string First = """
        CREATE TABLE batch (
            session_id TEXT NOT NULL,
            first_seq INTEGER NOT NULL,
            at INTEGER NOT NULL,
            events TEXT NOT NULL,
            checksum INTEGER NOT NULL,
            PRIMARY KEY (session_id, first_seq));
        CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
        """;

    private const string Second = """
        CREATE TABLE compacted (
            session_id TEXT NOT NULL,
            first_seq INTEGER NOT NULL,
            last_seq INTEGER NOT NULL,
            at INTEGER NOT NULL,
            size INTEGER NOT NULL,
            events BLOB NOT NULL,
            checksum INTEGER NOT NULL,
            PRIMARY KEY (session_id, first_seq));
        CREATE TABLE snapshot (
            session_id TEXT PRIMARY KEY,
            seq INTEGER NOT NULL,
            shape TEXT NOT NULL,
            state BLOB NOT NULL,
            checksum INTEGER NOT NULL);
        """;

    /// <summary>Makes the tables, or brings those of an older version up to this one, in one transaction: whoever is killed in it has changed nothing.</summary>
    /// <exception cref="StartupRefusedException">The file comes from a newer version.</exception>
    public static void Prepare(SqliteConnection connection, string path)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var version = VersionOf(connection, path);
        if (version == Version)
        {
            return;
        }

        if (version == 0)
        {
            Sql.Execute(connection, First);
            SetEpoch(connection, Ids.New());
        }

        Sql.Execute(connection, Second);
        Sql.Execute(connection, $"PRAGMA user_version = {Version}");
        transaction.Commit();
    }

    /// <returns>0 for an empty file.</returns>
    /// <exception cref="StartupRefusedException">The file comes from a newer version.</exception>
    public static int VersionOf(SqliteConnection connection, string path)
    {
        var version = Convert.ToInt32(Sql.Scalar(connection, "PRAGMA user_version"), null);
        return version <= Version
            ? version
            : throw new StartupRefusedException(
                $"The journal '{path}' comes from a newer version of TrainingHub (its schema is {version}, this version knows up to {Version}); start that version, or restore a backup from this one.");
    }

    public static void SetEpoch(SqliteConnection connection, string epoch)
        => Sql.Execute(connection, "INSERT OR REPLACE INTO meta VALUES ('epoch', $1)", epoch);

    public static string? EpochOf(SqliteConnection connection) => Sql.Scalar(connection, "SELECT value FROM meta WHERE name = 'epoch'") as string;
}
