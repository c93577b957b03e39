using TrainingHub.Core.Metrics;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Tests.Core.Sessions.Live;

/// <summary>A choice reaches who is watching as a snapshot, and nothing that was kept of the time before is told any more.</summary>
public sealed class SharingFeedTests
{
    [Fact]
    public async Task Observers_who_may_see_less_get_the_session_anew_without_the_number_and_go_on_from_there()
    {
        await using var stage = await LiveStage.CreateAsync();
        var (trainer, observer) = (await stage.JoinAsync(Examples.Trainer, JoinRole.Trainer), await stage.JoinAsync(Examples.Observer, JoinRole.Observer));
        await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada, 150));
        Assert.Equal(["ada 150"], observer.TakeWords());
        Assert.Equal(["ada 150"], trainer.TakeWords());

        var chosen = await stage.MustAsync(Caller.System, Examples.Choose(Examples.Ada, HeartRateVisibility.Hidden));

        var resynced = Assert.IsType<FeedItem.Resynced>(Assert.Single(observer.Take()!.Items));
        Assert.Equal(chosen, resynced.Seq);
        Assert.Null(resynced.View.Player("ada")!.State.Metrics![Metric.HeartRate]);
        Assert.Equal(["SharingChosen"], trainer.TakeWords());
        stage.Time.Advance(TimeSpan.FromSeconds(2));
        await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada, 151));
        Assert.Equal(["ada hidden"], observer.TakeWords());
        Assert.Equal(["ada 151"], trainer.TakeWords());
    }

    [Fact]
    public async Task What_waits_for_a_slow_observer_from_before_the_choice_is_not_told()
    {
        await using var stage = await LiveStage.CreateAsync(unlimited: true);
        var observer = await stage.JoinAsync(Examples.Observer, JoinRole.Observer);
        await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada, 150));
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Start());
        await stage.MustAsync(Caller.System, Examples.Choose(Examples.Ada, HeartRateVisibility.Zone));
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Pause());

        var update = observer.Take()!;

        var resynced = Assert.IsType<FeedItem.Resynced>(Assert.Single(update.Items));
        Assert.Equal((null, 3), (resynced.View.Player("ada")!.State.Metrics![Metric.HeartRate], resynced.View.Player("ada")!.HeartRateZone));
    }

    [Fact]
    public async Task A_team_mate_gets_the_player_with_their_agreement_and_loses_them_when_it_is_taken_back()
    {
        await using var stage = await LiveStage.CreateAsync(shareWithTeam: true);
        var (ada, ben) = (await stage.JoinAsync(Examples.Ada, JoinRole.Player), await stage.JoinAsync(Examples.Ben, JoinRole.Player));
        await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada, 150));
        ada.Take();
        Assert.Empty(ben.TakeWords());
        Assert.Null(ben.Watch.Current.Player("ada"));

        await stage.MustAsync(Caller.System, Examples.Choose(Examples.Ada, HeartRateVisibility.Number, HeartRateVisibility.Zone));
        var given = Assert.IsType<FeedItem.Resynced>(Assert.Single(ben.Take()!.Items)).View.Player("ada")!;
        Assert.Equal((null, 3), (given.State.Metrics![Metric.HeartRate], given.HeartRateZone));
        Assert.Equal(["SharingChosen"], ada.TakeWords()); // they know it: no snapshot

        await stage.MustAsync(Caller.System, Examples.Choose(Examples.Ada, HeartRateVisibility.Number));
        Assert.Null(Assert.IsType<FeedItem.Resynced>(Assert.Single(ben.Take()!.Items)).View.Player("ada"));
        stage.Time.Advance(TimeSpan.FromSeconds(2));
        await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada, 151));
        Assert.Empty(ben.TakeWords());
    }

    [Fact]
    public async Task Whom_a_choice_does_not_concern_hears_nothing_of_it()
    {
        await using var stage = await LiveStage.CreateAsync();
        var (observer, ben) = (await stage.JoinAsync(Examples.Observer, JoinRole.Observer), await stage.JoinAsync(Examples.Ben, JoinRole.Player));
        observer.Take();

        await stage.MustAsync(Caller.System, Examples.Choose(Examples.Ada, HeartRateVisibility.Number, HeartRateVisibility.Number));
        await stage.MustAsync(Caller.System, Examples.Choose(Examples.Ada, HeartRateVisibility.Zone, HeartRateVisibility.Number));
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Start());

        Assert.Equal(["Started"], ben.TakeWords()); // the session does not share
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_comes_back_with_a_sequence_number_from_before_the_choice_gets_the_session_whole(bool afterRestart)
    {
        await using var stage = await LiveStage.CreateAsync(unlimited: true);
        var before = await stage.JoinAsync(Examples.Observer, JoinRole.Observer);
        var resume = new ResumeFrom(before.Watch.Epoch, before.Watch.Initial.State.Seq);
        await stage.Sessions.DisconnectAsync($"connection of {Examples.Observer.UserId}");
        await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada, 150));
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Start());
        await stage.MustAsync(Caller.System, Examples.Choose(Examples.Ada, HeartRateVisibility.Hidden));
        if (afterRestart)
        {
            await stage.Sessions.DisposeAsync();
        }

        await using var restarted = new LiveStage(stage.Journal, stage.Time);
        var back = new Watcher();
        var reply = await (afterRestart ? restarted : stage).Sessions.JoinAsync(
            Examples.Observer, Examples.SessionId, new SessionCommand.Join(JoinRole.Observer), "another", null, resume, back.Tell, CancellationToken.None).WaitAsync(LiveStage.Patience);

        Assert.Null(reply.Refusal);
        Assert.False(reply.Watch!.Resumed);
        Assert.Null(reply.Watch.Initial.Player("ada")!.State.Metrics![Metric.HeartRate]);
        Assert.Empty(back.On(reply.Watch).TakeWords());
    }

    [Fact]
    public async Task One_who_was_put_out_and_takes_what_waited_is_told_no_number_that_was_hidden_since()
    {
        await using var stage = await LiveStage.CreateAsync(shareWithTeam: true, unlimited: true, teamSees: HeartRateVisibility.Number);
        var ben = await stage.JoinAsync(Examples.Ben, JoinRole.Player);
        ben.Take();
        await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada, 150));
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Kick("ben", null));
        await ben.Ended;
        await stage.MustAsync(Caller.System, Examples.Choose(Examples.Ada, HeartRateVisibility.Hidden));

        var update = ben.Take()!;

        Assert.All(update.Items, item => Assert.IsType<FeedItem.Resynced>(item));
        Assert.Null(update.View.Player("ada"));
    }
}
