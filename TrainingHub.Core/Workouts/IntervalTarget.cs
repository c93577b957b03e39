using TrainingHub.Core.Players;

namespace TrainingHub.Core.Workouts;

/// <summary>What an interval's target is measured in.</summary>
public enum TargetKind
{
    /// <summary>Zone 1 … 5 of the player's own heart-rate zones.</summary>
    HeartRateZone,

    /// <summary>% of the player's maximum heart rate.</summary>
    PercentOfMaxHeartRate,

    /// <summary>% of the player's functional threshold power.</summary>
    PercentOfFtp,

    /// <summary>Beats a minute.</summary>
    HeartRateBpm,

    /// <summary>Watts.</summary>
    PowerWatts,

    /// <summary>Seconds a kilometre; the smaller number is the faster.</summary>
    PaceSecondsPerKm,
}

/// <summary>What a target is compared with.</summary>
public enum TargetMetric { HeartRate, Power, Pace }

/// <summary>A range to stay in, in the unit of <paramref name="Kind"/>, both ends included.</summary>
public sealed record IntervalTarget(TargetKind Kind, double Min, double Max)
{
    /// <summary>The range in bpm, W or s/km for one player.</summary>
    /// <returns>Null where the player's thresholds do not hold what the target needs.</returns>
    public TargetRange? For(Thresholds thresholds) => Kind switch
    {
        TargetKind.HeartRateBpm => new(TargetMetric.HeartRate, Min, Max),
        TargetKind.PowerWatts => new(TargetMetric.Power, Min, Max),
        TargetKind.PaceSecondsPerKm => new(TargetMetric.Pace, Min, Max),
        TargetKind.PercentOfMaxHeartRate when thresholds.HeartRateMaxBpm is { } max => new(TargetMetric.HeartRate, max * Min / 100, max * Max / 100),
        TargetKind.PercentOfFtp when thresholds.FtpWatts is { } ftp => new(TargetMetric.Power, ftp * Min / 100, ftp * Max / 100),
        TargetKind.HeartRateZone when thresholds.HeartRateMaxBpm is { } max
            => new(TargetMetric.HeartRate, HeartRateZones.LowerBpm((int)Min, max), HeartRateZones.UpperBpm((int)Max, max)),
        _ => null,
    };

    /// <summary>How hard that is for anybody, by its middle (of % of FTP: below 60, 90 and 106, the borders of Coggan's zones 2, 4 and 5).</summary>
    /// <returns>Null where it depends on the player: beats, watts and pace.</returns>
    public Intensity? TypicalIntensity() => ((Min + Max) / 2, Kind) switch
    {
        (var percent, TargetKind.PercentOfFtp) => percent < 60 ? Intensity.Easy : percent < 90 ? Intensity.Moderate : percent < 106 ? Intensity.Hard : Intensity.Max,
        (var percent, TargetKind.PercentOfMaxHeartRate) => percent < 70 ? Intensity.Easy : percent < 80 ? Intensity.Moderate : percent < 90 ? Intensity.Hard : Intensity.Max,
        (var zone, TargetKind.HeartRateZone) => zone < 3 ? Intensity.Easy : zone < 4 ? Intensity.Moderate : zone < 5 ? Intensity.Hard : Intensity.Max,
        _ => null,
    };
}

/// <summary>An absolute range in the metric's own unit (bpm, W, s/km), both ends included.</summary>
public sealed record TargetRange(TargetMetric Metric, double Min, double Max)
{
    public bool Contains(double value) => value >= Min && value <= Max;

    /// <summary>As wide as somebody can hold: a target of one value, or nearly, becomes 3 bpm, 5 % of the power or 3 % of the pace to either side of its middle.</summary>
    public TargetRange Holdable()
    {
        var middle = (Min + Max) / 2;
        var least = Metric switch
        {
            TargetMetric.HeartRate => 3,
            TargetMetric.Power => middle * 0.05,
            _ => middle * 0.03,
        };
        return (Max - Min) / 2 >= least ? this : this with { Min = middle - least, Max = middle + least };
    }

    /// <summary>The range on the straight way to another of the same metric.</summary>
    /// <param name="fraction">0: this one, 1: the other.</param>
    public TargetRange Towards(TargetRange end, double fraction)
    {
        var way = Math.Clamp(fraction, 0, 1);
        return this with { Min = double.Lerp(Min, end.Min, way), Max = double.Lerp(Max, end.Max, way) };
    }
}
