using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Core;
using TrainingHub.Web.Data;
using TrainingHub.Web.Journal;

namespace TrainingHub.Web.Commands;

/// <summary>An SQLite file that no server has open, or that one may have open.</summary>
internal static class DatabaseFile
{
    /// <summary>Copies the database as it is at one moment, while others read and write it.</summary>
    public static async Task CopyAsync(string source, string target, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(source, SqliteOpenMode.ReadOnly, cancellation);
        await ExecuteAsync(connection, "VACUUM INTO $value", target, cancellation);
    }

    /// <exception cref="StartupRefusedException">It is damaged.</exception>
    public static async Task CheckAsync(string path, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await OpenAsync(path, SqliteOpenMode.ReadOnly, cancellation);
            await using var check = new SqliteCommand("PRAGMA quick_check(1)", connection);
            if (await check.ExecuteScalarAsync(cancellation) is not "ok")
            {
                throw new StartupRefusedException($"The copy of {Path.GetFileName(path)} is damaged; nothing was changed.");
            }
        }
        catch (SqliteException error)
        {
            throw new StartupRefusedException($"The copy of {Path.GetFileName(path)} is damaged ({error.Message.TrimEnd('.')}); nothing was changed.", error);
        }
    }

    /// <exception cref="StartupRefusedException">A newer version has written them: this one could not start with them.</exception>
    public static async Task RefuseNewerAsync(string database, string journal, CancellationToken cancellation)
    {
        await using var known = new DesignTimeDb().CreateDbContext([]);
        var migrations = known.Database.GetMigrations().ToHashSet();
        await using var databases = await OpenAsync(database, SqliteOpenMode.ReadOnly, cancellation);
        await using var applied = new SqliteCommand("SELECT max(MigrationId) FROM __EFMigrationsHistory", databases);
        await using var journals = await OpenAsync(journal, SqliteOpenMode.ReadOnly, cancellation);
        await using var version = new SqliteCommand("PRAGMA user_version", journals);
        if (!migrations.Contains($"{await applied.ExecuteScalarAsync(cancellation)}") || await version.ExecuteScalarAsync(cancellation) is > (long)JournalSchema.Version)
        {
            throw new StartupRefusedException("The backup was made by a newer version of TrainingHub; restore it with that one. Nothing was changed.");
        }
    }

    /// <summary>Makes another journal of it: clients that come back with what they held of the old one start afresh.</summary>
    public static async Task RenewEpochAsync(string journal, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(journal, SqliteOpenMode.ReadWrite, cancellation);
        await ExecuteAsync(connection, "UPDATE meta SET value = $value WHERE name = 'epoch'", Ids.New(), cancellation);
    }

    private static async Task<SqliteConnection> OpenAsync(string path, SqliteOpenMode mode, CancellationToken cancellation)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 5 }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql, string value, CancellationToken cancellation)
    {
        await using var command = new SqliteCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("$value", value);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
