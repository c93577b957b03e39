using System.Collections.Immutable;
using System.Diagnostics;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Web.Workouts;

/// <summary>A kind of step that can be added.</summary>
/// <param name="Name">On its button.</param>
/// <param name="Make">A new one, ready to be run as it is.</param>
public sealed record StepKind(string Name, Func<PlanStep> Make);

/// <summary>Which kinds of step a type of workout is made of.</summary>
public static class StepKinds
{
    private static readonly IntervalTarget _work = new(TargetKind.HeartRateZone, 4, 4), _easy = new(TargetKind.HeartRateZone, 1, 2);

    private static readonly StepKind
        _interval = new("Interval", () => new PlanStep.Interval("Work", TimeSpan.FromMinutes(4), null, Intensity.Hard, _work)),
        _recovery = new("Recovery", () => new PlanStep.Interval("Easy", TimeSpan.FromMinutes(2), null, Intensity.Easy, _easy)),
        _ramp = new("Ramp", () => new PlanStep.Interval(
            "Warm up", TimeSpan.FromMinutes(8), null, Intensity.Moderate, new IntervalTarget(TargetKind.PercentOfFtp, 45, 55), new IntervalTarget(TargetKind.PercentOfFtp, 75, 85))),
        _exercise = new("Exercise", () => new PlanStep.Exercise("Exercise", 3, 8, null, null, TimeSpan.FromSeconds(90))),
        _drill = new("Drill", () => new PlanStep.Drill("Drill", 4, null, TimeSpan.FromSeconds(60))),
        _transition = new("Transition", () => new PlanStep.Transition("Change places", TimeSpan.FromMinutes(1))),
        _rounds = new("Repeat", () => new PlanStep.Repeat(4, [_interval.Make(), _recovery.Make()])),
        _circuit = new("Repeat", () => new PlanStep.Repeat(3, [new PlanStep.Exercise("Exercise", 1, 12, null, null, TimeSpan.FromSeconds(30))])),
        _course = new("Repeat", () => new PlanStep.Repeat(2, [_drill.Make()]));

    public static ImmutableArray<WorkoutType> Types { get; } = [WorkoutType.Conditioning, WorkoutType.Strength, WorkoutType.Hybrid, WorkoutType.Agility];

    public static ImmutableArray<StepKind> Of(WorkoutType type) => type switch
    {
        WorkoutType.Strength => [_exercise, _transition, _circuit],
        WorkoutType.Conditioning => [_interval, _recovery, _ramp, _rounds],
        WorkoutType.Agility => [_drill, _transition, _course],
        WorkoutType.Hybrid => [_exercise, _interval, _recovery, _ramp, _drill, _transition, _rounds],
        _ => throw new UnreachableException($"{type} has no steps."),
    };

    public static bool Allows(WorkoutType type, PlanStep step) => type == WorkoutType.Hybrid || step is PlanStep.Repeat || (type, step) switch
    {
        (WorkoutType.Strength, PlanStep.Exercise or PlanStep.Transition) => true,
        (WorkoutType.Conditioning, PlanStep.Interval) => true,
        (WorkoutType.Agility, PlanStep.Drill or PlanStep.Transition) => true,
        _ => false,
    };

    public static string Plural(PlanStep step) => step switch
    {
        PlanStep.Exercise => "Exercises",
        PlanStep.Drill => "Drills",
        PlanStep.Interval => "Intervals",
        PlanStep.Transition => "Transitions",
        _ => "Repeats",
    };

    public static string TypeName(WorkoutType type) => type switch
    {
        WorkoutType.Strength => "a strength workout",
        WorkoutType.Conditioning => "a conditioning workout",
        WorkoutType.Hybrid => "a hybrid workout",
        _ => "an agility workout",
    };
}
