using System.Collections.Immutable;
using System.Diagnostics;

namespace TrainingHub.Core.Workouts;

/// <summary>Makes the flat workout of a plan; to be used once.</summary>
internal sealed class PlanExpander
{
    private const int IdLength = 64, NameLength = 200;

    private readonly ImmutableArray<Exercise>.Builder _exercises = ImmutableArray.CreateBuilder<Exercise>();
    private readonly ImmutableArray<Interval>.Builder _intervals = ImmutableArray.CreateBuilder<Interval>();
    private readonly HashSet<string> _exerciseIds = [], _intervalIds = [];
    private readonly List<Exercise> _due = [];

    public Workout Expand(WorkoutPlan plan, string workoutId, string name)
    {
        foreach (var step in Unrolled(plan.Steps).Take(PlanRules.MostParts))
        {
            Add(step);
        }

        return new Workout(workoutId, name, plan.Type, _exercises.ToImmutable(), _intervals.ToImmutable());
    }

    /// <summary>The time that a distance is given: by its pace target's middle, on a ramp the middle of both ends', else 5:00 min/km.</summary>
    internal static TimeSpan TimeFor(double distanceM, IntervalTarget? target, IntervalTarget? rampTo)
    {
        var secondsPerKm = Middle(target) is { } start ? (start + (Middle(rampTo) ?? start)) / 2 : 300;
        return TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling(Math.Round(distanceM * secondsPerKm / 1000, 6)), 1, PlanRules.Longest.TotalSeconds));
    }

    private static double? Middle(IntervalTarget? target) => target is { Kind: TargetKind.PaceSecondsPerKm } pace ? (pace.Min + pace.Max) / 2 : null;

    private static IEnumerable<PlanStep> Unrolled(ImmutableArray<PlanStep> steps) => steps.SelectMany(step => step is PlanStep.Repeat repeat
        ? Enumerable.Repeat(repeat, Math.Clamp(repeat.Times, 0, PlanRules.MostTimes)).SelectMany(again => Unrolled(again.Steps))
        : [step]);

    private void Add(PlanStep step)
    {
        switch (step)
        {
            case PlanStep.Exercise exercise:
                Add(new Exercise(IdOf(step, _exerciseIds), exercise.Name, exercise.Sets, exercise.Reps, exercise.WeightKg, exercise.Duration, exercise.Rest));
                break;
            case PlanStep.Drill drill:
                Add(new Exercise(IdOf(step, _exerciseIds), drill.Name, drill.Attempts, null, null, drill.TargetTime, drill.Rest, IsDrill: true));
                break;
            case PlanStep.Interval interval:
                OpenWindow();
                _intervals.Add(new Interval(
                    IdOf(step, _intervalIds), interval.Name, interval.DistanceM is { } distance ? TimeFor(distance, interval.Target, interval.RampTo) : interval.Duration ?? TimeSpan.Zero,
                    interval.Intensity, interval.Target, interval.RampTo, interval.DistanceM, interval.CadenceRpm));
                break;
            case PlanStep.Transition transition:
                OpenWindow();
                _intervals.Add(new Interval(IdOf(step, _intervalIds), transition.Name, transition.Duration, Intensity.Easy, null, IsTransition: true));
                break;
            default:
                throw new UnreachableException($"{step.GetType().Name} is no part of a flat workout.");
        }
    }

    private void Add(Exercise exercise)
    {
        _exercises.Add(exercise);
        _due.Add(exercise);
    }

    // What comes after the sets runs by the clock, so the clock must give them their time.
    private void OpenWindow()
    {
        if (_due.Count == 0)
        {
            return;
        }

        var name = string.Join(", ", _due.Select(exercise => exercise.Name).Distinct());
        var time = _due.Aggregate(TimeSpan.Zero, (sum, exercise) => sum + exercise.PlannedTime());
        _intervals.Add(new Interval(
            Unique("sets", _intervalIds), name.Length <= NameLength ? name : name[..(NameLength - 1)] + "…", TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(time.TotalSeconds))),
            Intensity.Moderate, null, ExerciseIds: [.. _due.Select(exercise => exercise.ExerciseId)]));
        _due.Clear();
    }

    private static string IdOf(PlanStep step, HashSet<string> used) => Unique(step.Id ?? Slug(step.Name), used);

    private static string Unique(string id, HashSet<string> used)
    {
        var unique = id;
        for (var number = 2; !used.Add(unique); number++)
        {
            var suffix = FormattableString.Invariant($"-{number}");
            unique = id[..Math.Min(id.Length, IdLength - suffix.Length)] + suffix;
        }

        return unique;
    }

    // "Back squat" → "back-squat": the same words find the same exercise in a later workout.
    private static string Slug(string name)
    {
        var slug = string.Join('-', string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return slug.Length == 0 ? "step" : slug[..Math.Min(slug.Length, IdLength)];
    }
}
