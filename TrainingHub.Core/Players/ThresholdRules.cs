using System.Globalization;

namespace TrainingHub.Core.Players;

/// <summary>One of a player's reference values.</summary>
public enum Threshold { HeartRateMax, HeartRateRest, LactateThreshold, Ftp, Weight }

/// <summary>What is wrong with one value: out of its range, or not below another.</summary>
/// <param name="Min">The lowest value that is allowed; null where <paramref name="Below"/> says what is wrong.</param>
/// <param name="Below">The value that it must be below.</param>
/// <param name="Limit">What the value is that it must be below.</param>
public sealed record ThresholdFault(Threshold Of, double Value, double? Min = null, double? Max = null, Threshold? Below = null, double? Limit = null)
{
    /// <summary>In English and in the units of the contract, with the names of the contract.</summary>
    public string Message => Below is { } other
        ? string.Create(CultureInfo.InvariantCulture, $"{ThresholdRules.NameOf(Of)} was {Value}; it must be below {ThresholdRules.NameOf(other)}, which is {Limit}.")
        : string.Create(CultureInfo.InvariantCulture, $"{ThresholdRules.NameOf(Of)} was {Value}; it must be from {Min} to {Max} {ThresholdRules.UnitOf(Of)}.");
}

/// <summary>
/// Which reference values are plausible. The ranges are wide: they are there for slips of the finger and mixed-up columns, not for judging people.
/// Heart rates: 220 − age (Fox 1971) spans 120 to 215, recorded maxima of children and athletes reach 230; at rest, trained hearts go down to the high twenties.
/// </summary>
public static class ThresholdRules
{
    /// <summary>The lowest and highest value allowed, in the unit of <see cref="UnitOf"/>, both included.</summary>
    public static (double Min, double Max) RangeOf(Threshold threshold) => threshold switch
    {
        Threshold.HeartRateMax => (100, 240),
        Threshold.HeartRateRest => (25, 120),
        Threshold.LactateThreshold => (70, 230),
        Threshold.Ftp => (30, 700),
        _ => (20, 300),
    };

    public static string UnitOf(Threshold threshold) => threshold switch
    {
        Threshold.Ftp => "W",
        Threshold.Weight => "kg",
        _ => "beats/min",
    };

    /// <summary>Its name in the contract.</summary>
    public static string NameOf(Threshold threshold) => threshold switch
    {
        Threshold.HeartRateMax => "heartRateMax",
        Threshold.HeartRateRest => "heartRateRest",
        Threshold.LactateThreshold => "lactateThreshold",
        Threshold.Ftp => "ftp",
        _ => "weight",
    };

    public static double? ValueOf(Thresholds thresholds, Threshold threshold) => threshold switch
    {
        Threshold.HeartRateMax => thresholds.HeartRateMaxBpm,
        Threshold.HeartRateRest => thresholds.HeartRateRestBpm,
        Threshold.LactateThreshold => thresholds.ThresholdHeartRateBpm,
        Threshold.Ftp => thresholds.FtpWatts,
        _ => thresholds.WeightKg,
    };

    public static Thresholds With(Thresholds thresholds, Threshold threshold, double? value) => threshold switch
    {
        Threshold.HeartRateMax => thresholds with { HeartRateMaxBpm = value },
        Threshold.HeartRateRest => thresholds with { HeartRateRestBpm = value },
        Threshold.LactateThreshold => thresholds with { ThresholdHeartRateBpm = value },
        Threshold.Ftp => thresholds with { FtpWatts = value },
        _ => thresholds with { WeightKg = value },
    };

    /// <summary>The first thing that is wrong; null where all is well. Each value within its range, and at rest &lt; at the lactate threshold &lt; maximum as far as they are known.</summary>
    public static ThresholdFault? Fault(Thresholds thresholds)
    {
        foreach (var threshold in Enum.GetValues<Threshold>())
        {
            var (min, max) = RangeOf(threshold);
            if (ValueOf(thresholds, threshold) is { } value && !(value >= min && value <= max))
            {
                return new ThresholdFault(threshold, value, min, max);
            }
        }

        return NotBelow(thresholds, Threshold.HeartRateRest, Threshold.LactateThreshold)
            ?? NotBelow(thresholds, Threshold.LactateThreshold, Threshold.HeartRateMax)
            ?? NotBelow(thresholds, Threshold.HeartRateRest, Threshold.HeartRateMax);
    }

    private static ThresholdFault? NotBelow(Thresholds thresholds, Threshold lower, Threshold upper)
        => ValueOf(thresholds, lower) is { } value && ValueOf(thresholds, upper) is { } limit && value >= limit
            ? new ThresholdFault(lower, value, Below: upper, Limit: limit)
            : null;
}
