using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Health;

/// <summary>Whether <c>journal.db</c> takes a write: one is made and rolled back, so that asking costs no sync to disk.</summary>
internal sealed class JournalWritable(DataDirectory directory, TimeProvider time) : IHealthCheck, IDisposable
{
    private static readonly TimeSpan Holds = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _one = new(1);
    private HealthCheckResult _last;
    private long? _lastAt;

    /// <summary>Tries at most once a second, however often it is asked: whoever asks must not keep the journal's writer from its lock.</summary>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_lastAt is not { } at || time.GetElapsedTime(at) >= Holds)
            {
                (_last, _lastAt) = (await TryAsync(cancellationToken), time.GetTimestamp());
            }

            return _last;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<HealthCheckResult> TryAsync(CancellationToken cancellationToken)
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
