using TrainingHub.Core.Workouts;
using TrainingHub.Web.Play;

namespace TrainingHub.Tests.Components;

public sealed class CoveredDistanceTests
{
    private static readonly Interval _run = new("run", "Run", TimeSpan.FromMinutes(2), Intensity.Hard, null, DistanceM: 400);
    private static readonly Interval _walk = new("walk", "Walk", TimeSpan.FromMinutes(1), Intensity.Easy, null);

    [Fact]
    public void What_is_left_is_counted_from_where_the_interval_began()
    {
        var covered = new CoveredDistance();
        covered.See(At(0, _walk), 80);
        covered.See(At(1, _run), null);
        Assert.Equal(400, covered.LeftM(_run));
        covered.See(At(1, _run), 230);
        Assert.Equal(250, covered.LeftM(_run));
        covered.See(At(1, _run), 700);
        Assert.Equal(0, covered.LeftM(_run));
    }

    [Fact]
    public void The_first_interval_begins_with_the_session()
    {
        var covered = new CoveredDistance();
        covered.See(At(0, _run), 130);
        Assert.Equal(270, covered.LeftM(_run));
    }

    [Fact]
    public void Who_comes_in_the_middle_or_has_no_device_is_told_none()
    {
        var covered = new CoveredDistance();
        covered.See(At(3, _run), 900);
        Assert.Null(covered.LeftM(_run));

        var without = new CoveredDistance();
        without.See(At(0, _run), null);
        Assert.Null(without.LeftM(_run));
        Assert.Null(without.LeftM(_walk));
    }

    private static IntervalPosition At(int index, Interval interval) => new(index, interval, interval.Duration / 2);
}
