using System.Collections.Immutable;
using CsCheck;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Tests.Core.Workouts;

/// <summary>Plans without a fault, of every kind of step.</summary>
internal static class PlanGen
{
    private static readonly Gen<string> Name = Gen.OneOf(
        Gen.OneOf("Work", "Easy", "Back squat", "Übung – 1", "5 × jump & \"go\" <now>", "Ramp"), Gen.String[Gen.Char.AlphaNumeric, 1, 30]);

    private static readonly Gen<TimeSpan> Seconds = Gen.Int[1, 1200].Select(seconds => TimeSpan.FromSeconds(seconds));

    private static readonly Gen<TimeSpan> RestTime = Gen.Int[0, 300].Select(seconds => TimeSpan.FromSeconds(seconds));

    public static readonly Gen<Intensity> Word = Gen.Enum<Intensity>();

    public static Gen<IntervalTarget> Target(TargetKind kind) => Ends(kind).Select((a, b) => new IntervalTarget(kind, Math.Min(a, b), Math.Max(a, b)));

    public static readonly Gen<IntervalTarget> AnyTarget = Gen.Enum<TargetKind>().SelectMany(Target);

    public static readonly Gen<PlanStep.Interval> Interval = Gen.Select(
        Name, Seconds, Gen.Int[1, 4000], Word, Gen.Enum<TargetKind>().SelectMany(kind => Gen.Select(Target(kind), Target(kind))), Gen.Int[0, 5], Gen.Int[1, 300],
        (name, time, metres, word, ends, what, cadence) => new PlanStep.Interval(
            name, what == 4 ? null : time, what == 4 ? metres : null, word, what == 0 ? null : ends.Item1, what is 2 or 4 ? ends.Item2 : null, what == 3 ? cadence : null));

    private static readonly Gen<PlanStep> Leaf = Gen.OneOf<PlanStep>(
        Interval.Select(interval => (PlanStep)interval),
        Gen.Select(Name, Gen.Int[1, 6], Gen.Int[1, 20], Gen.Double[0, 200], RestTime, Gen.Bool,
            (name, sets, reps, weight, rest, timed) => (PlanStep)new PlanStep.Exercise(name, sets, timed ? null : reps, timed ? null : weight, timed ? TimeSpan.FromSeconds(reps) : null, rest)),
        Gen.Select(Name, Gen.Int[1, 6], Seconds, RestTime, (name, attempts, time, rest) => (PlanStep)new PlanStep.Drill(name, attempts, time, rest)),
        Gen.Select(Name, Seconds, (name, time) => (PlanStep)new PlanStep.Transition(name, time)));

    private static readonly Gen<PlanStep> Group = Gen.Select(Gen.Int[1, 4], Leaf.Array[1, 3], (times, steps) => (PlanStep)new PlanStep.Repeat(times, [.. steps]));

    private static readonly Gen<PlanStep> GroupOfGroups = Gen.Select(
        Gen.Int[1, 3], Gen.OneOf(Leaf, Group).Array[1, 3], (times, steps) => (PlanStep)new PlanStep.Repeat(times, [.. steps]));

    public static readonly Gen<ImmutableArray<PlanStep>> Steps = Gen.OneOf(Leaf, Leaf, Group, GroupOfGroups).Array[1, 6].Select(steps => steps.ToImmutableArray());

    public static readonly Gen<WorkoutPlan> Plan = Gen.Select(Gen.Enum<WorkoutType>(), Name, Steps, (type, description, steps) => new WorkoutPlan(type, description, steps))
        .Where(plan => plan.Fault() is null);

    private static Gen<double> End(double min, double max) => Gen.Int[(int)min, (int)max].Select(value => (double)value);

    private static Gen<(double, double)> Ends(TargetKind kind)
    {
        var (min, max) = kind switch
        {
            TargetKind.HeartRateZone => (1, 5),
            TargetKind.PercentOfMaxHeartRate => (50, 100),
            TargetKind.PercentOfFtp => (20, 250),
            TargetKind.HeartRateBpm => (90, 200),
            TargetKind.PowerWatts => (50, 900),
            _ => (150, 600),
        };
        return Gen.Select(End(min, max), End(min, max));
    }
}
