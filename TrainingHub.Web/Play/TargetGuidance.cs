using TrainingHub.Core.Metrics;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Web.Play;

public enum Advice { Unknown, Harder, OnTarget, Easier }

/// <summary>A target beside what the player does now.</summary>
/// <param name="Actual">In the target's unit; null where no sensor says.</param>
public sealed record TargetGuidance(TargetRange Target, double? Actual)
{
    // The band fills the middle third, and as much again lies on both sides of it.
    private const double BandStart = 1 / 3d, BandEnd = 2 / 3d;

    /// <summary>The target at this moment of an interval: a ramp's moves.</summary>
    /// <returns>Null where there is none, or the player's thresholds do not hold what it needs.</returns>
    public static TargetGuidance? Of(IntervalPosition position, PlayerState player)
        => position.Interval.TargetAt(position.Fraction, player.Profile.Thresholds)?.Holdable() is { } range ? new TargetGuidance(range, player.Metrics?[MetricOf(range.Metric)]) : null;

    /// <summary>Smaller is harder for a pace, s/km.</summary>
    private bool SmallerIsHarder => Target.Metric == TargetMetric.Pace;

    public Advice Advice => Actual switch
    {
        null => Advice.Unknown,
        { } value when Target.Contains(value) => Advice.OnTarget,
        { } value => value < Target.Min != SmallerIsHarder ? Advice.Harder : Advice.Easier,
    };

    /// <summary>Where the actual value stands on the gauge: 0 its left end, 1 its right, harder to the right; null where it is not known.</summary>
    public double? Marker
    {
        get
        {
            if (Actual is not { } value)
            {
                return null;
            }

            var share = Target.Max > Target.Min ? (value - Target.Min) / (Target.Max - Target.Min) : value.CompareTo(Target.Min) + 0.5;
            var place = BandStart + (SmallerIsHarder ? 1 - share : share) * (BandEnd - BandStart);
            return Math.Clamp(place, 0, 1);
        }
    }

    /// <summary>The band's two ends as they stand on the gauge, easier end first.</summary>
    public (double Easy, double Hard) Ends => SmallerIsHarder ? (Target.Max, Target.Min) : (Target.Min, Target.Max);

    /// <summary>What is measured against it.</summary>
    public static Metric MetricOf(TargetMetric metric) => metric switch
    {
        TargetMetric.HeartRate => Metric.HeartRate,
        TargetMetric.Power => Metric.Power,
        _ => Metric.Pace,
    };
}
