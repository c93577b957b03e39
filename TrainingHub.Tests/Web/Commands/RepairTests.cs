using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Bench.Faults;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Core.Sessions;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Web.Commands;

/// <summary>The server names the one command that repairs, and starts once it was given.</summary>
public sealed class RepairTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("traininghub-repair-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_server_that_refuses_a_damaged_journal_starts_after_the_repair_and_the_session_goes_on()
    {
        await using (var app = await WebApp.StartAsync(dataDirectory: _folder.FullName))
        {
            var journal = app.Services.GetRequiredService<ISessionJournal>();
            await journal.AppendAsync(Examples.SessionId, 1, [Examples.Created, new SessionEvent.Started { At = Examples.T0 }], CancellationToken.None);
            await journal.AppendAsync(Examples.SessionId, 3, Examples.Samples(5), CancellationToken.None);
        }

        await DamageAsync("DELETE FROM batch WHERE first_seq = 3");
        await using (var refusing = ServerProcess.Start(_folder.FullName))
        {
            var (code, errors) = await refusing.EndedAsync();
            Assert.Equal(1, code);
            Assert.Contains("5 events are missing", errors, StringComparison.Ordinal);
            Assert.Contains("TrainingHub.Web repair", errors, StringComparison.Ordinal);
        }

        await Ops.MustAsync(_folder.FullName, "repair");

        await using var again = await WebApp.StartAsync(dataDirectory: _folder.FullName);
        var live = Assert.Single(again.Services.GetRequiredService<ISessions>().InMemory);
        Assert.Equal((Examples.SessionId, SessionStatus.Active), (live.SessionId, live.Status));
    }

    [Fact]
    public async Task It_is_refused_while_the_server_runs_and_where_there_is_nothing()
    {
        await using (await WebApp.StartAsync(dataDirectory: _folder.FullName))
        {
            Assert.Contains("in use by another TrainingHub process", await Ops.RefusedAsync(_folder.FullName, "repair"), StringComparison.Ordinal);
        }

        Assert.Contains("no data directory", await Ops.RefusedAsync(Path.Combine(_folder.FullName, "none"), "repair"), StringComparison.Ordinal);
    }

    private async Task DamageAsync(string sql)
    {
        await using var journal = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={new DataFiles(_folder.FullName).Journal};Pooling=False");
        await journal.OpenAsync();
        await using var damage = new Microsoft.Data.Sqlite.SqliteCommand(sql, journal);
        Assert.Equal(1, await damage.ExecuteNonQueryAsync());
    }
}
