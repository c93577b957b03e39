using TrainingHub.Core.Metrics;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Tests.Core.Sessions.Live;

/// <summary>Who was here before gets all that was missed, in order, or the session anew; never a part of it.</summary>
public sealed class ResumeTests
{
    [Fact]
    public async Task What_was_missed_comes_in_order_and_metrics_merged()
    {
        await using var stage = await LiveStage.CreateAsync(unlimited: true);
        var (epoch, seq) = await LeaveOffAsync(stage);
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Start());
        await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada, 120));
        await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada, 121));
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Pause());
        await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada, 122));

        var back = await ComeBackAsync(stage, new ResumeFrom(epoch, seq));
        Assert.True(back.Watch.Resumed);
        Assert.Equal(["Started", "ada 121", "Paused", "ada 122"], back.TakeWords());
        Assert.Empty(back.TakeWords());
    }

    [Fact]
    public async Task It_goes_on_after_a_restart_of_the_server()
    {
        await using var stage = await LiveStage.CreateAsync(unlimited: true);
        var (epoch, seq) = await LeaveOffAsync(stage);
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Start());
        await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada, 120));
        await stage.Sessions.DisposeAsync();

        await using var restarted = new LiveStage(stage.Journal, stage.Time);
        var back = await ComeBackAsync(restarted, new ResumeFrom(epoch, seq));
        Assert.True(back.Watch.Resumed);
        Assert.Equal(["Started", "ada 120"], back.TakeWords());
    }

    [Theory]
    [InlineData("another epoch")]
    [InlineData("ahead of the server")]
    [InlineData("nothing seen")]
    [InlineData("seen as another")]
    [InlineData("further back than memory")]
    public async Task Else_the_session_comes_whole(string why)
    {
        await using var stage = await LiveStage.CreateAsync(unlimited: true);
        var (epoch, seq) = await LeaveOffAsync(stage);
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Start());
        for (var i = 0; why == "further back than memory" && i < 300; i++)
        {
            await stage.MustAsync(Examples.Trainer, new SessionCommand.Pause());
            await stage.MustAsync(Examples.Trainer, new SessionCommand.Resume());
        }

        var resume = why switch
        {
            "another epoch" => new ResumeFrom("another", seq),
            "ahead of the server" => new ResumeFrom(epoch, seq + 2),
            "nothing seen" => new ResumeFrom(epoch, 0),
            _ => new ResumeFrom(epoch, seq),
        };
        var back = why == "seen as another" ? await ComeBackAsync(stage, resume, Examples.Ada, JoinRole.Player) : await ComeBackAsync(stage, resume);
        Assert.False(back.Watch.Resumed);
        Assert.Equal(stage.State.Seq, back.Watch.Initial.State.Seq);
        Assert.Empty(back.TakeWords());
    }

    [Fact]
    public async Task What_a_connection_was_told_already_it_is_not_told_again_whatever_it_says_to_have_seen()
    {
        await using var stage = await LiveStage.CreateAsync(unlimited: true);
        var watcher = await stage.JoinAsync(Examples.Trainer, JoinRole.Trainer);
        var resume = new ResumeFrom(watcher.Watch.Epoch, watcher.Watch.Initial.State.Seq);
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Start());
        Assert.Equal(["Started"], watcher.TakeWords());
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Pause());

        var again = await ComeBackAsync(stage, resume, connection: $"connection of {Examples.Trainer.UserId}");

        Assert.True(again.Watch.Resumed);
        Assert.Equal(["Paused"], again.TakeWords());
    }

    [Fact]
    public async Task Who_was_kicked_meanwhile_starts_afresh()
    {
        await using var stage = await LiveStage.CreateAsync();
        var ada = await stage.JoinAsync(Examples.Ada, JoinRole.Player);
        var resume = new ResumeFrom(ada.Watch.Epoch, ada.Watch.Initial.State.Seq);
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Kick("ada", null));
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Readmit("ada"));
        Assert.False((await ComeBackAsync(stage, resume, Examples.Ada, JoinRole.Player)).Watch.Resumed);
    }

    [Fact]
    public async Task A_backfill_says_that_the_player_is_there_and_changes_nothing()
    {
        await using var stage = await LiveStage.CreateAsync();
        await stage.JoinAsync(Examples.Ada, JoinRole.Player);
        await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada, 120));
        var trainer = await stage.JoinAsync(Examples.Trainer, JoinRole.Trainer);
        stage.Time.Advance(TimeSpan.FromSeconds(1));
        await stage.MustAsync(Examples.Ada, new SessionCommand.Backfill("ada", [new BackfillSample("watch", stage.Time.GetUtcNow().AddSeconds(-0.5), Examples.HeartRate(99))]));
        var sampled = Assert.IsType<FeedItem.Sampled>(Assert.Single(trainer.Take()!.Items));
        Assert.Equal((MetricMask.None, 120.0), (Assert.Single(sampled.Players).Changed, sampled.Players[0].Player.State.Metrics![Metric.HeartRate]));
        Assert.Equal((stage.State.Seq, stage.Time.GetUtcNow()), (sampled.Seq, sampled.At));
    }

    /// <summary>The trainer joins, sees all so far, and loses the connection.</summary>
    private static async Task<(string Epoch, long Seq)> LeaveOffAsync(LiveStage stage)
    {
        var watch = (await stage.JoinAsync(Examples.Trainer, JoinRole.Trainer)).Watch;
        await stage.Sessions.DisconnectAsync($"connection of {Examples.Trainer.UserId}");
        return (watch.Epoch, watch.Initial.State.Seq);
    }

    private static async Task<Watcher> ComeBackAsync(LiveStage stage, ResumeFrom resume, Caller? caller = null, JoinRole role = JoinRole.Trainer, string connection = "another connection")
    {
        var watcher = new Watcher();
        var reply = await stage.Sessions.JoinAsync(
            caller ?? Examples.Trainer, Examples.SessionId, new SessionCommand.Join(role), connection, null, resume, watcher.Tell, CancellationToken.None).WaitAsync(LiveStage.Patience);
        Assert.Null(reply.Refusal);
        return watcher.On(reply.Watch!);
    }
}
