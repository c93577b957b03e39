using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Core;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;
using TrainingHub.Web.Data;
using TrainingHub.Web.Sessions;
using TrainingHub.Web.Sharing;

namespace TrainingHub.Tests.Web.Sharing;

/// <summary>A choice comes into every session of the player: planned, running, over, and those that were not told before the process ended.</summary>
public sealed class SharingCarrierTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _directory = Directory.CreateTempSubdirectory("traininghub-").FullName;
    private WebApp _app = null!;
    private User _trainer = null!, _player = null!, _observer = null!;

    private Caller Trainer => new(_trainer.Id, _trainer.DisplayName, Roles.Trainer);

    private Caller Player => new(_player.Id, _player.DisplayName, Roles.Player);

    private Caller Observer => new(_observer.Id, _observer.DisplayName, Roles.Observer);

    private ISessions Sessions => _app.Services.GetRequiredService<ISessions>();

    public async Task InitializeAsync()
    {
        _app = await WebApp.StartAsync(dataDirectory: _directory);
        _trainer = await _app.CreateUserAsync("Tara", RoleNames.Trainer);
        _player = await _app.CreateUserAsync("Pia", RoleNames.Player);
        _observer = await _app.CreateUserAsync("Ona", RoleNames.Observer);
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task A_session_that_is_planned_afterwards_begins_with_it()
    {
        await _app.ChooseAsync(_player, HeartRateVisibility.Zone, HeartRateVisibility.Hidden);

        var planned = await _app.Services.GetRequiredService<SessionPlanner>().PlanAsync(Trainer, new SessionPlan("example-strength", [_player.Id], []), CancellationToken.None);

        Assert.Equal(new SharingChoice(HeartRateVisibility.Zone, HeartRateVisibility.Hidden), Assert.Single(planned.Session!.Players).Sharing);
    }

    [Fact]
    public async Task A_choice_between_the_planning_of_a_session_and_its_making_holds_in_it()
    {
        var planner = _app.Services.GetRequiredService<SessionPlanner>();
        var planned = (await planner.PlanAsync(Trainer, new SessionPlan("example-strength", [_player.Id], []), CancellationToken.None)).Session!;
        await _app.ChooseAsync(_player, HeartRateVisibility.Hidden);

        Assert.True((await planner.CreateAsync(Trainer, planned, CancellationToken.None)).Ok);

        Assert.Equal(HeartRateVisibility.Hidden, await ObserversSeeAsync(planned.SessionId));
    }

    [Fact]
    public async Task A_session_that_is_over_and_its_replay_follow()
    {
        var sessionId = await RecordedAsync();
        var told = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _app.Services.GetRequiredService<SharingNews>().Chosen += chosen => told.TrySetResult(chosen);

        await _app.ChooseAsync(_player, HeartRateVisibility.Hidden);
        Assert.Equal(sessionId, await told.Task.WaitAsync(Patience));

        var reply = await Sessions.RecordingAsync(Observer, sessionId, CancellationToken.None);
        var seen = new SessionView(reply.Recording!.At(reply.Recording.To), reply.Audience).Player(_player.Id)!;
        Assert.Equal((null, null), (seen.State.Metrics![Metric.HeartRate], seen.HeartRateZone));
        Assert.Equal(MetricMask.HeartRate | MetricMask.RrIntervals, seen.Hidden);
        Assert.Equal(HeartRateVisibility.Hidden, await ObserversSeeAsync(sessionId));
    }

    [Fact]
    public async Task What_was_not_carried_before_the_process_ended_is_carried_after_the_next_start()
    {
        var sessionId = await RecordedAsync();
        await using (var db = await _app.Services.GetRequiredService<IDbContextFactory<TrainingHubDb>>().CreateDbContextAsync())
        {
            (await db.Users.SingleAsync(user => user.Id == _player.Id)).HeartRateForObservers = HeartRateVisibility.Zone;
            db.SharingChanges.Add(new SharingChange { UserId = _player.Id });
            await db.SaveChangesAsync();
        }

        await _app.DisposeAsync();
        _app = await WebApp.StartAsync(dataDirectory: _directory);

        using var told = new SemaphoreSlim(0);
        using var watch = (await Sessions.WatchAsync(Trainer, sessionId, _ => told.Release(), CancellationToken.None)).Watch!;
        while (watch.Current.State.Players[_player.Id].Profile.ObserversSee != HeartRateVisibility.Zone)
        {
            Assert.True(await told.WaitAsync(Patience));
        }
    }

    /// <summary>A session with one sample, that is over.</summary>
    private async Task<string> RecordedAsync()
    {
        var session = new NewSession(
            Ids.New(), ExampleWorkouts.All[0], _trainer.Id, _trainer.DisplayName, null, null, false,
            [new RosterPlayer(_player.Id, _player.DisplayName, null, new Thresholds(HeartRateMaxBpm: 200))], [new SessionObserver(_observer.Id, _observer.DisplayName)]);
        Assert.True((await Sessions.CreateAsync(Trainer, session, CancellationToken.None)).Ok);
        await MustAsync(Trainer, new SessionCommand.Start());
        await MustAsync(Player, new SessionCommand.ReportMetrics(_player.Id, null, null, new MetricValues.Builder().Set(Metric.HeartRate, 157).Build()));
        await MustAsync(Trainer, new SessionCommand.End());
        return session.SessionId;

        async Task MustAsync(Caller caller, SessionCommand command)
            => Assert.Null((await Sessions.SendAsync(caller, session.SessionId, command, null, CancellationToken.None)).Refusal);
    }

    private async Task<HeartRateVisibility> ObserversSeeAsync(string sessionId)
        => (await Sessions.FindAsync(Trainer, sessionId, CancellationToken.None)).View!.State.Players[_player.Id].Profile.ObserversSee;
}
