using Bunit;
using TrainingHub.Core.Workouts;
using TrainingHub.Web.Planning;

namespace TrainingHub.Tests.Components;

/// <summary>A workout that a session can be made of is drawn and measured as in the library.</summary>
public sealed class WorkoutChoiceTests : BunitContext
{
    private static readonly Workout _mixed = new WorkoutPlan(WorkoutType.Hybrid, null,
    [
        new PlanStep.Exercise("Back squat", 2, 10, 60, null, TimeSpan.FromSeconds(30)),
        new PlanStep.Interval("Up", TimeSpan.FromMinutes(8), null, Intensity.Hard, new IntervalTarget(TargetKind.HeartRateZone, 2, 2), new IntervalTarget(TargetKind.HeartRateZone, 4, 4)),
        new PlanStep.Exercise("Row", 3, 10, 40, null, TimeSpan.FromSeconds(90)),
    ]).ToWorkout("w", "Mixed");

    [Fact]
    public void It_says_how_long_the_workout_is_with_its_sets()
        => Assert.Equal("Hybrid · 16 min · 2 intervals · 5 sets", Choice().Find(".muted").TextContent); // 2 × 60 s, 8 min, 3 × 120 s

    [Fact]
    public void Its_sets_stand_where_they_come_and_a_ramp_is_a_slope_in_the_zones_colours()
    {
        var bars = Choice().FindAll(".profile i").Select(bar => bar.ClassName!).ToList();

        Assert.StartsWith("set", bars[0], StringComparison.Ordinal);
        Assert.Contains("zone-2", bars[4], StringComparison.Ordinal);
        Assert.Contains(bars, bar => bar.Contains("zone-4", StringComparison.Ordinal));
        Assert.StartsWith("rest", bars[^1], StringComparison.Ordinal);
        Assert.Contains("clip-path", Choice().FindAll(".profile i")[4].GetAttribute("style"), StringComparison.Ordinal);
    }

    private IRenderedComponent<WorkoutChoice> Choice() => Render<WorkoutChoice>(choice => choice.Add(each => each.Workout, _mixed));
}
