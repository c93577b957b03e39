using System.Collections.Immutable;
using TrainingHub.Core.Players;
using TrainingHub.Core.Workouts;
using TrainingHub.Web.Workouts;

namespace TrainingHub.Tests.Web.Workouts;

public sealed class PlanProfileTests
{
    private static readonly IntervalTarget _zone4 = new(TargetKind.HeartRateZone, 4, 4);

    [Fact]
    public void A_repeated_interval_is_drawn_once_a_round_for_its_one_step()
    {
        var bars = Bars(new PlanStep.Repeat(3, [Interval(240, _zone4), Interval(120, null)]));

        Assert.Equal([2, 3, 2, 3, 2, 3], bars.Select(bar => bar.StepId));
        Assert.Equal(TimeSpan.FromMinutes(18), bars.Aggregate(TimeSpan.Zero, (sum, bar) => sum + bar.Duration));
    }

    [Fact]
    public void A_harder_target_is_drawn_higher_in_every_kind()
    {
        foreach (var kind in Enum.GetValues<TargetKind>())
        {
            var thresholds = new Thresholds(HeartRateMaxBpm: 190, FtpWatts: 270);
            var levels = Enum.GetValues<Intensity>().Select(intensity => Effort.Of(Targets.For(kind, intensity), intensity, thresholds)).ToList();

            Assert.Equal(levels.OrderBy(effort => effort.Level), levels);
            Assert.Equal(levels.OrderBy(effort => effort.Zone), levels);
            Assert.All(levels, effort => Assert.InRange(effort.Level, 0, 1));
        }
    }

    [Fact]
    public void A_zone_is_drawn_in_its_own_colour()
        => Assert.Equal([1, 2, 3, 4, 5], Enumerable.Range(1, 5).Select(zone => Assert.Single(Bars(Interval(60, new IntervalTarget(TargetKind.HeartRateZone, zone, zone)))).Zone));

    [Theory]
    [InlineData(200, 3)]
    [InlineData(300, 2)]
    [InlineData(null, 3)] // nobody's watts: the word “moderate” decides
    public void Watts_are_as_hard_as_they_are_for_the_player(int? ftp, int zone)
    {
        var bar = Assert.Single(PlanProfile.Of(Outline.Of([Interval(60, new IntervalTarget(TargetKind.PowerWatts, 170, 180))]), new Thresholds(FtpWatts: ftp)));

        Assert.Equal(zone, bar.Zone);
        Assert.Equal(ftp is not null, bar.IsAimed);
    }

    [Fact]
    public void A_ramp_is_one_slope_as_long_as_its_interval_through_the_zones_on_its_way()
    {
        var bars = Bars(Interval(480, new IntervalTarget(TargetKind.PercentOfFtp, 50, 50)) with { RampTo = new IntervalTarget(TargetKind.PercentOfFtp, 110, 110) });

        Assert.Equal(TimeSpan.FromMinutes(8), bars.Aggregate(TimeSpan.Zero, (sum, bar) => sum + bar.Duration));
        Assert.All(bars.Zip(bars.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
        Assert.All(bars, bar => Assert.True(bar.To > bar.From));
        Assert.Equal([1, 2, 3, 4, 5], bars.Select(bar => bar.Zone).Distinct());
    }

    [Fact]
    public void Sets_are_blocks_with_their_rests_between_them()
    {
        var bars = Bars(new PlanStep.Exercise("Squat", 3, 10, 60, null, TimeSpan.FromSeconds(90)));

        Assert.Equal([BarKind.Set, BarKind.Rest, BarKind.Set, BarKind.Rest, BarKind.Set, BarKind.Rest], bars.Select(bar => bar.Kind));
        Assert.Equal(TimeSpan.FromSeconds(3 * (30 + 90)), bars.Aggregate(TimeSpan.Zero, (sum, bar) => sum + bar.Duration));
        Assert.All(bars.Where(bar => bar.Kind == BarKind.Set), bar => Assert.True(bar.From > bars[1].From));
    }

    [Fact]
    public void Totals_agree_with_the_workout_that_the_plan_becomes()
    {
        ImmutableArray<PlanStep> steps =
        [
            Interval(300, new IntervalTarget(TargetKind.HeartRateZone, 2, 2)),
            new PlanStep.Repeat(4, [Interval(240, _zone4), new PlanStep.Exercise("Push-up", 2, 12, null, null, TimeSpan.FromSeconds(30)), new PlanStep.Transition("Change", TimeSpan.FromSeconds(45))]),
            new PlanStep.Interval("Run", null, 1000, Intensity.Hard, new IntervalTarget(TargetKind.PaceSecondsPerKm, 240, 260)),
            new PlanStep.Drill("Ladder", 3, TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(40)),
        ];
        var totals = PlanProfile.Totals(Outline.Of(steps), Thresholds.Unknown);
        var workout = new WorkoutPlan(WorkoutType.Hybrid, null, steps).ToWorkout("w", "w");

        Assert.Equal(workout.PlannedTime(), totals.Duration);
        Assert.Equal(workout.Exercises.Sum(exercise => exercise.Sets), totals.Sets);
        Assert.Equal(1000, totals.DistanceM);
        Assert.Equal([TimeSpan.Zero, TimeSpan.FromMinutes(5), TimeSpan.Zero, TimeSpan.FromMinutes(16), TimeSpan.Zero], totals.InZones.AsEnumerable());
        Assert.True(totals.IsEstimate);
    }

    [Fact]
    public void A_plan_of_a_hundred_times_a_hundred_parts_is_added_up_and_not_drawn_to_the_end()
    {
        var outline = Outline.Of([new PlanStep.Repeat(100, [new PlanStep.Repeat(100, [Interval(60, _zone4)])])]);

        Assert.Equal(PlanProfile.MostBars, PlanProfile.Of(outline, Thresholds.Unknown).Length);
        Assert.Equal(TimeSpan.FromMinutes(10_000), PlanProfile.Totals(outline, Thresholds.Unknown).Duration);
    }

    [Theory]
    [InlineData(TargetKind.PercentOfFtp, "FTP")]
    [InlineData(TargetKind.HeartRateZone, "HRmax")]
    [InlineData(TargetKind.PercentOfMaxHeartRate, "HRmax")]
    [InlineData(TargetKind.PowerWatts, null)]
    public void A_target_says_what_it_needs_of_a_player_and_does_not_find(TargetKind kind, string? missing)
    {
        var target = Targets.For(kind, Intensity.Hard);

        Assert.Equal(missing, StepText.Missing(target, Thresholds.Unknown));
        Assert.Null(StepText.Missing(target, new Thresholds(HeartRateMaxBpm: 190, FtpWatts: 270)));
        Assert.Equal(missing is null, StepText.For(Interval(60, target), Thresholds.Unknown) is not null);
    }

    [Fact]
    public void A_target_is_said_in_the_players_own_numbers()
    {
        var thresholds = new Thresholds(HeartRateMaxBpm: 190, FtpWatts: 270);

        Assert.Equal("152–171 bpm", StepText.For(Interval(60, _zone4), thresholds));
        Assert.Equal("135–162 → 216–243 W", StepText.For(
            Interval(60, new IntervalTarget(TargetKind.PercentOfFtp, 50, 60)) with { RampTo = new IntervalTarget(TargetKind.PercentOfFtp, 80, 90) }, thresholds));
    }

    [Fact]
    public void Every_kind_that_is_offered_makes_a_step_that_runs_and_goes_with_its_type()
        => Assert.All(StepKinds.Types, type => Assert.All(StepKinds.Of(type), kind =>
        {
            var step = kind.Make();
            Assert.Null(new WorkoutPlan(type, null, [step]).Fault());
            Assert.All(Outline.Of([step]).All(), each => Assert.Null(StepFaults.Misfit(each, type)));
        }));

    [Fact]
    public void A_fault_is_said_of_the_step_alone()
    {
        Assert.Equal("Sets was 0; 1 to 100 are allowed.", Fault(new PlanStep.Exercise("Squat: back", 0, 5, null, null, TimeSpan.Zero)));
        Assert.Equal("The name was empty; a step needs one.", Fault(new PlanStep.Transition(" ", TimeSpan.FromMinutes(1))));
        Assert.Equal("The repeat has no steps; it needs at least one.", Fault(new PlanStep.Repeat(2, [])));
        Assert.Null(Fault(new PlanStep.Repeat(2, [new PlanStep.Transition("Change", TimeSpan.Zero)])));
        Assert.NotNull(StepFaults.Misfit(Outline.Of([Interval(60, null)]).Steps[0], WorkoutType.Strength));
    }

    private static string? Fault(PlanStep step) => StepFaults.Of(Outline.Of([step]).Steps[0]);

    private static ImmutableArray<ProfileBar> Bars(params ImmutableArray<PlanStep> steps) => PlanProfile.Of(Outline.Of(steps), Thresholds.Unknown);

    private static PlanStep.Interval Interval(int seconds, IntervalTarget? target) => new("Work", TimeSpan.FromSeconds(seconds), null, Intensity.Moderate, target);
}
