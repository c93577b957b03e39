using System.Globalization;
using TrainingHub.Core.Players;
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

    /// <summary><c>Easy · 1:30 · 119–130 bpm</c>.</summary>
    public static string Line(Interval interval, Thresholds thresholds, Units? units = null)
    {
        var target = interval.Target is { } aim ? aim.For(thresholds) is { } range ? Range(range, units) : Plan(aim, units) : "as you like";
        return $"{interval.Name} · {Clock(interval.Duration)} · {target}";
    }

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
