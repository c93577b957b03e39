using System.Globalization;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Web.Play;

/// <summary>Plans in the few words that fit a phone.</summary>
public static class PlayText
{
    /// <summary><c>1:30</c>, or <c>1:05:00</c> from an hour on.</summary>
    public static string Clock(TimeSpan time)
        => time.TotalHours >= 1 ? time.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture) : time.ToString(@"m\:ss", CultureInfo.InvariantCulture);

    /// <summary><c>165–178 bpm</c>, <c>250–275 W</c>, <c>4:10–4:30 /km</c>.</summary>
    /// <param name="units">The viewer's; metric where there are none.</param>
    public static string Range(TargetRange range, Units? units = null) => range.Min == range.Max
        ? $"{Value(range.Metric, range.Min, units)} {Unit(range.Metric, units)}"
        : $"{Value(range.Metric, range.Min, units)}–{Value(range.Metric, range.Max, units)} {Unit(range.Metric, units)}";

    /// <param name="value">Beats/min, W or s/km.</param>
    public static string Value(TargetMetric metric, double value, Units? units = null)
        => metric == TargetMetric.Pace ? Clock(TimeSpan.FromSeconds((units ?? Units.Metric).PaceSeconds(value))) : Number(Math.Round(value));

    public static string Unit(TargetMetric metric, Units? units = null) => metric switch
    {
        TargetMetric.HeartRate => "bpm",
        TargetMetric.Power => "W",
        _ => (units ?? Units.Metric).PacePer,
    };

    /// <summary>As the plan says it, for a player whose own numbers are not known: <c>zone 4</c>, <c>95–105 % of FTP</c>.</summary>
    public static string Plan(IntervalTarget target, Units? units = null)
    {
        var range = target.Min == target.Max ? Number(target.Min) : $"{Number(target.Min)}–{Number(target.Max)}";
        return target.Kind switch
        {
            TargetKind.HeartRateZone => $"zone {range}",
            TargetKind.PercentOfMaxHeartRate => $"{range} % of your maximum",
            TargetKind.PercentOfFtp => $"{range} % of FTP",
            TargetKind.HeartRateBpm => $"{range} bpm",
            TargetKind.PowerWatts => $"{range} W",
            _ => Range(new TargetRange(TargetMetric.Pace, target.Min, target.Max), units),
        };
    }

    /// <summary>As the plan says it, a ramp with both its ends: <c>zone 2 → zone 4</c>; null where it says nothing.</summary>
    public static string? Plan(Interval interval, Units? units = null)
        => interval.Target is not { } target ? null : interval.RampTo is { } end ? $"{Plan(target, units)} → {Plan(end, units)}" : Plan(target, units);

    /// <summary><c>Easy · 1:30 · 119–130 bpm</c>, <c>Run · 400 m · 4:10–4:30 /km</c>, <c>Ramp · 5:00 · 100 W → 180 W</c>.</summary>
    public static string Line(Interval interval, Thresholds thresholds, Units? units = null)
    {
        var length = interval.DistanceM is { } distance ? Metres(distance) : Clock(interval.Duration);
        var target = interval switch
        {
            { IsTransition: true } => "change over",
            { ExerciseIds: not null } => "sets",
            _ => Aim(interval, thresholds, units) ?? "as you like",
        };
        return $"{interval.Name} · {length} · {target}";
    }

    /// <summary><c>Back squat · set 2 · 5 × 100 kg</c>; of a set that was left out <c>Back squat · set 2 · skipped</c>.</summary>
    public static string Set(ExerciseProgress progress, Units? units = null)
    {
        var work = progress switch
        {
            { IsSkipped: true } => "skipped",
            { Reps: { } reps, Weight: { } kg } => $"{Number(reps)} × {(units ?? Units.Metric).WeightText(kg)}",
            { Reps: { } reps } => $"{Number(reps)} reps",
            { Duration: { } seconds, Errors: { } errors } => $"{Number(seconds)} s · {Number(errors)} {(errors == 1 ? "error" : "errors")}",
            { Duration: { } seconds } => $"{Number(seconds)} s",
            _ => "done",
        };
        return $"{progress.ExerciseName} · set {progress.SetNumber} · {work}";
    }

    /// <summary>An interval's target for one player, or as the plan says it where their numbers are not known; null where it has none.</summary>
    public static string? Aim(Interval interval, Thresholds thresholds, Units? units = null)
        => interval.TargetAt(0, thresholds) is not { } start ? Plan(interval, units)
            : interval.RampTo is not null && interval.TargetAt(1, thresholds) is { } end ? $"{Range(start, units)} → {Range(end, units)}"
            : Range(start, units);

    /// <summary><c>400 m</c>, <c>1.5 km</c>.</summary>
    public static string Metres(double metres) => metres < 1000 ? $"{Number(Math.Round(metres))} m" : $"{Number(Math.Round(metres / 1000, 2))} km";

    /// <summary><c>5 × 100 kg</c>, <c>12 reps</c>, <c>45 s</c>.</summary>
    public static string Load(Exercise exercise, Units? units = null)
    {
        var work = exercise.Duration is { } held ? $"{Number(held.TotalSeconds)} s" : exercise.Reps is { } reps ? Number(reps) : "as many as you can";
        return (exercise.WeightKg, exercise.Duration, exercise.Reps) switch
        {
            ({ } kg, _, _) => $"{work} × {(units ?? Units.Metric).WeightText(kg)}",
            (null, null, { }) => $"{work} reps",
            _ => work,
        };
    }

    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
