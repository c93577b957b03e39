using TrainingHub.Core.Workouts;

namespace TrainingHub.Web.Workouts;

/// <summary>Targets to begin with, where a trainer asks for one of a kind.</summary>
public static class Targets
{
    public static IntervalTarget For(TargetKind kind, Intensity intensity)
    {
        var (min, max) = kind switch
        {
            TargetKind.HeartRateZone => Pick<(double, double)>(intensity, (1, 2), (3, 3), (4, 4), (5, 5)),
            TargetKind.PercentOfMaxHeartRate => Pick<(double, double)>(intensity, (55, 65), (70, 80), (80, 90), (90, 100)),
            TargetKind.HeartRateBpm => Pick<(double, double)>(intensity, (105, 125), (135, 150), (155, 170), (175, 190)),
            TargetKind.PercentOfFtp => Pick<(double, double)>(intensity, (45, 55), (75, 85), (95, 105), (120, 150)),
            TargetKind.PowerWatts => Pick<(double, double)>(intensity, (100, 130), (170, 200), (230, 260), (300, 400)),
            _ => Pick<(double, double)>(intensity, (360, 420), (300, 330), (250, 270), (210, 230)),
        };
        return new IntervalTarget(kind, min, max);
    }

    /// <summary>Where a ramp that begins at a target may lead: a good step harder.</summary>
    public static IntervalTarget Harder(IntervalTarget start) => start.Kind switch
    {
        TargetKind.HeartRateZone => start with { Min = Math.Min(5, start.Max + 1), Max = Math.Min(5, start.Max + 1) },
        TargetKind.PaceSecondsPerKm => start with { Min = Math.Max(1, start.Min - 60), Max = Math.Max(1, start.Max - 60) },
        TargetKind.HeartRateBpm or TargetKind.PercentOfMaxHeartRate => start with { Min = start.Min + 15, Max = start.Max + 15 },
        _ => start with { Min = start.Min + 30, Max = start.Max + 30 },
    };

    private static T Pick<T>(Intensity intensity, T easy, T moderate, T hard, T most)
        => intensity switch { Intensity.Easy => easy, Intensity.Moderate => moderate, Intensity.Hard => hard, _ => most };
}
