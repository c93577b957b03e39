using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Sessions.Live;

namespace TrainingHub.Tests.Core.Sessions.Live;

/// <summary>When a session comes into memory, and when it leaves.</summary>
public sealed class LifetimeTests
{
    private static readonly TimeSpan StaleAfter = SessionsSettings.Default.StaleAfter;

    [Fact]
    public async Task A_session_leaves_memory_five_minutes_after_its_end_and_is_read_back_when_someone_asks()
    {
        await using var stage = await LiveStage.CreateAsync();
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Start());
        await stage.MustAsync(Examples.Trainer, new SessionCommand.End());
        var trainer = await stage.JoinAsync(Examples.Trainer, JoinRole.Trainer);

        stage.Time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromMilliseconds(1));
        await stage.MustAsync(Examples.Trainer, new SessionCommand.End());
        Assert.False(trainer.Watch.Ended);
        Assert.Equal(0, stage.Journal.Reads);

        stage.Time.Advance(TimeSpan.FromMilliseconds(1));
        await trainer.Ended;
        await stage.MustAsync(Examples.Trainer, new SessionCommand.End());
        Assert.Equal((1, SessionStatus.Completed), (stage.Journal.Reads, stage.State.Status));
    }

    [Fact]
    public async Task A_session_that_is_over_and_read_back_for_a_players_choice_alone_does_not_stay()
    {
        await using var stage = await LiveStage.CreateAsync();
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Start());
        await stage.MustAsync(Examples.Trainer, new SessionCommand.End());
        stage.Time.Advance(SessionsSettings.EndedStaysFor);
        await GoneAsync();

        foreach (var observersSee in new[] { HeartRateVisibility.Zone, HeartRateVisibility.Zone, HeartRateVisibility.Hidden })
        {
            await stage.MustAsync(Caller.System, Examples.Choose(Examples.Ada, observersSee));
            await GoneAsync();
        }

        var trainer = await stage.JoinAsync(Examples.Trainer, JoinRole.Trainer);
        Assert.Equal(HeartRateVisibility.Hidden, trainer.Watch.Current.State.Players["ada"].Profile.ObserversSee);
        await stage.MustAsync(Caller.System, Examples.Choose(Examples.Ada, HeartRateVisibility.Number));
        await stage.MustAsync(Examples.Trainer, new SessionCommand.End());
        Assert.False(trainer.Watch.Ended);

        async Task GoneAsync()
        {
            using var patience = new CancellationTokenSource(LiveStage.Patience);
            while (stage.Sessions.InMemory.Count > 0)
            {
                patience.Token.ThrowIfCancellationRequested();
                await Task.Yield(); // nobody is told when a session that nobody watches leaves
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_live_session_without_an_accepted_call_is_cancelled_as_stale_and_one_with_samples_is_not(bool paused)
    {
        await using var stage = await LiveStage.CreateAsync();
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Start());
        if (paused)
        {
            await stage.MustAsync(Examples.Trainer, new SessionCommand.Pause());
        }

        stage.Time.Advance(StaleAfter / 2);
        await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada));
        stage.Time.Advance(StaleAfter / 2);
        Assert.Equal(RefusalCode.Forbidden, (await stage.AskAsync(Examples.Ada, new SessionCommand.Start())).Refusal?.Code);
        Assert.True(stage.State.IsLive);

        stage.Time.Advance(StaleAfter / 2);
        Assert.Equal("stale", (await stage.CommittedAsync<SessionEvent.Cancelled>()).Reason);
    }

    [Fact]
    public async Task A_session_that_is_scheduled_for_later_leaves_memory_and_stays_scheduled()
    {
        await using var stage = await LiveStage.CreateAsync();

        stage.Time.Advance(StaleAfter);
        using var patience = new CancellationTokenSource(LiveStage.Patience);
        while (stage.Sessions.InMemory.Count > 0)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield(); // nobody is told when a session that nobody watches leaves
        }

        Assert.Equal(2, await stage.MustAsync(Examples.Trainer, new SessionCommand.Start()));
        Assert.Equal(1, stage.Journal.Reads);
    }

    [Fact]
    public async Task After_a_restart_nobody_is_connected_and_who_does_not_come_back_within_the_grace_is_dropped()
    {
        var before = await LiveStage.CreateAsync();
        await before.JoinAsync(Examples.Ada, JoinRole.Player);
        await before.JoinAsync(Examples.Ben, JoinRole.Player);
        await before.MustAsync(Examples.Trainer, new SessionCommand.Start());
        await before.DisposeAsync();
        before.Time.Advance(TimeSpan.FromMinutes(3));

        await using var after = new LiveStage(before.Journal, before.Time);
        await after.Sessions.OpenAsync([Examples.SessionId], CancellationToken.None);
        Assert.Equal("ada", (await after.CommittedAsync<SessionEvent.PlayerConnectionLost>()).PlayerId);
        Assert.Equal("ben", (await after.CommittedAsync<SessionEvent.PlayerConnectionLost>()).PlayerId);
        var ada = await after.JoinAsync(Examples.Ada, JoinRole.Player);
        Assert.Equal((PlayerStatus.Active, true), (ada.Watch.Initial.State.Players["ada"].Status, ada.Watch.Initial.State.Players["ada"].Connected));

        after.Time.Advance(SessionLimits.Default.DropGrace);
        var left = await after.CommittedAsync<SessionEvent.PlayerLeft>();
        Assert.Equal(("ben", LeaveReason.Disconnected), (left.PlayerId, left.Reason));
        Assert.Equal(TimeSpan.FromMinutes(3) + SessionLimits.Default.DropGrace, after.State.Duration(after.Time.GetUtcNow()));
    }

    [Fact]
    public async Task A_lost_connection_begins_the_grace_and_another_connection_of_the_player_holds_it_off()
    {
        await using var stage = await LiveStage.CreateAsync();
        await stage.JoinAsync(Examples.Ada, JoinRole.Player);
        await stage.Sessions.JoinAsync(Examples.Ada, Examples.SessionId, new SessionCommand.Join(JoinRole.Player), "her watch", null, null, _ => { }, CancellationToken.None);

        await stage.Sessions.DisconnectAsync("her watch");
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Start());
        Assert.True(stage.State.Players["ada"].Connected);

        await stage.Sessions.DisconnectAsync("connection of ada");
        await stage.CommittedAsync<SessionEvent.PlayerConnectionLost>();
        stage.Time.Advance(SessionLimits.Default.DropGrace);
        Assert.Equal(LeaveReason.Disconnected, (await stage.CommittedAsync<SessionEvent.PlayerLeft>()).Reason);
    }

    [Fact]
    public async Task After_the_shutdown_calls_are_unavailable()
    {
        var stage = await LiveStage.CreateAsync();
        await stage.DisposeAsync();

        Assert.Equal(RefusalCode.Unavailable, (await stage.AskAsync(Examples.Trainer, new SessionCommand.Start())).Refusal?.Code);
        Assert.Equal(RefusalCode.Unavailable, (await stage.Sessions.CreateAsync(Examples.Trainer, Examples.NewSession with { SessionId = "later" }, CancellationToken.None)).Refusal?.Code);
    }
}
