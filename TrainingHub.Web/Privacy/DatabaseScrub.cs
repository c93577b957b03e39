using Microsoft.Data.Sqlite;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Privacy;

/// <summary>Leaves nothing in the database's files of what was deleted or replaced.</summary>
internal sealed class DatabaseScrub(DataDirectory data, TimeProvider time)
{
    private const int EmptyTries = 100;

    private static readonly TimeSpan BetweenEmptyTries = TimeSpan.FromMilliseconds(100);

    /// <exception cref="TimeoutException">Readers kept the log from being emptied.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = data.Database, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA secure_delete = ON; VACUUM";
        await command.ExecuteNonQueryAsync(cancellationToken);
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)"; // answers 1 where somebody read
        for (var tries = 1; await command.ExecuteScalarAsync(cancellationToken) is not 0L; tries++)
        {
            if (tries == EmptyTries)
            {
                throw new TimeoutException($"The log of the database '{data.Database}' cannot be emptied: somebody keeps reading.");
            }

            await Task.Delay(BetweenEmptyTries, time, cancellationToken);
        }
    }
}
