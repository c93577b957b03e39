using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Health;

/// <summary>Whether <c>journal.db</c> takes a write: one is made and rolled back, so that asking costs no sync to disk.</summary>
internal sealed class JournalWritable(DataDirectory directory) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var source = new SqliteConnectionStringBuilder { DataSource = directory.Journal, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 5 };
            await using var connection = new SqliteConnection(source.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            await using var transaction = connection.BeginTransaction(deferred: false);
            await using var write = new SqliteCommand("UPDATE meta SET value = value", connection, transaction);
            await write.ExecuteNonQueryAsync(cancellationToken);
            await transaction.RollbackAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (SqliteException error)
        {
            return HealthCheckResult.Unhealthy("The journal cannot be written to.", error);
        }
    }
}
