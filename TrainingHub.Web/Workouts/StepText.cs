using TrainingHub.Core.Players;
using TrainingHub.Core.Workouts;
using TrainingHub.Web.Play;

namespace TrainingHub.Web.Workouts;

/// <summary>A step in one line.</summary>
public static class StepText
{
    /// <summary><c>5 × 5 × 60 kg, 2:30 rest</c>, <c>4:00, zone 4</c>, <c>4 times</c>.</summary>
    public static string Of(PlanStep step) => step switch
    {
        PlanStep.Exercise exercise => $"{exercise.Sets} × {Load(exercise)}{Rest(exercise.Rest)}",
        PlanStep.Drill drill => $"{drill.Attempts} {(drill.Attempts == 1 ? "attempt" : "attempts")}{(drill.TargetTime is { } time ? $" in {Seconds(time)}" : "")}{Rest(drill.Rest)}",
        PlanStep.Interval interval => string.Join(", ", new[] { Length(interval), Target(interval), interval.CadenceRpm is { } rpm ? $"{rpm} rpm" : null }.Where(part => part is not null)),
        PlanStep.Transition transition => PlayText.Clock(transition.Duration),
        PlanStep.Repeat repeat => repeat.Times == 1 ? "once" : $"{repeat.Times} times",
        _ => "",
    };

    /// <summary>How long a part is: <c>4:00</c>, <c>400 m</c>, <c>2.5 km</c>.</summary>
    public static string Length(PlanStep.Interval interval) => interval.DistanceM is { } metres ? Distance(metres) : PlayText.Clock(interval.Duration ?? TimeSpan.Zero);

    public static string Distance(double metres) => metres >= 1000 ? $"{PlayText.Number(metres / 1000)} km" : $"{PlayText.Number(metres)} m";

    /// <summary><c>zone 4</c>, <c>45–55 → 75–85 % of FTP</c>; the intensity in words where there is no target.</summary>
    public static string Target(PlanStep.Interval interval) => (interval.Target, interval.RampTo) switch
    {
        (null, _) => interval.Intensity.ToString().ToLowerInvariant(),
        ({ } target, null) => Aim(target),
        ({ } target, { } to) => $"{Aim(target)} → {Aim(to)}",
    };

    /// <summary>What one player is to hold: <c>165–178 bpm</c>, on a ramp <c>122–149 → 203–230 W</c>; null where the player's thresholds do not say.</summary>
    public static string? For(PlanStep.Interval interval, Thresholds thresholds)
        => interval.Target?.For(thresholds) is not { } range ? null
            : interval.RampTo?.For(thresholds) is { } end ? $"{Span(range)} → {PlayText.Range(end)}"
            : PlayText.Range(range);

    /// <summary>What of a player's thresholds a target needs, and does not find: <c>FTP</c>, <c>HRmax</c>; null where nothing is missing.</summary>
    public static string? Missing(IntervalTarget? target, Thresholds thresholds) => target?.Kind switch
    {
        TargetKind.PercentOfFtp when thresholds.FtpWatts is null => "FTP",
        TargetKind.HeartRateZone or TargetKind.PercentOfMaxHeartRate when thresholds.HeartRateMaxBpm is null => "HRmax",
        _ => null,
    };

    /// <summary>About how long, in whole minutes: <c>38 min</c>, <c>1 h 5 min</c>; below a minute its seconds.</summary>
    public static string Minutes(TimeSpan time)
    {
        if (time < TimeSpan.FromMinutes(1))
        {
            return $"{Math.Ceiling(time.TotalSeconds):0} s";
        }

        var minutes = (int)Math.Round(time.TotalMinutes, MidpointRounding.AwayFromZero);
        return minutes < 60 ? $"{minutes} min" : minutes % 60 == 0 ? $"{minutes / 60} h" : $"{minutes / 60} h {minutes % 60} min";
    }

    private static string Aim(IntervalTarget target) => target.Kind == TargetKind.PercentOfMaxHeartRate ? $"{Span(target)} % of HRmax" : PlayText.Plan(target);

    private static string Span(IntervalTarget target)
        => target.Min == target.Max ? PlayText.Number(target.Min) : $"{PlayText.Number(target.Min)}–{PlayText.Number(target.Max)}";

    private static string Span(TargetRange range)
        => range.Min == range.Max ? PlayText.Value(range.Metric, range.Min) : $"{PlayText.Value(range.Metric, range.Min)}–{PlayText.Value(range.Metric, range.Max)}";

    private static string Load(PlanStep.Exercise exercise)
        => PlayText.Load(new Exercise("", exercise.Name, exercise.Sets, exercise.Reps, exercise.WeightKg, exercise.Duration, exercise.Rest));

    private static string Rest(TimeSpan rest) => rest > TimeSpan.Zero ? $", {PlayText.Clock(rest)} rest" : "";

    private static string Seconds(TimeSpan time) => time.TotalSeconds < 60 ? $"{PlayText.Number(time.TotalSeconds)} s" : PlayText.Clock(time);
}
