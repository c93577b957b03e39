using System.Collections.Immutable;

namespace TrainingHub.Core.Workouts.Files;

/// <summary>
/// Makes a plan of a FIT workout. Its steps are a list; one whose duration is "repeat" says from which step on to do all again, how many times altogether.
/// A set with the rest after it, and its repeats, become sets of one exercise. What ends on a condition gets a planned time, since a session runs by the clock.
/// </summary>
internal sealed class FitWorkoutFile
{
    private static readonly TimeSpan _unknown = TimeSpan.FromMinutes(5);

    private readonly List<string> _notes = [];
    private readonly List<Placed> _steps = [];
    private readonly HashSet<PlanStep> _rests = new(ReferenceEqualityComparer.Instance);
    private readonly FitTargets _targets;

    private FitWorkoutFile() => _targets = new FitTargets(_notes);

    public static WorkoutFileResult Read(ReadOnlyMemory<byte> content)
    {
        var messages = FitFile.Read(content.Span);
        var file = messages.FirstOrDefault(message => message.Number == FitProfile.FileId)
            ?? throw new WorkoutFileException($"Byte {content.Length}: the file ended without a file_id message.");
        if (file.Whole(FitProfile.File.Type) is var type and not FitProfile.WorkoutFile)
        {
            throw new WorkoutFileException($"Byte {file.Offset}: this FIT file is of type {type?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "unknown"}; a workout, type 5, is expected.");
        }

        return new FitWorkoutFile().Read(messages, content.Length);
    }

    private WorkoutFileResult Read(ImmutableArray<FitMessage> messages, int length)
    {
        var number = 0;
        foreach (var message in messages.Where(message => message.Number == FitProfile.WorkoutStep))
        {
            Take(new FitStep(message, number++));
        }

        if (_steps.Count == 0)
        {
            throw new WorkoutFileException($"Byte {length}: the file ended without a workout_step message.");
        }

        var workout = messages.FirstOrDefault(message => message.Number == FitProfile.Workout);
        var steps = WithRests(_steps.Select(placed => placed.Step));
        var plan = new WorkoutPlan(TypeOf(steps), FileText.Description(workout?.Text(FitProfile.Plan.Description), _notes), steps);
        return new WorkoutFileResult(plan, FileText.Clean(workout?.Text(FitProfile.Plan.Name), PlanRules.NameLength), [], [.. _notes], null);
    }

    private void Take(FitStep step)
    {
        var taken = step.Until switch
        {
            FitProfile.Until.StepsDone or FitProfile.Until.RepeatForTime => Repeat(step),
            >= FitProfile.Until.RepeatForDistance and <= FitProfile.Until.RepeatLast => NotRepeated(step),
            _ => new Placed(step.Index, step.IsSet ? Set(step) : Interval(step)),
        };
        if (taken is null)
        {
            return;
        }

        if (PlanRules.FaultOf(taken.Step) is { } fault)
        {
            throw step.Fault(fault);
        }

        _steps.Add(taken);
    }

    private static PlanStep.Exercise Set(FitStep step) => new(
        step.Name ?? FitProfile.Exercise(step.Category) ?? "Exercise", 1,
        step.Until == FitProfile.Until.Reps ? (int)Math.Min(step.Duration ?? 0, int.MaxValue) : null,
        step.Weight / 100d,
        step.Until is FitProfile.Until.Time or FitProfile.Until.RepetitionTime ? TimeSpan.FromMilliseconds(step.Duration ?? 0) : null,
        TimeSpan.Zero);

    private PlanStep.Interval Interval(FitStep step)
    {
        var target = _targets.Of(step);
        var intensity = step.Effort switch
        {
            FitProfile.Effort.Rest or FitProfile.Effort.WarmUp or FitProfile.Effort.CoolDown or FitProfile.Effort.Recovery => Intensity.Easy,
            FitProfile.Effort.Interval => Intensity.Hard,
            _ => target?.TypicalIntensity() ?? Intensity.Moderate,
        };
        var name = step.Name ?? step.Effort switch
        {
            FitProfile.Effort.Rest => "Rest",
            FitProfile.Effort.WarmUp => "Warm up",
            FitProfile.Effort.CoolDown => "Cool down",
            FitProfile.Effort.Recovery => "Easy",
            _ => "Work",
        };
        var (time, distance) = Length(step);
        var interval = new PlanStep.Interval(name, time, distance, intensity, target, null, _targets.CadenceOf(step));
        if (step.Effort == FitProfile.Effort.Rest && time is not null && target is null)
        {
            _rests.Add(interval);
        }

        return interval;
    }

    private (TimeSpan? Time, double? DistanceM) Length(FitStep step)
    {
        switch (step.Until)
        {
            case FitProfile.Until.Time or FitProfile.Until.RepetitionTime or FitProfile.Until.TimeOnly:
                return (TimeSpan.FromMilliseconds(step.Duration ?? 0), null);
            case FitProfile.Until.Distance:
                return (null, (step.Duration ?? 0) / 100d);
            default:
                _notes.Add($"{step.Title} {Condition(step)}; a session runs by the clock, so {_unknown.TotalMinutes:0} min were planned.");
                return (_unknown, null);
        }
    }

    private static string Condition(FitStep step) => (step.Until, step.Duration) switch
    {
        (null or FitProfile.Until.Open, _) => "lasts until a button is pressed",
        (FitProfile.Until.HeartRateBelow, { } value) => $"lasts until the heart rate is below {FitTargets.HeartRate(value)}",
        (FitProfile.Until.HeartRateAbove, { } value) => $"lasts until the heart rate is above {FitTargets.HeartRate(value)}",
        (FitProfile.Until.PowerBelow, { } value) => $"lasts until the power is below {FitTargets.Power(value)}",
        (FitProfile.Until.PowerAbove, { } value) => $"lasts until the power is above {FitTargets.Power(value)}",
        (FitProfile.Until.Calories, { } value) => $"lasts for {value} kcal",
        var (until, _) => $"ends on a condition (duration type {until})",
    };

    private Placed Repeat(FitStep step)
    {
        var from = _steps.FindIndex(placed => placed.Index == step.Duration);
        if (from < 0)
        {
            throw step.Fault($"it repeats from step {step.Duration + 1}, which is none of those before it");
        }

        var group = _steps[from..];
        _steps.RemoveRange(from, group.Count);
        var times = step.Until == FitProfile.Until.StepsDone ? step.TargetValue ?? 0 : TimesIn(step, group);
        var inner = WithRests(group.Select(placed => placed.Step));
        var count = (int)Math.Min(times, int.MaxValue);
        return new Placed(group[0].Index, inner is [PlanStep.Exercise { Sets: 1 } set] && count is >= 1 and <= PlanRules.MostSets
            ? set with { Sets = count }
            : new PlanStep.Repeat(count, inner));
    }

    private long TimesIn(FitStep step, List<Placed> group)
    {
        var once = new WorkoutPlan(WorkoutType.Hybrid, null, [.. group.Select(placed => placed.Step)]).ToWorkout("once", "once").PlannedTime();
        var times = Math.Max(1, (long)Math.Ceiling((step.TargetValue ?? 0) / Math.Max(1, once.TotalMilliseconds)));
        _notes.Add($"{step.Title} repeats for a time; that became {times} times.");
        return times;
    }

    private Placed? NotRepeated(FitStep step)
    {
        _notes.Add($"{step.Title} repeats until a condition holds (duration type {step.Until}); its steps are done once.");
        return null;
    }

    // A rest after a set is the set's.
    private ImmutableArray<PlanStep> WithRests(IEnumerable<PlanStep> steps)
    {
        var joined = ImmutableArray.CreateBuilder<PlanStep>();
        foreach (var step in steps)
        {
            if (_rests.Contains(step) && step is PlanStep.Interval { Duration: { } rest } && joined is [.., PlanStep.Exercise { Sets: 1 } set] && set.Rest == TimeSpan.Zero)
            {
                joined[^1] = set with { Rest = rest };
            }
            else
            {
                joined.Add(step);
            }
        }

        return joined.DrainToImmutable();
    }

    private static WorkoutType TypeOf(ImmutableArray<PlanStep> steps)
    {
        var workout = new WorkoutPlan(WorkoutType.Hybrid, null, steps).ToWorkout("w", "w");
        return workout.Exercises.IsEmpty ? WorkoutType.Conditioning
            : workout.Intervals.All(interval => interval.ExerciseIds is not null) ? WorkoutType.Strength
            : WorkoutType.Hybrid;
    }

    private sealed record Placed(long Index, PlanStep Step);
}

/// <summary>A workout_step message.</summary>
internal sealed class FitStep(FitMessage message, int number)
{
    public long Index { get; } = (message.Whole(FitProfile.MessageIndex) ?? number) & 0x0FFF; // the upper bits are flags

    public string? Name { get; } = FileText.Clean(message.Text(FitProfile.Step.Name), PlanRules.NameLength);

    public long? Until { get; } = message.Whole(FitProfile.Step.DurationType);

    public long? Duration { get; } = message.Whole(FitProfile.Step.Duration);

    public long? TargetType { get; } = message.Whole(FitProfile.Step.TargetType);

    public long? TargetValue { get; } = message.Whole(FitProfile.Step.Target);

    public long? Low { get; } = message.Whole(FitProfile.Step.Low);

    public long? High { get; } = message.Whole(FitProfile.Step.High);

    public long? SecondType { get; } = message.Whole(FitProfile.Step.SecondType);

    public long? SecondLow { get; } = message.Whole(FitProfile.Step.SecondLow);

    public long? SecondHigh { get; } = message.Whole(FitProfile.Step.SecondHigh);

    public long? Effort { get; } = message.Whole(FitProfile.Step.Intensity);

    public long? Category { get; } = message.Whole(FitProfile.Step.Category);

    public long? Weight { get; } = message.Whole(FitProfile.Step.Weight);

    public bool IsSet => Until is FitProfile.Until.Reps or FitProfile.Until.RepetitionTime || (Category is not null && Effort != FitProfile.Effort.Rest);

    /// <summary>For people: <c>Step 2 (B1_)</c>.</summary>
    public string Title => $"Step {Index + 1}{(Name is null ? "" : $" ({Name})")}";

    public WorkoutFileException Fault(string cause) => new($"Byte {message.Offset}, {Title}: {cause.TrimEnd('.')}.");
}
