using System.Collections.Immutable;
using System.Text;

namespace TrainingHub.Core.Workouts.Files;

/// <summary>Writes a FIT workout (file_id, workout, workout_step); what the format cannot say is noted. <see cref="FitWorkoutFile"/> reads it back as it was.</summary>
internal sealed class FitWorkoutWriter
{
    private const long UnknownExercise = 65534;
    private const int NameBytes = 200;

    private readonly List<string> _notes = [];
    private readonly List<FitRecord> _steps = [];

    public static WrittenWorkoutFile Write(string name, WorkoutPlan plan, DateTimeOffset created) => new FitWorkoutWriter().WriteAll(name, plan, created);

    private WrittenWorkoutFile WriteAll(string name, WorkoutPlan plan, DateTimeOffset created)
    {
        Add(plan.Steps, "Step ");
        var file = new FitRecord(FitProfile.FileId)
            .Whole(FitProfile.File.Type, FitField.Enum, FitProfile.WorkoutFile)
            .Whole(FitProfile.File.Manufacturer, FitField.UInt16, 255) // "development": for programs without a number of their own
            .Whole(FitProfile.File.Product, FitField.UInt16, 0)
            .Whole(FitProfile.File.TimeCreated, FitField.UInt32, (long)(created - FitProfile.Epoch).TotalSeconds);
        var (sport, subSport) = SportOf(plan);
        var workout = new FitRecord(FitProfile.Workout)
            .Whole(FitProfile.Plan.Sport, FitField.Enum, sport)
            .Whole(FitProfile.Plan.SubSport, FitField.Enum, subSport)
            .Whole(FitProfile.Plan.Steps, FitField.UInt16, _steps.Count)
            .Text(FitProfile.Plan.Name, Fitting(name));
        if (plan.Description is { } description)
        {
            workout.Text(FitProfile.Plan.Description, Fitting(description));
        }

        return new WrittenWorkoutFile(FitRecord.File([file, workout, .. _steps]), [.. _notes.Distinct()], null);
    }

    private void Add(ImmutableArray<PlanStep> steps, string path)
    {
        for (var index = 0; index < steps.Length; index++)
        {
            Add(steps[index], $"{path}{index + 1}");
        }
    }

    private void Add(PlanStep step, string at)
    {
        switch (step)
        {
            case PlanStep.Interval interval:
                Add(interval, at);
                break;
            case PlanStep.Transition transition:
                Timed(transition.Name, transition.Duration, FitProfile.Effort.Other);
                break;
            case PlanStep.Exercise exercise:
                Sets(exercise);
                break;
            case PlanStep.Drill drill:
                _notes.Add($"{at}, {drill.Name}: attempts at a course cannot be said; they became sets.");
                Sets(new PlanStep.Exercise(drill.Name, drill.Attempts, null, null, drill.TargetTime, drill.Rest));
                break;
            case PlanStep.Repeat repeat:
                var first = _steps.Count;
                Add(repeat.Steps, $"{at} › ");
                Repeat(first, repeat.Times);
                break;
        }
    }

    private void Add(PlanStep.Interval interval, string at)
    {
        if (interval.RampTo is not null)
        {
            _notes.Add($"{at}, {interval.Name}: a ramp cannot be said; it became the range between its ends.");
        }

        var record = Step(interval.Name, interval.DistanceM is null ? FitProfile.Until.Time : FitProfile.Until.Distance,
            interval.DistanceM is { } distance ? (long)Math.Round(distance * 100) : Milliseconds(interval.Duration ?? TimeSpan.Zero), EffortOf(interval, at));
        Aim(record, interval.RampTo is { } end && interval.Target is { } start ? start with { Min = Math.Min(start.Min, end.Min), Max = Math.Max(start.Max, end.Max) } : interval.Target, at);
        if (interval.CadenceRpm is { } cadence)
        {
            record.Whole(FitProfile.Step.SecondType, FitField.Enum, FitProfile.Aim.Cadence)
                .Whole(FitProfile.Step.SecondLow, FitField.UInt32, cadence).Whole(FitProfile.Step.SecondHigh, FitField.UInt32, cadence);
        }
    }

    private void Sets(PlanStep.Exercise exercise)
    {
        var first = _steps.Count;
        var (until, value) = exercise switch
        {
            { Reps: { } reps } => (FitProfile.Until.Reps, reps),
            { Duration: { } time } => (FitProfile.Until.Time, Milliseconds(time)),
            _ => (FitProfile.Until.Open, 0),
        };
        var set = Step(exercise.Name, until, value, FitProfile.Effort.Active)
            .Whole(FitProfile.Step.TargetType, FitField.Enum, FitProfile.Aim.Open)
            .Whole(FitProfile.Step.Category, FitField.UInt16, FitProfile.CategoryOf(exercise.Name) ?? UnknownExercise);
        if (exercise.WeightKg is { } weight)
        {
            set.Whole(FitProfile.Step.Weight, FitField.UInt16, Math.Min(65534, (long)Math.Round(weight * 100)));
            if (weight > 655.34)
            {
                _notes.Add($"{exercise.Name}: more than 655.34 kg cannot be said.");
            }
        }

        if (exercise.Rest > TimeSpan.Zero)
        {
            Timed("Rest", exercise.Rest, FitProfile.Effort.Rest);
        }

        if (exercise.Sets > 1)
        {
            Repeat(first, exercise.Sets);
        }
    }

    private void Timed(string name, TimeSpan time, long effort)
        => Step(name, FitProfile.Until.Time, Milliseconds(time), effort).Whole(FitProfile.Step.TargetType, FitField.Enum, FitProfile.Aim.Open);

    private void Repeat(int first, int times)
    {
        var record = new FitRecord(FitProfile.WorkoutStep)
            .Whole(FitProfile.MessageIndex, FitField.UInt16, _steps.Count)
            .Whole(FitProfile.Step.DurationType, FitField.Enum, FitProfile.Until.StepsDone)
            .Whole(FitProfile.Step.Duration, FitField.UInt32, first)
            .Whole(FitProfile.Step.TargetType, FitField.Enum, FitProfile.Aim.Open)
            .Whole(FitProfile.Step.Target, FitField.UInt32, times);
        _steps.Add(record);
    }

    private FitRecord Step(string name, long until, long value, long effort)
    {
        var record = new FitRecord(FitProfile.WorkoutStep)
            .Whole(FitProfile.MessageIndex, FitField.UInt16, _steps.Count)
            .Text(FitProfile.Step.Name, Fitting(name))
            .Whole(FitProfile.Step.DurationType, FitField.Enum, until)
            .Whole(FitProfile.Step.Duration, FitField.UInt32, value)
            .Whole(FitProfile.Step.Intensity, FitField.Enum, effort);
        _steps.Add(record);
        return record;
    }

    private void Aim(FitRecord record, IntervalTarget? target, string at)
    {
        var (type, zone, low, high) = target switch
        {
            null => (FitProfile.Aim.Open, 0L, (long?)null, (long?)null),
            { Kind: TargetKind.HeartRateZone } when target.Min == target.Max => (FitProfile.Aim.HeartRate, (long)target.Min, null, null),
            { Kind: TargetKind.HeartRateZone } => (FitProfile.Aim.HeartRate, 0, ShareOfMax(Whole(40 + (10 * target.Min), at), at), ShareOfMax(Whole(50 + (10 * target.Max), at), at)),
            { Kind: TargetKind.PercentOfMaxHeartRate } => (FitProfile.Aim.HeartRate, 0, ShareOfMax(Whole(target.Min, at), at), ShareOfMax(Whole(target.Max, at), at)),
            { Kind: TargetKind.HeartRateBpm } => (FitProfile.Aim.HeartRate, 0, Whole(target.Min, at) + FitTargets.ZeroBpm, Whole(target.Max, at) + FitTargets.ZeroBpm),
            { Kind: TargetKind.PercentOfFtp } => (FitProfile.Aim.Power, 0, Whole(target.Min, at), Whole(target.Max, at)),
            { Kind: TargetKind.PowerWatts } => (FitProfile.Aim.Power, 0, Whole(target.Min, at) + FitTargets.ZeroWatts, SomeWatts(Whole(target.Max, at), at) + FitTargets.ZeroWatts),
            _ => (FitProfile.Aim.Speed, 0, MillimetresPerSecond(target.Max), MillimetresPerSecond(target.Min)),
        };
        if (target is { Kind: TargetKind.HeartRateZone } && target.Min != target.Max)
        {
            _notes.Add($"{at}: a range of zones cannot be said; it became one of % of the maximum heart rate.");
        }

        record.Whole(FitProfile.Step.TargetType, FitField.Enum, type).Whole(FitProfile.Step.Target, FitField.UInt32, zone);
        if (low is { } from && high is { } to)
        {
            record.Whole(FitProfile.Step.Low, FitField.UInt32, from).Whole(FitProfile.Step.High, FitField.UInt32, to);
        }
    }

    private long Whole(double value, string at)
    {
        var whole = Math.Round(value);
        if (whole != value)
        {
            _notes.Add($"{at}: its target became whole numbers.");
        }

        return (long)whole;
    }

    // Above 100 the format reads beats.
    private long ShareOfMax(long percent, string at)
    {
        if (percent > FitTargets.ZeroBpm)
        {
            _notes.Add($"{at}: {percent} % of the maximum heart rate cannot be said; it became {FitTargets.ZeroBpm} %.");
        }

        return Math.Min(percent, FitTargets.ZeroBpm);
    }

    // No watts at all would be read as 1000 % of FTP.
    private long SomeWatts(long watts, string at)
    {
        if (watts == 0)
        {
            _notes.Add($"{at}: 0 W cannot be said; it became 1 W at most.");
        }

        return Math.Max(1, watts);
    }

    // Active is what a reader takes for as hard as the target says.
    private long EffortOf(PlanStep.Interval interval, string at)
    {
        var typical = interval.RampTo is null ? interval.Target?.TypicalIntensity() ?? Intensity.Moderate : (Intensity?)null;
        var effort = interval.Name switch
        {
            "Warm up" when interval.Intensity == Intensity.Easy => FitProfile.Effort.WarmUp,
            "Cool down" when interval.Intensity == Intensity.Easy => FitProfile.Effort.CoolDown,
            _ when interval.Intensity == typical => FitProfile.Effort.Active,
            _ when interval.Intensity == Intensity.Easy => FitProfile.Effort.Recovery,
            _ when interval.Intensity == Intensity.Hard => FitProfile.Effort.Interval,
            _ => (long?)null,
        };
        if (effort is null)
        {
            _notes.Add($"{at}, {interval.Name}: that it is meant to be {interval.Intensity.ToString().ToLowerInvariant()} cannot be said.");
        }

        return effort ?? FitProfile.Effort.Active;
    }

    private static (long Sport, long SubSport) SportOf(WorkoutPlan plan)
    {
        var kinds = plan.ToWorkout("w", "w").Intervals.Select(interval => interval.Target?.Kind).ToHashSet();
        return plan.Type == WorkoutType.Strength ? (10, 20) // training, strength training
            : kinds.Contains(TargetKind.PaceSecondsPerKm) ? (1, 0) // running
            : kinds.Contains(TargetKind.PercentOfFtp) || kinds.Contains(TargetKind.PowerWatts) ? (2, 0) // cycling
            : (0, 0); // generic
    }

    private static long Milliseconds(TimeSpan time) => (long)Math.Round(time.TotalMilliseconds);

    private static long MillimetresPerSecond(double secondsPerKm) => (long)Math.Round(1e6 / secondsPerKm);

    private string Fitting(string text)
    {
        var fitting = text.Replace('\0', ' ');
        while (Encoding.UTF8.GetByteCount(fitting) > NameBytes)
        {
            fitting = FileText.Cut(fitting, fitting.Length - 1);
        }

        if (fitting.Length < text.Length)
        {
            _notes.Add($"\"{FileText.Cut(text, 20)}…\" was cut to {NameBytes} bytes.");
        }

        return fitting;
    }
}
