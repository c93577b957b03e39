using TrainingHub.Core.Sessions;
using TrainingHub.Core.Sessions.Live;

namespace TrainingHub.Tests.Core.Sessions.Live;

/// <summary>Cleanup (`protocol.md` §2.5): who is stale leaves memory, and nothing is lost by it.</summary>
public sealed class CleanupTests
{
    private static readonly TimeSpan StaleAfter = SessionsSettings.Default.StaleAfter;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stale_live_session_is_cancelled_leaves_memory_and_comes_back_as_it_was(bool paused)
    {
        await using var stage = await LiveStage.CreateAsync();
        await stage.JoinAsync(Examples.Ada, JoinRole.Player);
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Start());
        await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada, 151));
        if (paused)
        {
            await stage.MustAsync(Examples.Trainer, new SessionCommand.Pause());
        }

        stage.Time.Advance(StaleAfter);
        Assert.Equal("stale", (await stage.CommittedAsync<SessionEvent.Cancelled>()).Reason);
        var before = DeepText.Of(stage.LastCommitted!);
        stage.Time.Advance(SessionsSettings.EndedStaysFor);
        await LeftAsync(stage);

        var back = await stage.Sessions.FindAsync(Examples.Trainer, Examples.SessionId, CancellationToken.None);
        Assert.Equal(SessionStatus.Cancelled, back.View!.State.Status);
        Assert.Equal(151, back.View.State.Players["ada"].Metrics![TrainingHub.Core.Metrics.Metric.HeartRate]);
        Assert.Equal(before, DeepText.Of(back.View.State));
    }

    [Fact]
    public async Task A_call_at_the_last_moment_keeps_it_and_a_refused_one_does_not()
    {
        await using var stage = await LiveStage.CreateAsync();
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Start());

        stage.Time.Advance(StaleAfter - TimeSpan.FromMilliseconds(1));
        await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada));
        stage.Time.Advance(StaleAfter - TimeSpan.FromMilliseconds(1));
        Assert.False((await stage.AskAsync(Examples.Ada, new SessionCommand.Start())).Ok);
        Assert.True(stage.State.IsLive);

        stage.Time.Advance(TimeSpan.FromMilliseconds(1));
        await stage.CommittedAsync<SessionEvent.Cancelled>();
    }

    [Fact]
    public async Task Samples_that_come_in_the_very_moment_of_going_stale_are_kept_or_refused_and_never_lost()
    {
        await using var stage = await LiveStage.CreateAsync(unlimited: true);
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Start());
        var sending = Enumerable.Range(0, 200).Select(i => Task.Run(() => stage.AskAsync(Examples.Ada, Examples.Sample(Examples.Ada, 60 + i)))).ToList();

        stage.Time.Advance(StaleAfter);
        var replies = await Task.WhenAll(sending);

        var kept = (await stage.Journal.AllAsync(Examples.SessionId)).Where(entry => entry.Event is SessionEvent.MetricsReported).Select(entry => entry.Seq).ToList();
        Assert.Equal(replies.Where(reply => reply.Ok).Select(reply => reply.Seq).Order(), kept);
        Assert.All(replies.Where(reply => !reply.Ok), reply => Assert.Equal(RefusalCode.Conflict, reply.Refusal!.Code));
    }

    [Fact]
    public async Task Who_waits_before_a_scheduled_session_keeps_it_in_memory_and_hears_the_start()
    {
        await using var stage = await LiveStage.CreateAsync();
        var trainer = await stage.JoinAsync(Examples.Trainer, JoinRole.Trainer);

        stage.Time.Advance(StaleAfter);
        stage.Time.Advance(StaleAfter);
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Start());

        Assert.False(trainer.Watch.Ended);
        Assert.Equal(["Started"], trainer.TakeWords());
        Assert.Equal(0, stage.Journal.Reads);
    }

    [Fact]
    public async Task Who_joins_in_the_very_moment_in_which_it_leaves_memory_is_told_to_come_again()
    {
        await using var stage = await LiveStage.CreateAsync();
        await stage.JoinAsync(Examples.Ada, JoinRole.Player);
        stage.Time.Advance(StaleAfter - SessionLimits.Default.DropGrace);
        await stage.Sessions.DisconnectAsync($"connection of {Examples.Ada.UserId}");
        await stage.CommittedAsync<SessionEvent.PlayerConnectionLost>();

        // The end of her grace is being written while the session goes stale, and he comes.
        var disk = new TaskCompletionSource();
        (stage.Journal.Asked, stage.Journal.Disk) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), disk.Task);
        stage.Time.Advance(SessionLimits.Default.DropGrace);
        await stage.Journal.Asked.Task.WaitAsync(LiveStage.Patience);
        var joining = stage.JoinAsync(Examples.Trainer, JoinRole.Trainer);
        disk.SetResult();
        var trainer = await joining;

        await trainer.Ended;
        Assert.True(trainer.Watch.Interrupted);
        var again = await stage.JoinAsync(Examples.Trainer, JoinRole.Trainer);
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Start());
        Assert.Equal(["Started"], again.TakeWords());
    }

    private static async Task LeftAsync(LiveStage stage)
    {
        using var patience = new CancellationTokenSource(LiveStage.Patience);
        while (stage.Sessions.InMemory.Count > 0)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield(); // nobody is told when a session that nobody watches leaves
        }
    }
}
