using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace TrainingHub.Web.Data;

/// <summary>Brings <c>traininghub.db</c> to this version's schema, or says why it cannot.</summary>
public sealed class DatabaseStart(IDbContextFactory<TrainingHubDb> contexts, DataDirectory directory)
{
    private const int SqliteCorrupt = 11;
    private const int SqliteNotADatabase = 26;

    /// <exception cref="StartupRefusedException">The file is corrupt, from a newer version, or cannot be written to.</exception>
    public async Task RunAsync(CancellationToken cancellation = default)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            if (File.Exists(directory.Database))
            {
                await RefuseCorruptAsync(db, cancellation);
                await RefuseNewerAsync(db, cancellation);
                await ForgetAbandonedMigrationAsync(db, cancellation);
            }

            await db.Database.MigrateAsync(cancellation);
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellation);
        }
        catch (SqliteException error) when (error.SqliteErrorCode is SqliteCorrupt or SqliteNotADatabase)
        {
            throw Corrupt(error.Message, error);
        }
        catch (SqliteException error)
        {
            throw new StartupRefusedException($"The database '{directory.Database}' cannot be opened for writing: {error.Message}", error);
        }
    }

    private async Task RefuseCorruptAsync(TrainingHubDb db, CancellationToken cancellation)
    {
        var verdicts = await db.Database.SqlQueryRaw<string>("PRAGMA quick_check(1)").ToListAsync(cancellation);
        if (verdicts is not ["ok"])
        {
            throw Corrupt(string.Join(' ', verdicts).ReplaceLineEndings(" "), null);
        }
    }

    private async Task RefuseNewerAsync(TrainingHubDb db, CancellationToken cancellation)
    {
        var applied = await db.Database.GetAppliedMigrationsAsync(cancellation);
        if (applied.Except(db.Database.GetMigrations()).LastOrDefault() is { } unknown)
        {
            throw new StartupRefusedException(
                $"The database '{directory.Database}' comes from a newer version of TrainingHub (it holds the migration '{unknown}'); start that version, or restore a backup from this one.");
        }
    }

    // A process killed inside Migrate() leaves a row on which every later start would wait for ever (dotnet/efcore #38958).
    // The directory is ours alone, so whoever wrote that row is gone.
    private static async Task ForgetAbandonedMigrationAsync(TrainingHubDb db, CancellationToken cancellation)
    {
        var tables = await db.Database
            .SqlQueryRaw<int>("SELECT COUNT(*) AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'")
            .SingleAsync(cancellation);
        if (tables > 0)
        {
            await db.Database.ExecuteSqlRawAsync("DELETE FROM __EFMigrationsLock", cancellation);
        }
    }

    private StartupRefusedException Corrupt(string finding, Exception? cause) =>
        new($"The database '{directory.Database}' is corrupt ({finding.TrimEnd('.')}); restore a backup, or move the file away to start afresh.", cause);
}
