using TrainingHub.Core.Metrics;

namespace TrainingHub.Tests.Core.Metrics;

/// <summary>The table of accepted values (`protocol.md` §2.4), both ends included.</summary>
public sealed class MetricRulesTests
{
    [Theory]
    [InlineData(Metric.HeartRate, "heartRate", 20, 260)]
    [InlineData(Metric.Power, "power", 0, 4000)]
    [InlineData(Metric.Cadence, "cadence", 0, 300)]
    [InlineData(Metric.Speed, "speed", 0, 40)]
    [InlineData(Metric.Pace, "pace", 25, 7200)]
    [InlineData(Metric.Distance, "distance", 0, 1_000_000)]
    [InlineData(Metric.Calories, "calories", 0, 50_000)]
    [InlineData(Metric.GroundContactTime, "groundContactTime", 50, 1000)]
    [InlineData(Metric.VerticalOscillation, "verticalOscillation", 0, 500)]
    [InlineData(Metric.GroundContactBalance, "groundContactBalance", 0, 100)]
    [InlineData(Metric.LeftRightBalance, "leftRightBalance", 0, 100)]
    [InlineData(Metric.StrokeRate, "strokeRate", 0, 100)]
    public void Each_metric_is_taken_from_end_to_end_and_not_beyond(Metric metric, string name, double min, double max)
    {
        double[] sound = [min, (min + max) / 2, max];
        double[] wrong = [Math.BitDecrement(min), Math.BitIncrement(max), double.PositiveInfinity, double.NegativeInfinity];

        Assert.All(sound, value => Assert.Null(MetricRules.Fault(Sample(metric, value))));
        Assert.All(wrong, value =>
        {
            var fault = MetricRules.Fault(Sample(metric, value));
            Assert.StartsWith(name, fault, StringComparison.Ordinal);
            Assert.Contains(FormattableString.Invariant($"from {min} to {max}"), fault, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void The_table_above_has_every_metric() => Assert.Equal(12, Enum.GetValues<Metric>().Length);

    [Fact]
    public void A_sample_with_no_metric_at_all_is_refused_and_one_that_only_clears_is_taken()
    {
        Assert.NotNull(MetricRules.Fault(MetricValues.Empty));
        Assert.Null(MetricRules.Fault(new MetricValues.Builder().Set(Metric.HeartRate, null).Build()));
    }

    [Theory]
    [InlineData(new double[] { 200, 3000 }, true)]
    [InlineData(new double[] { }, true)]
    [InlineData(new double[] { 199.9 }, false)]
    [InlineData(new double[] { 800, 3000.1 }, false)]
    [InlineData(new double[] { double.NaN }, false)]
    public void Rr_intervals_have_their_range(double[] intervals, bool sound)
        => Assert.Equal(sound, MetricRules.Fault(new MetricValues.Builder().SetRrIntervals([.. intervals]).Build()) is null);

    [Theory]
    [InlineData(20, true)]
    [InlineData(21, false)]
    public void At_most_20_rr_intervals(int count, bool sound)
        => Assert.Equal(sound, MetricRules.Fault(new MetricValues.Builder().SetRrIntervals([.. Enumerable.Repeat(800.0, count)]).Build()) is null);

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Equipment_is_a_short_text(int length, bool sound)
        => Assert.Equal(sound, MetricRules.Fault(new MetricValues.Builder().SetEquipment(new string('x', length)).Build()) is null);

    [Theory]
    [InlineData(4.0, 250.0)]
    [InlineData(40.0, 25.0)]
    [InlineData(0.0, null)]
    [InlineData(0.1, null)]
    public void Pace_follows_from_speed(double speed, double? pace)
    {
        var complete = MetricRules.Complete(Sample(Metric.Speed, speed));
        Assert.Equal((speed, pace, true), (complete[Metric.Speed], complete[Metric.Pace], complete.Has(Metric.Pace)));
    }

    [Theory]
    [InlineData(250.0, 4.0)]
    [InlineData(25.0, 40.0)]
    [InlineData(7200.0, 1000.0 / 7200)]
    public void Speed_follows_from_pace(double pace, double speed)
        => Assert.Equal(speed, MetricRules.Complete(Sample(Metric.Pace, pace))[Metric.Speed]);

    [Fact]
    public void What_is_null_makes_the_other_null_and_what_is_given_stays_and_the_rest_comes_along()
    {
        var cleared = MetricRules.Complete(new MetricValues.Builder().Set(Metric.Speed, null).Build());
        Assert.True(cleared.Has(Metric.Pace));
        Assert.Null(cleared[Metric.Pace]);

        var both = new MetricValues.Builder().Set(Metric.Speed, 4).Set(Metric.Pace, 260).Build();
        Assert.Equal(both, MetricRules.Complete(both));

        var full = MetricRules.Complete(new MetricValues.Builder().Set(Metric.HeartRate, 150).Set(Metric.Speed, 4).SetRrIntervals([800, 810]).SetEquipment("rower").Build());
        Assert.Equal(new MetricValues.Builder().Set(Metric.HeartRate, 150).Set(Metric.Speed, 4).Set(Metric.Pace, 250).SetRrIntervals([800, 810]).SetEquipment("rower").Build(), full);
    }

    private static MetricValues Sample(Metric metric, double value) => new MetricValues.Builder().Set(metric, value).Build();
}
