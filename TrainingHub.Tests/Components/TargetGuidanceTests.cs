using TrainingHub.Core.Workouts;
using TrainingHub.Web.Play;

namespace TrainingHub.Tests.Components;

public sealed class TargetGuidanceTests
{
    [Theory]
    [InlineData(160.0, Advice.Harder)]
    [InlineData(165.0, Advice.OnTarget)]
    [InlineData(178.0, Advice.OnTarget)]
    [InlineData(179.0, Advice.Easier)]
    [InlineData(null, Advice.Unknown)]
    public void Below_a_heart_rate_target_means_harder(double? actual, Advice expected)
        => Assert.Equal(expected, new TargetGuidance(new TargetRange(TargetMetric.HeartRate, 165, 178), actual).Advice);

    [Theory]
    [InlineData(240.0, Advice.Easier)]
    [InlineData(300.0, Advice.Harder)]
    public void A_pace_is_harder_the_smaller_it_is(double actual, Advice expected)
        => Assert.Equal(expected, new TargetGuidance(new TargetRange(TargetMetric.Pace, 250, 270), actual).Advice);

    [Theory]
    [InlineData(165.0, 1 / 3d)]
    [InlineData(171.5, 0.5)]
    [InlineData(178.0, 2 / 3d)]
    [InlineData(40.0, 0.0)]
    [InlineData(240.0, 1.0)]
    public void The_marker_stands_in_the_band_on_target_and_never_off_the_gauge(double actual, double expected)
        => Assert.Equal(expected, new TargetGuidance(new TargetRange(TargetMetric.HeartRate, 165, 178), actual).Marker!.Value, 6);

    [Fact]
    public void The_harder_end_of_a_pace_is_on_the_right_too()
    {
        var guidance = new TargetGuidance(new TargetRange(TargetMetric.Pace, 250, 270), 250);
        Assert.Equal((270, 250), guidance.Ends);
        Assert.Equal(2 / 3d, guidance.Marker!.Value, 6);
    }
}
