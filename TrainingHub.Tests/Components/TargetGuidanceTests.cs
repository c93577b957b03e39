using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
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

    [Theory]
    [InlineData(0, 100)]
    [InlineData(30, 150)]
    [InlineData(60, 200)]
    public void A_ramps_target_is_that_of_the_moment_and_wide_enough_to_hold(int second, double watts)
    {
        var ramp = new Interval("r", "Ramp", TimeSpan.FromSeconds(60), Intensity.Hard, new(TargetKind.PercentOfFtp, 50, 50), new(TargetKind.PercentOfFtp, 100, 100));
        var player = new PlayerState { Profile = new RosterPlayer("p", "Mia", 7, new Thresholds(FtpWatts: 200)), Order = 0 };

        var guidance = TargetGuidance.Of(new IntervalPosition(0, ramp, TimeSpan.FromSeconds(60 - second)), player)!;

        Assert.Equal((watts * 0.95, watts * 1.05), (guidance.Target.Min, guidance.Target.Max));
        Assert.Equal("100 W → 200 W", PlayText.Aim(ramp, player.Profile.Thresholds));
    }

    [Theory]
    [InlineData(TargetMetric.HeartRate, 150, 150, 147, 153)]
    [InlineData(TargetMetric.Pace, 300, 300, 291, 309)]
    [InlineData(TargetMetric.Power, 200, 240, 200, 240)] // wide enough as it is
    public void A_target_of_one_value_can_be_held(TargetMetric metric, double min, double max, double from, double to)
        => Assert.Equal(new TargetRange(metric, from, to), new TargetRange(metric, min, max).Holdable());

    [Fact]
    public void The_harder_end_of_a_pace_is_on_the_right_too()
    {
        var guidance = new TargetGuidance(new TargetRange(TargetMetric.Pace, 250, 270), 250);
        Assert.Equal((270, 250), guidance.Ends);
        Assert.Equal(2 / 3d, guidance.Marker!.Value, 6);
    }
}
