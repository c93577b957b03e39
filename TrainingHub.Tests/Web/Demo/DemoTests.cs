using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Client;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Data;
using TrainingHub.Web.Demo;

namespace TrainingHub.Tests.Web.Demo;

public sealed class DemoTests
{
    [Fact]
    public async Task Twelve_athletes_of_a_live_session_send_changing_heart_rates_through_the_public_hub()
    {
        await using var demo = await DemoWatch.StartAsync();
        var session = await demo.JoinAsync();
        Assert.Equal(TrainingHub.Client.SessionStatus.Active, session.Status);
        Assert.Equal(12, session.TotalPlayers);

        var seen = demo.Team.Players.ToDictionary(player => player.UserId, _ => new HashSet<double>());
        while (seen.Values.Any(heartRates => heartRates.Count < 2))
        {
            foreach (var player in (await demo.Log.NextAsync<TrainingEvent.MetricsChanged>()).Players)
            {
                if (player.HeartRate.Value is { } heartRate)
                {
                    seen[player.PlayerId!].Add(heartRate);
                }
            }
        }
    }

    [Fact]
    public async Task Each_athlete_reports_the_interval_that_they_are_in()
    {
        await using var demo = await DemoWatch.StartAsync();
        var session = await demo.JoinAsync();
        var first = DemoWorkouts.Threshold.Intervals[0];

        var told = session.Players.Where(player => player.Interval is not null).Select(player => player.Interval!).ToList();
        while (told.Count < 12)
        {
            told.Add((await demo.Log.NextAsync<TrainingEvent.IntervalProgressed>()).Progress);
        }

        Assert.Equal(12, told.Select(progress => progress.PlayerId).Distinct().Count());
        Assert.All(told, progress => Assert.Equal((first.IntervalId, 1, DemoWorkouts.Threshold.Intervals.Length), (progress.IntervalId, progress.CurrentInterval, progress.TotalIntervals)));
    }

    [Fact]
    public async Task The_one_click_users_are_the_sessions_trainer_a_player_an_observer_and_an_admin_who_trains_nobody()
    {
        await using var demo = await DemoWatch.StartAsync();
        var joined = await demo.JoinAsync();
        var session = demo.Sessions.InMemory.Single(session => session.SessionId == joined.SessionId);
        var users = demo.App.Services.GetRequiredService<DemoUsers>();

        Assert.Equal(users.TrainerId, session.TrainerId);
        Assert.Contains(users.PlayerId, session.Players.Keys);
        Assert.Contains(users.ObserverId, session.Observers.Select(observer => observer.UserId));
        await using var scope = demo.App.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<User>>();
        Assert.Equal([RoleNames.Admin], await accounts.GetRolesAsync((await accounts.FindByIdAsync(users.AdminId))!));
    }

    [Fact]
    public async Task A_restart_keeps_its_users_and_its_session()
    {
        using var data = new TemporaryFolder();
        string before;
        await using (var demo = await DemoWatch.StartAsync(dataDirectory: data.Path))
        {
            before = (await demo.JoinAsync()).SessionId;
        }

        await using var again = await DemoWatch.StartAsync(dataDirectory: data.Path);

        Assert.Equal(before, (await again.JoinAsync()).SessionId);
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("traininghub-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
