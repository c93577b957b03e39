namespace TrainingHub.Core.Metrics;

/// <summary>A set of metric properties: bit n is <see cref="Metric"/> n, then the two that are not numbers.</summary>
[Flags]
public enum MetricMask
{
    None = 0,
    HeartRate = 1 << Metric.HeartRate,
    Power = 1 << Metric.Power,
    Cadence = 1 << Metric.Cadence,
    Speed = 1 << Metric.Speed,
    Pace = 1 << Metric.Pace,
    Distance = 1 << Metric.Distance,
    Calories = 1 << Metric.Calories,
    GroundContactTime = 1 << Metric.GroundContactTime,
    VerticalOscillation = 1 << Metric.VerticalOscillation,
    GroundContactBalance = 1 << Metric.GroundContactBalance,
    LeftRightBalance = 1 << Metric.LeftRightBalance,
    StrokeRate = 1 << Metric.StrokeRate,
    RrIntervals = 1 << 12,
    Equipment = 1 << 13,
}
