using System.Globalization;

namespace TrainingHub.Core.Workouts.Files;

/// <summary>
/// Targets of FIT steps. A zone stands in target_value (1 and up); else custom values hold: heart rates below 100 are % of the maximum, from 100 on bpm + 100;
/// powers below 1000 are % of FTP, from 1000 on W + 1000; speeds are mm/s; cadences rpm.
/// </summary>
internal sealed class FitTargets(List<string> notes)
{
    // workout_hr and workout_power of the FIT profile: up to here a share in %, above it an absolute value that this was added to. The border itself is a share: nobody aims at 0 bpm or 0 W alone.
    internal const long ZeroBpm = 100, ZeroWatts = 1000;

    public IntervalTarget? Of(FitStep step) => step.TargetType switch
    {
        FitProfile.Aim.HeartRate or FitProfile.Aim.HeartRateLap => HeartRate(step),
        FitProfile.Aim.Power or (>= FitProfile.Aim.Power3S and <= FitProfile.Aim.PowerLap) => Power(step),
        FitProfile.Aim.Speed or FitProfile.Aim.SpeedLap => Pace(step),
        null or FitProfile.Aim.Open or FitProfile.Aim.Cadence => null,
        var other => Without(step, $"aims at something else (target type {other})"),
    };

    /// <summary>The middle of a cadence target, be it the first or the second.</summary>
    public int? CadenceOf(FitStep step)
    {
        var (low, high) = step.TargetType == FitProfile.Aim.Cadence ? (step.Low, step.High)
            : step.SecondType == FitProfile.Aim.Cadence ? (step.SecondLow, step.SecondHigh)
            : (null, null);
        if (step.TargetType == FitProfile.Aim.Cadence && Ends(low, high) is null)
        {
            Without(step, "aims at a zone of cadence");
        }

        return Ends(low, high) is { } ends ? (int)Math.Clamp((ends.Min + ends.Max) / 2, 1, 300) : null;
    }

    public static string HeartRate(long value) => value <= ZeroBpm ? $"{value} % of its maximum" : $"{value - ZeroBpm} bpm";

    public static string Power(long value) => value <= ZeroWatts ? $"{value} % of FTP" : $"{value - ZeroWatts} W";

    private IntervalTarget? HeartRate(FitStep step)
        => step.TargetValue is { } zone and >= 1
            ? zone <= Players.HeartRateZones.Highest ? new IntervalTarget(TargetKind.HeartRateZone, zone, zone) : Without(step, $"aims at zone {zone} of the heart rate")
            : Custom(step, ZeroBpm, TargetKind.PercentOfMaxHeartRate, TargetKind.HeartRateBpm);

    private IntervalTarget? Power(FitStep step)
    {
        if (step.TargetValue is not { } zone || zone < 1)
        {
            return Custom(step, ZeroWatts, TargetKind.PercentOfFtp, TargetKind.PowerWatts);
        }

        if (zone > FitProfile.PowerZones.Length)
        {
            return Without(step, $"aims at zone {zone} of power");
        }

        var (min, max) = FitProfile.PowerZones[zone - 1];
        notes.Add($"{step.Title} aims at zone {zone} of power; that became {min} to {max} % of FTP.");
        return new IntervalTarget(TargetKind.PercentOfFtp, min, max);
    }

    private IntervalTarget? Custom(FitStep step, long zero, TargetKind share, TargetKind absolute)
        => Ends(step.Low, step.High) is not { } ends ? Without(step, "says no values to aim at")
            : ends.Max <= zero ? new IntervalTarget(share, ends.Min, ends.Max)
            : ends.Min > zero || (ends.Min == zero && absolute == TargetKind.PowerWatts) ? new IntervalTarget(absolute, ends.Min - zero, ends.Max - zero) // from 0 W up to something
            : Without(step, "aims from a share to an absolute value");

    private IntervalTarget? Pace(FitStep step)
        => step.TargetValue is >= 1 ? Without(step, $"aims at zone {step.TargetValue.Value.ToString(CultureInfo.InvariantCulture)} of speed")
            : Ends(step.Low, step.High) is not { Min: > 0 } ends ? Without(step, "says no speed to aim at")
            : new IntervalTarget(TargetKind.PaceSecondsPerKm, SecondsPerKm(ends.Max), SecondsPerKm(ends.Min));

    private static double SecondsPerKm(long millimetresPerSecond) => Math.Round(1e6 / millimetresPerSecond);

    private static (long Min, long Max)? Ends(long? low, long? high)
        => (low ?? high, high ?? low) is ({ } from, { } to) ? (Math.Min(from, to), Math.Max(from, to)) : null;

    private IntervalTarget? Without(FitStep step, string what)
    {
        notes.Add($"{step.Title} {what}; it has no target.");
        return null;
    }
}
