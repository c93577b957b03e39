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
    public static string Range(TargetRange range) => range.Min == range.Max
        ? $"{Value(range.Metric, range.Min)} {Unit(range.Metric)}"
        : $"{Value(range.Metric, range.Min)}–{Value(range.Metric, range.Max)} {Unit(range.Metric)}";

    public static string Value(TargetMetric metric, double value)
        => metric == TargetMetric.Pace ? Clock(TimeSpan.FromSeconds(Math.Round(value))) : Number(Math.Round(value));

    public static string Unit(TargetMetric metric) => metric switch
    {
        TargetMetric.HeartRate => "bpm",
        TargetMetric.Power => "W",
        _ => "/km",
    };

    /// <summary>As the plan says it, for a player whose own numbers are not known: <c>zone 4</c>, <c>95–105 % of FTP</c>.</summary>
    public static string Plan(IntervalTarget target)
    {
        var range = target.Min == target.Max ? Number(target.Min) : $"{Number(target.Min)}–{Number(target.Max)}";
        return target.Kind switch
        {
            TargetKind.HeartRateZone => $"zone {range}",
            TargetKind.PercentOfMaxHeartRate => $"{range} % of your maximum",
            TargetKind.PercentOfFtp => $"{range} % of FTP",
            TargetKind.HeartRateBpm => $"{range} bpm",
            TargetKind.PowerWatts => $"{range} W",
            _ => Range(new TargetRange(TargetMetric.Pace, target.Min, target.Max)),
        };
    }

    /// <summary><c>Easy · 1:30 · 119–130 bpm</c>.</summary>
    public static string Line(Interval interval, Thresholds thresholds)
    {
        var target = interval.Target is { } aim ? aim.For(thresholds) is { } range ? Range(range) : Plan(aim) : "as you like";
        return $"{interval.Name} · {Clock(interval.Duration)} · {target}";
    }

    /// <summary><c>Back squat · set 2 · 5 × 100 kg</c>; of a set that was left out <c>Back squat · set 2 · skipped</c>.</summary>
    public static string Set(ExerciseProgress progress, LoadUnit unit)
    {
        var work = progress switch
        {
            { IsSkipped: true } => "skipped",
            { Reps: { } reps, Weight: { } kg } => $"{Number(reps)} × {unit.Text(kg)}",
            { Reps: { } reps } => $"{Number(reps)} reps",
            { Duration: { } seconds, Errors: { } errors } => $"{Number(seconds)} s · {Number(errors)} {(errors == 1 ? "error" : "errors")}",
            { Duration: { } seconds } => $"{Number(seconds)} s",
            _ => "done",
        };
        return $"{progress.ExerciseName} · set {progress.SetNumber} · {work}";
    }

    /// <summary><c>5 × 100 kg</c>, <c>12 reps</c>, <c>45 s</c>.</summary>
    public static string Load(Exercise exercise, LoadUnit? unit = null)
    {
        var work = exercise.Duration is { } held ? $"{Number(held.TotalSeconds)} s" : exercise.Reps is { } reps ? Number(reps) : "as many as you can";
        return (exercise.WeightKg, exercise.Duration, exercise.Reps) switch
        {
            ({ } kg, _, _) => $"{work} × {(unit ?? LoadUnit.Kilograms).Text(kg)}",
            (null, null, { }) => $"{work} reps",
            _ => work,
        };
    }

    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
