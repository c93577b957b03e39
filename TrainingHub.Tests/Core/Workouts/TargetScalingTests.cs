using CsCheck;
using TrainingHub.Core.Players;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Tests.Core.Workouts;

/// <summary>Each player's targets come from their own thresholds.</summary>
public sealed class TargetScalingTests
{
    private static readonly Gen<Thresholds> People = Gen.Select(Gen.Int[120, 220], Gen.Int[50, 500], (max, ftp) => new Thresholds(HeartRateMaxBpm: max, FtpWatts: ftp));

    [Fact]
    public void A_share_of_a_threshold_grows_with_it_and_an_absolute_target_stays()
        => Gen.Select(PlanGen.AnyTarget, People, Gen.Double[1.01, 2]).Sample((target, player, more) =>
        {
            var stronger = new Thresholds(HeartRateMaxBpm: player.HeartRateMaxBpm * more, FtpWatts: player.FtpWatts * more);
            var (own, theirs) = (target.For(player)!, target.For(stronger)!);
            var factor = target.Kind is TargetKind.HeartRateZone or TargetKind.PercentOfMaxHeartRate or TargetKind.PercentOfFtp ? more : 1;

            Assert.Equal(own.Metric, theirs.Metric);
            Assert.Equal(own.Min * factor, theirs.Min, 6);
            Assert.Equal(own.Max * factor, theirs.Max, 6);
        });

    [Fact]
    public void A_zones_target_is_met_by_just_the_heart_rates_of_that_zone()
        => Gen.Select(Gen.Int[1, 5], People, Gen.Double[60, 220]).Sample((zone, player, heartRate) =>
        {
            var range = new IntervalTarget(TargetKind.HeartRateZone, zone, zone).For(player)!;
            var inZone = HeartRateZones.Of(heartRate, player.HeartRateMaxBpm) == zone && heartRate <= player.HeartRateMaxBpm;

            Assert.Equal(inZone, range.Contains(heartRate) && heartRate < range.Max || (zone == 5 && heartRate == range.Max));
        });

    [Theory]
    [InlineData(TargetKind.HeartRateZone, 3, 4, 140, 180)]
    [InlineData(TargetKind.PercentOfMaxHeartRate, 70, 80, 140, 160)]
    [InlineData(TargetKind.PercentOfFtp, 90, 110, 225, 275)]
    [InlineData(TargetKind.HeartRateBpm, 130, 150, 130, 150)]
    [InlineData(TargetKind.PowerWatts, 200, 250, 200, 250)]
    [InlineData(TargetKind.PaceSecondsPerKm, 240, 270, 240, 270)]
    public void For_a_player_with_a_maximum_of_200_bpm_and_250_W(TargetKind kind, double min, double max, double from, double to)
    {
        var range = new IntervalTarget(kind, min, max).For(new Thresholds(HeartRateMaxBpm: 200, FtpWatts: 250))!;

        Assert.Equal((from, to), (range.Min, range.Max));
    }

    [Fact]
    public void A_ramp_begins_at_its_target_ends_at_its_end_and_never_leaves_the_two()
        => Gen.Select(PlanGen.Interval.Where(step => step.RampTo is not null), People, Gen.Double[0, 1]).Sample((step, player, fraction) =>
        {
            var interval = new WorkoutPlan(WorkoutType.Conditioning, null, [step]).ToWorkout("w", "Ramp").Intervals[0];
            var (start, end, between) = (step.Target!.For(player)!, step.RampTo!.For(player)!, interval.TargetAt(fraction, player)!);

            Assert.Equal(start, interval.TargetAt(0, player));
            Assert.Equal((end.Min, end.Max), (interval.TargetAt(1, player)!.Min, interval.TargetAt(1, player)!.Max));
            Assert.InRange(between.Min, Math.Min(start.Min, end.Min) - 1e-9, Math.Max(start.Min, end.Min) + 1e-9);
            Assert.InRange(between.Max, Math.Min(start.Max, end.Max) - 1e-9, Math.Max(start.Max, end.Max) + 1e-9);
            Assert.True(between.Min <= between.Max + 1e-9);
        });

    [Fact]
    public void Half_way_up_a_ramp_the_target_is_half_way()
    {
        var ramp = new Interval("r", "Ramp", TimeSpan.FromMinutes(4), Intensity.Moderate, new(TargetKind.PercentOfFtp, 50, 60), new(TargetKind.PercentOfFtp, 100, 120));
        var workout = new Workout("w", "Ramp", WorkoutType.Conditioning, [], [ramp]);

        var half = workout.At(TimeSpan.FromMinutes(2))!;

        Assert.Equal(0.5, half.Fraction);
        Assert.Equal(new TargetRange(TargetMetric.Power, 150, 180), half.Interval.TargetAt(half.Fraction, new Thresholds(FtpWatts: 200)));
    }

    [Fact]
    public void A_target_that_the_player_has_no_threshold_for_is_none()
        => PlanGen.AnyTarget.Sample(target => Assert.Equal(
            target.Kind is TargetKind.HeartRateBpm or TargetKind.PowerWatts or TargetKind.PaceSecondsPerKm, target.For(Thresholds.Unknown) is not null));
}
