using TrainingHub.Core.Players;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Web.Workouts;

/// <summary>How hard a part of a plan is, to be drawn.</summary>
/// <param name="Level">0 to 1: the height of its bar.</param>
/// <param name="Zone">1 to 5: its colour.</param>
/// <param name="IsAimed">Whether a target says so; else only the plan's word for it does.</param>
public readonly record struct Effort(double Level, int Zone, bool IsAimed)
{
    // The upper ends of power's levels 1 to 4, % of FTP (Allen and Coggan, Training and Racing with a Power Meter); what is above them is the fifth here.
    private static readonly double[] _powerLevels = [56, 76, 91, 106];

    /// <summary>Of what lies in the middle of a target.</summary>
    /// <param name="thresholds">Of the player for whom it is drawn: absolute targets are as hard as they are for somebody. Without, the plan's word decides for them, as it does for a pace.</param>
    public static Effort Of(IntervalTarget? target, Intensity intensity, Thresholds thresholds) => target?.Kind switch
    {
        TargetKind.HeartRateZone => OfHeartRate((HeartRateZones.LowerBpm((int)target.Min, 100) + HeartRateZones.UpperBpm((int)target.Max, 100)) / 2),
        TargetKind.PercentOfMaxHeartRate => OfHeartRate(Middle(target)),
        TargetKind.HeartRateBpm when thresholds.HeartRateMaxBpm is { } max => OfHeartRate(Middle(target) * 100 / max),
        TargetKind.PercentOfFtp => OfPower(Middle(target)),
        TargetKind.PowerWatts when thresholds.FtpWatts is { } ftp => OfPower(Middle(target) * 100 / ftp),
        _ => OfWord(intensity),
    };

    public static Effort OfWord(Intensity intensity) => intensity switch
    {
        Intensity.Easy => new(0.3, 1, false),
        Intensity.Moderate => new(0.55, 3, false),
        Intensity.Hard => new(0.8, 4, false),
        _ => new(1, 5, false),
    };

    private static Effort OfHeartRate(double percentOfMax) => new(Math.Clamp((percentOfMax - 35) / 65, 0.1, 1), Math.Max(1, HeartRateZones.Of(percentOfMax, 100) ?? 1), true);

    private static Effort OfPower(double percentOfFtp) => new(Math.Clamp(percentOfFtp / 140, 0.1, 1), 1 + _powerLevels.Count(end => percentOfFtp >= end), true);

    private static double Middle(IntervalTarget target) => (target.Min + target.Max) / 2;
}
