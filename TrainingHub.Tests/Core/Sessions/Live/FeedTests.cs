using TrainingHub.Core.Metrics;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Tests.Core.Sessions.Live;

/// <summary>What watchers are told, when, and whose.</summary>
public sealed class FeedTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(250);

    [Fact]
    public async Task A_first_sample_is_told_at_once_and_those_within_the_window_together_at_its_end()
    {
        await using var stage = await LiveStage.CreateAsync();
        var trainer = await stage.JoinAsync(Examples.Trainer, JoinRole.Trainer);

        await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada, 120));
        Assert.Equal(["ada 120"], trainer.TakeWords());

        await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada, 121));
        await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada, 122));
        await stage.MustAsync(Examples.Ben, Examples.Sample(Examples.Ben, 90));
        Assert.Equal((1, 0), (trainer.Told, trainer.TakeWords().Length));

        stage.Time.Advance(Window);
        Assert.Equal(2, trainer.Told);
        Assert.Equal(["ada 122", "ben 90"], trainer.TakeWords());
        Assert.Empty(trainer.TakeWords());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(24)]
    [InlineData(113)]
    public async Task A_window_is_over_in_time_wherever_in_the_clock_s_beat_it_begins_and_at_most_a_tenth_before(int startMs)
    {
        await using var stage = await LiveStage.CreateAsync();
        var trainer = await stage.JoinAsync(Examples.Trainer, JoinRole.Trainer);
        stage.Time.Advance(TimeSpan.FromMilliseconds(startMs));
        await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada, 120));
        await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada, 121));
        var soonest = Window - (Window / 10) - TimeSpan.FromMilliseconds(1);

        stage.Time.Advance(soonest);
        Assert.Equal(1, trainer.Told);
        stage.Time.Advance(Window - soonest);
        Assert.Equal(2, trainer.Told);
    }

    [Fact]
    public async Task Who_is_slow_gets_the_newest_values_merged_and_every_other_event_in_its_place()
    {
        await using var stage = await LiveStage.CreateAsync();
        var slow = await stage.JoinAsync(Examples.Trainer, JoinRole.Trainer);
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Start());
        await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada, 120));
        await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada, 125));
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Pause());
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Resume());
        await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada, 130));
        var last = await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada, 140));

        var update = slow.Take();

        Assert.NotNull(update);
        Assert.Equal((slow.Watch.Initial.State.Seq, last), (update.FromSeq, update.ToSeq));
        Assert.Equal(
            ["Started", "125", "Paused", "Resumed", "140"],
            update.Items.Select(item => item is FeedItem.Sampled sampled ? $"{sampled.Players.Single().Player.State.Metrics![Metric.HeartRate]}" : ((FeedItem.Happened)item).Event.GetType().Name));
        Assert.Equal(update.Items.Select(item => item.Seq).Order(), update.Items.Select(item => item.Seq));
    }

    [Fact]
    public async Task Only_what_changed_is_sent_and_a_sample_without_a_change_still_says_that_the_player_is_there()
    {
        await using var stage = await LiveStage.CreateAsync();
        var trainer = await stage.JoinAsync(Examples.Trainer, JoinRole.Trainer);
        await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada, 120));
        Assert.Equal(MetricMask.HeartRate, Changed(trainer.Take()));

        stage.Time.Advance(TimeSpan.FromSeconds(2));
        await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada, 120));
        Assert.Equal(MetricMask.None, Changed(trainer.Take()));

        stage.Time.Advance(TimeSpan.FromSeconds(2));
        await stage.MustAsync(Examples.Ada, new SessionCommand.ReportMetrics("ada", null, null, new MetricValues.Builder().Set(Metric.HeartRate, 120).Set(Metric.Power, 210).Build()));
        Assert.Equal(MetricMask.Power, Changed(trainer.Take()));

        static MetricMask? Changed(SessionUpdate? update) => ((FeedItem.Sampled)update!.Items.Single()).Players.Single().Changed;
    }

    [Theory]
    [InlineData(false, null, null)]
    [InlineData(false, HeartRateVisibility.Number, null)]
    [InlineData(true, null, null)]
    [InlineData(true, HeartRateVisibility.Number, "150")]
    [InlineData(true, HeartRateVisibility.Zone, "zone 3")]
    [InlineData(true, HeartRateVisibility.Hidden, "hidden")]
    public async Task Each_hears_what_concerns_them_and_sees_what_they_may(bool shareWithTeam, HeartRateVisibility? adaLetsTheTeamSee, string? seen)
    {
        await using var stage = await LiveStage.CreateAsync(shareWithTeam);
        await stage.MustAsync(Caller.System, Examples.Choose(Examples.Ada, HeartRateVisibility.Number, adaLetsTheTeamSee));
        var trainer = await stage.JoinAsync(Examples.Trainer, JoinRole.Trainer);
        var observer = await stage.JoinAsync(Examples.Observer, JoinRole.Observer);
        var ada = await stage.JoinAsync(Examples.Ada, JoinRole.Player);
        var ben = await stage.JoinAsync(Examples.Ben, JoinRole.Player);
        foreach (var one in new[] { trainer, observer, ada, ben })
        {
            one.Take();
        }

        stage.Time.Advance(Window);
        await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada, 150));
        await stage.MustAsync(Examples.Ben, Examples.Sample(Examples.Ben, 90));
        await stage.MustAsync(Examples.Ada, new SessionCommand.ReportExercise(Examples.Squats));
        stage.Time.Advance(Window);

        Assert.Equal(["ada 150", "ben 90", "ExerciseReported"], trainer.TakeWords());
        Assert.Equal(["ada 150", "ben hidden", "ExerciseReported"], observer.TakeWords());
        Assert.Equal(["ada 150", "ExerciseReported"], ada.TakeWords()); // Ben has not agreed
        Assert.Equal(seen is not null ? [$"ada {seen}", "ben 90", "ExerciseReported"] : ["ben 90"], ben.TakeWords());

        await stage.MustAsync(Examples.Trainer, new SessionCommand.Start());
        Assert.All(new[] { trainer, observer, ada, ben }, one => Assert.Equal(["Started"], one.TakeWords()));
    }

    [Fact]
    public async Task A_kicked_player_is_told_so_last_of_all_and_the_others_hear_it_too()
    {
        await using var stage = await LiveStage.CreateAsync();
        var trainer = await stage.JoinAsync(Examples.Trainer, JoinRole.Trainer);
        var ada = await stage.JoinAsync(Examples.Ada, JoinRole.Player);
        trainer.Take();
        ada.Take();

        await stage.MustAsync(Examples.Trainer, new SessionCommand.Kick("ada", "late"));
        await ada.Ended;
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Start());

        Assert.Equal(["PlayerKicked"], ada.TakeWords());
        Assert.Empty(ada.TakeWords());
        Assert.True(ada.Watch.Ended);
        Assert.Equal(["PlayerKicked", "Started"], trainer.TakeWords());
        Assert.Equal(RefusalCode.Removed, (await stage.AskAsync(Examples.Ada, Examples.Sample(Examples.Ada))).Refusal?.Code);
    }

    [Fact]
    public async Task What_an_audience_is_told_is_made_once_for_all_its_watchers()
    {
        await using var stage = await LiveStage.CreateAsync();
        var trainer = await stage.JoinAsync(Examples.Trainer, JoinRole.Trainer);
        var admin = await stage.JoinAsync(Examples.Admin, JoinRole.Trainer);

        await stage.MustAsync(Examples.Trainer, new SessionCommand.Start());

        Assert.Same(trainer.Take(), admin.Take());
    }

    [Fact]
    public async Task Who_is_too_far_behind_is_given_the_whole_session_and_then_goes_on()
    {
        await using var stage = await LiveStage.CreateAsync();
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Start());
        var slow = await stage.JoinAsync(Examples.Trainer, JoinRole.Trainer);
        for (var i = 0; i < 300; i++)
        {
            await stage.MustAsync(Examples.Trainer, new SessionCommand.Pause());
            await stage.MustAsync(Examples.Trainer, new SessionCommand.Resume());
        }

        Assert.Equal(["Resynced"], slow.TakeWords());
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Pause());
        Assert.Equal(["Paused"], slow.TakeWords());
    }
}
