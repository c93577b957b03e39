using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using TrainingHub.Bench.Faults;

namespace TrainingHub.Tests.Web.Data;

/// <summary>What an operator sees where the server cannot start: one sentence on standard error, and exit code 1.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("traininghub-").FullName;

    private string Database => Path.Combine(_directory, "traininghub.db");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_corrupt_database_is_refused()
    {
        await File.WriteAllTextAsync(Database, new string('x', 8192));

        await AssertRefusedAsync(_directory, "is corrupt");
    }

    [Fact]
    public async Task A_database_with_damaged_pages_is_refused()
    {
        await StartAndEndAsync();
        await using (var file = new FileStream(Database, FileMode.Open, FileAccess.Write))
        {
            file.Position = 4096;
            await file.WriteAsync(new byte[4096 * 4]);
        }

        await AssertRefusedAsync(_directory, "is corrupt");
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        await StartAndEndAsync();
        await ExecuteAsync("INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Later', '99.0.0')");

        await AssertRefusedAsync(_directory, "comes from a newer version");
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_written_to_is_refused()
    {
        var file = Path.Combine(_directory, "file");
        await File.WriteAllTextAsync(file, "");

        await AssertRefusedAsync(Path.Combine(file, "data"), "cannot be written to");
    }

    [Fact]
    public async Task A_port_in_use_is_refused()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        await AssertRefusedAsync(_directory, $"{port}", $"--urls=http://127.0.0.1:{port}");
    }

    [Fact]
    public async Task A_setting_that_makes_no_sense_is_refused() =>
        await AssertRefusedAsync(_directory, "Server:PublicUrl", "--Server:PublicUrl=nonsense");

    [Fact]
    public async Task A_migration_that_was_killed_does_not_hold_up_the_next_start()
    {
        await StartAndEndAsync();
        await ExecuteAsync("INSERT INTO __EFMigrationsLock VALUES (1, '2026-01-01 00:00:00')");

        await StartAndEndAsync();
    }

    [Fact]
    public async Task The_data_directory_is_the_owners_alone()
    {
        var fresh = Path.Combine(_directory, "new", "data");
        await using var server = ServerProcess.Start(fresh);
        await server.ListeningAsync();

        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(fresh) == (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
    }

    private static async Task AssertRefusedAsync(string directory, string reason, params string[] arguments)
    {
        await using var server = ServerProcess.Start(directory, arguments);
        var (code, errors) = await server.EndedAsync();

        Assert.Contains(reason, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", errors, StringComparison.Ordinal);
        Assert.Equal(1, code);
    }

    private async Task StartAndEndAsync()
    {
        await using var server = ServerProcess.Start(_directory);
        await server.ListeningAsync();
        await server.KillAsync();
        // Fold the write-ahead log in, so that the file alone is the database.
        await ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
