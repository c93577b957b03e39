using TrainingHub.Core.Metrics;
using TrainingHub.Core.Sessions;
using static TrainingHub.Tests.Core.Sessions.SessionSpecification;

namespace TrainingHub.Tests.Core.Sessions;

/// <summary>What becomes of samples and progress.</summary>
public sealed class SampleTests
{
    [Fact]
    public void A_property_that_is_left_out_keeps_its_value_and_null_clears_it()
    {
        var session = Given().When(Examples.Ada, Sample(new MetricValues.Builder().Set(Metric.HeartRate, 150).Set(Metric.Power, 200)))
            .When(Examples.Ada, Sample(new MetricValues.Builder().Set(Metric.Power, null).Set(Metric.Cadence, 90)));

        Assert.Equal((150, null, 90), (session.Ada.Metrics![Metric.HeartRate], session.Ada.Metrics[Metric.Power], session.Ada.Metrics[Metric.Cadence]));
        Assert.Equal(session.State.Seq, session.Ada.Metrics.SampleSeq);
        Assert.Equal(MetricMask.Power | MetricMask.Cadence, session.Ada.Metrics.ChangedAfter(session.State.Seq - 1));
    }

    [Theory]
    [InlineData(SessionStatus.Scheduled, null)]
    [InlineData(SessionStatus.Active, null)]
    [InlineData(SessionStatus.Paused, null)]
    [InlineData(SessionStatus.Completed, RefusalCode.Conflict)]
    [InlineData(SessionStatus.Cancelled, RefusalCode.Conflict)]
    public void Samples_and_progress_are_taken_until_the_session_ends(SessionStatus status, RefusalCode? refusal)
    {
        Assert.Equal(refusal, Given(SessionTransitionTests.Until(status)).When(Examples.Ada, Examples.Sample(Examples.Ada)).Refusal?.Code);
        Assert.Equal(refusal, Given(SessionTransitionTests.Until(status)).When(Examples.Ada, new SessionCommand.ReportExercise(Examples.Squats)).Refusal?.Code);
        Assert.Equal(refusal, Given(SessionTransitionTests.Until(status)).When(Examples.Ada, new SessionCommand.ReportInterval(Examples.Uphill)).Refusal?.Code);
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(10, 0, true)]
    [InlineData(-10, 0, true)]
    [InlineData(10.1, 0, false)]
    [InlineData(-10.1, 0, false)]
    [InlineData(-3600, 3600, true)]
    [InlineData(-3600, 3590, true)]
    [InlineData(-3600, 3589, false)]
    [InlineData(0, 3600, false)]
    public void A_live_sample_is_at_most_10_s_away_after_correction(double deviceAheadSeconds, double offsetSeconds, bool taken)
    {
        var session = Given();
        var sample = Examples.Sample(Examples.Ada) with { Timestamp = session.Now.AddSeconds(deviceAheadSeconds) };
        var decision = Session.Decide(session.State, sample, new Asked(Examples.Ada, session.Now, ClockOffset: TimeSpan.FromSeconds(offsetSeconds)));
        Assert.Equal(taken, decision.Refusal is null);
        Assert.Contains(taken ? "" : "timestamp", decision.Refusal?.Message ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(160, 4)]
    [InlineData(99.9, 0)]
    [InlineData(100, 1)]
    [InlineData(180, 5)]
    public void The_zone_is_the_players_own(double beatsPerMinute, int zone)
        => Assert.Equal(zone, Given().When(Examples.Ada, Examples.Sample(Examples.Ada, beatsPerMinute)).Ada.HeartRateZone);

    [Fact]
    public void Progress_is_kept_and_spends_the_allowance_of_who_sent_it()
    {
        var session = Given();
        for (var i = 0; i < 20; i++)
        {
            session.When(Examples.Ada, new SessionCommand.ReportExercise(Examples.Squats));
        }

        Assert.Equal(Examples.Squats, session.Ada.Exercise);
        var refusal = session.When(Examples.Ada, new SessionCommand.ReportInterval(Examples.Uphill)).ThenRefused(RefusalCode.RateLimited);
        Assert.Equal(TimeSpan.FromSeconds(0.25), refusal.RetryAfter);
        Assert.Null(session.When(Examples.Trainer, new SessionCommand.ReportInterval(Examples.Uphill)).Refusal);
        Assert.Null(session.Later(refusal.RetryAfter!.Value).When(Examples.Ada, new SessionCommand.ReportInterval(Examples.Uphill)).Refusal);
    }

    [Theory]
    [InlineData(4, 3, "setNumber")]
    [InlineData(-1, 3, "setNumber")]
    [InlineData(1, 1001, "totalSets")]
    public void Progress_out_of_range_is_named(int set, int sets, string property)
        => Given().When(Examples.Ada, new SessionCommand.ReportExercise(Examples.Squats with { SetNumber = set, TotalSets = sets })).ThenRefused(RefusalCode.Invalid, property);

    [Fact]
    public void Each_number_of_progress_has_its_range()
    {
        Invalid(Examples.Squats with { Reps = 1001 }, "reps");
        Invalid(Examples.Squats with { Weight = 1000.1 }, "weight");
        Invalid(Examples.Squats with { Weight = double.NaN }, "weight");
        Invalid(Examples.Squats with { Duration = 86_401 }, "duration");
        Invalid(Examples.Squats with { RestTime = -1 }, "restTime");
        Invalid(Examples.Squats with { ExerciseId = "" }, "exerciseId");
        Invalid(Examples.Squats with { ExerciseId = new string('x', 65) }, "exerciseId");
        Given().When(Examples.Ada, new SessionCommand.ReportInterval(Examples.Uphill with { CurrentInterval = 3 })).ThenRefused(RefusalCode.Invalid, "currentInterval");
        Given().When(Examples.Ada, new SessionCommand.ReportInterval(Examples.Uphill with { TimeRemaining = 86_400.5 })).ThenRefused(RefusalCode.Invalid, "timeRemaining");
        Given().When(Examples.Ada, new SessionCommand.ReportInterval(Examples.Uphill with { TargetPace = new TargetBand(300, 200) })).ThenRefused(RefusalCode.Invalid, "targetPace");
        Assert.Null(Given().When(Examples.Ada, new SessionCommand.ReportExercise(Examples.Squats with { Reps = 1000, Weight = 1000, Duration = 86_400, RestTime = 0 })).Refusal);

        static void Invalid(ExerciseProgress progress, string property)
            => Given().When(Examples.Ada, new SessionCommand.ReportExercise(progress)).ThenRefused(RefusalCode.Invalid, property);
    }

    private static SessionCommand.ReportMetrics Sample(MetricValues.Builder values) => new("ada", "watch", null, values.Build());
}
