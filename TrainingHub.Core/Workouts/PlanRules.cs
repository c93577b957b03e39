using System.Collections.Immutable;
using System.Diagnostics;
using TrainingHub.Core.Metrics;

namespace TrainingHub.Core.Workouts;

/// <summary>What makes a plan one that cannot be run: a sentence that names the step, what it was and what is allowed.</summary>
internal static class PlanRules
{
    /// <summary>Exercises and intervals that a plan may expand to; the contract counts no further.</summary>
    public const int MostParts = 1000;

    public const int MostTimes = 100, MostSets = 100, Deepest = 2, NameLength = 200, IdLength = 64, DescriptionLength = 2000;

    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    public static string? Fault(WorkoutPlan plan)
    {
        if (plan.Description is { Length: > DescriptionLength } description)
        {
            return $"The description was {description.Length} characters long; it may have at most {DescriptionLength}.";
        }

        if (plan.Steps.IsEmpty)
        {
            return "The plan has no steps; it needs at least one.";
        }

        if (Fault(plan.Steps, "Step ", depth: 0) is { } fault)
        {
            return fault;
        }

        var parts = Parts(plan.Steps);
        if (parts > MostParts)
        {
            return $"With its repeats the plan has {parts} parts; at most {MostParts} are allowed.";
        }

        var time = plan.ToWorkout("plan", "plan").PlannedTime();
        return time <= Longest ? null : FormattableString.Invariant($"The plan takes {time.TotalHours:0.#} h; at most {Longest.TotalHours:0} h are allowed.");
    }

    /// <summary>What is wrong with one step, or within it; without its place.</summary>
    public static string? FaultOf(PlanStep step) => Own(step, depth: 0) ?? (step is PlanStep.Repeat repeat ? Fault(repeat.Steps, "", depth: 1) : null);

    private static string? Fault(ImmutableArray<PlanStep> steps, string path, int depth)
    {
        for (var index = 0; index < steps.Length; index++)
        {
            var at = $"{path}{index + 1}";
            if (steps[index] is not { } step)
            {
                return $"{at} was null; each must be a step.";
            }

            if (Own(step, depth) is { } fault)
            {
                return string.IsNullOrWhiteSpace(step.Name) || step.Name.Length > NameLength || step is PlanStep.Repeat ? $"{at}: {fault}" : $"{at}, {step.Name}: {fault}";
            }

            if (step is PlanStep.Repeat repeat && Fault(repeat.Steps, at + " › ", depth + 1) is { } within)
            {
                return within;
            }
        }

        return null;
    }

    private static string? Own(PlanStep step, int depth) => Name(step.Name) ?? Id(step.Id) ?? step switch
    {
        PlanStep.Exercise exercise => Whole("sets", exercise.Sets, 1, MostSets) ?? Whole("reps", exercise.Reps, 1, 1000)
            ?? Range("weight", exercise.WeightKg, 0, 1000, " kg") ?? Time("duration", exercise.Duration) ?? Rest(exercise.Rest)
            ?? (exercise is { Reps: not null, Duration: not null } ? "both repetitions and a duration were given; a set has one of the two." : null),
        PlanStep.Drill drill => Whole("attempts", drill.Attempts, 1, MostSets) ?? Time("target time", drill.TargetTime) ?? Rest(drill.Rest),
        PlanStep.Interval interval => Length(interval) ?? Word("intensity", interval.Intensity) ?? Target("target", interval.Target) ?? Ramp(interval)
            ?? Whole("cadence", interval.CadenceRpm, 1, 300),
        PlanStep.Transition transition => Time("duration", transition.Duration),
        PlanStep.Repeat repeat => depth >= Deepest ? $"a repeat stood in {depth} others; {Deepest} levels are allowed."
            : Whole("times", repeat.Times, 1, MostTimes) ?? (repeat.Steps.IsEmpty ? "the repeat has no steps; it needs at least one." : null),
        _ => throw new UnreachableException($"{step.GetType().Name} has no rules."),
    };

    private static string? Length(PlanStep.Interval interval) => interval switch
    {
        { Duration: null, DistanceM: null } => "neither a duration nor a distance was given; one of the two is needed.",
        { Duration: not null, DistanceM: not null } => "both a duration and a distance were given; one of the two is allowed.",
        _ => Time("duration", interval.Duration) ?? Range("distance", interval.DistanceM, 1, 1_000_000, " m"),
    };

    private static string? Ramp(PlanStep.Interval interval) => interval.RampTo is not { } end ? null
        : interval.Target is not { } start ? "a ramp's end was given without a target to begin with."
        : start.Kind != end.Kind ? $"the ramp went from {start.Kind} to {end.Kind}; both ends must be of one kind."
        : Target("ramp's end", end);

    private static string? Target(string what, IntervalTarget? target)
    {
        if (target is null)
        {
            return null;
        }

        if (Word($"{what}'s kind", target.Kind) is { } unknown)
        {
            return unknown;
        }

        var (min, max, unit) = Allowed(target.Kind);
        return Range($"{what}'s minimum", target.Min, min, max, unit) ?? Range($"{what}'s maximum", target.Max, min, max, unit)
            ?? (target.Min > target.Max ? FormattableString.Invariant($"{what}'s minimum was {target.Min}; it must be at most its maximum, {target.Max}.") : null)
            ?? (target.Kind == TargetKind.HeartRateZone && (target.Min % 1 != 0 || target.Max % 1 != 0) ? $"{what} was a part of a zone; zones are whole numbers." : null);
    }

    /// <summary>What a target of a kind may be, in the kind's own unit.</summary>
    internal static (double Min, double Max, string Unit) Allowed(TargetKind kind) => kind switch
    {
        TargetKind.HeartRateZone => (1, 5, ""),
        TargetKind.PercentOfMaxHeartRate => (1, 120, " %"),
        TargetKind.PercentOfFtp => (0, 1000, " %"),
        TargetKind.HeartRateBpm => (MetricRange.Of(Metric.HeartRate).Min, MetricRange.Of(Metric.HeartRate).Max, " bpm"),
        TargetKind.PowerWatts => (MetricRange.Of(Metric.Power).Min, MetricRange.Of(Metric.Power).Max, " W"),
        TargetKind.PaceSecondsPerKm => (MetricRange.Of(Metric.Pace).Min, MetricRange.Of(Metric.Pace).Max, " s/km"),
        _ => throw new UnreachableException($"{kind} has no range."),
    };

    // Counted, not unrolled: a plan may say more than a machine can hold.
    private static double Parts(ImmutableArray<PlanStep> steps) => steps.Sum(step => step is PlanStep.Repeat repeat ? repeat.Times * Parts(repeat.Steps) : 1d);

    private static string? Name(string name) => string.IsNullOrWhiteSpace(name) ? "the name was empty; a step needs one."
        : name.Length > NameLength ? $"the name was {name.Length} characters long; it may have at most {NameLength}." : null;

    private static string? Id(string? id) => id is null or { Length: > 0 and <= IdLength } ? null : $"id was {id.Length} characters long; it must have 1 to {IdLength}.";

    private static string? Word<T>(string what, T value)
        where T : struct, Enum
        => Enum.IsDefined(value) ? null : $"{what} was {value}; allowed are {string.Join(", ", Enum.GetNames<T>())}.";

    private static string? Time(string what, TimeSpan? time) => time is not { } given || (given >= TimeSpan.FromSeconds(1) && given <= Longest)
        ? null : FormattableString.Invariant($"{what} was {given.TotalSeconds:0.###} s; 1 s to {Longest.TotalHours:0} h are allowed.");

    private static string? Rest(TimeSpan rest) => rest >= TimeSpan.Zero && rest <= Longest
        ? null : FormattableString.Invariant($"rest was {rest.TotalSeconds:0.###} s; 0 s to {Longest.TotalHours:0} h are allowed.");

    private static string? Whole(string what, int? value, int min, int max) => value is not { } given || (given >= min && given <= max)
        ? null : FormattableString.Invariant($"{what} was {given}; {min} to {max} are allowed.");

    private static string? Range(string what, double? value, double min, double max, string unit) => value is not { } given || (given >= min && given <= max)
        ? null : FormattableString.Invariant($"{what} was {given}{unit}; {min} to {max}{unit} are allowed.");
}
