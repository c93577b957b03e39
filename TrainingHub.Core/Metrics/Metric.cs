using System.Collections.Immutable;

namespace TrainingHub.Core.Metrics;

/// <summary>The numbers a wearable may report, in the order of the contract. Names on the wire are these in camelCase.</summary>
public enum Metric
{
    HeartRate, Power, Cadence, Speed, Pace, Distance, Calories,
    GroundContactTime, VerticalOscillation, GroundContactBalance, LeftRightBalance, StrokeRate,
}

/// <summary>A metric's name on the wire, its unit, and the range that is accepted, both ends included.</summary>
public sealed record MetricRange(Metric Metric, string Name, string Unit, double Min, double Max)
{
    public bool Contains(double value) => value >= Min && value <= Max;

    /// <summary>The one table of `protocol.md` §2.4, indexed by <see cref="Metrics.Metric"/>.</summary>
    public static ImmutableArray<MetricRange> All { get; } =
    [
        new(Metric.HeartRate, "heartRate", "beats/min", 20, 260),
        new(Metric.Power, "power", "W", 0, 4000),
        new(Metric.Cadence, "cadence", "rev/min", 0, 300),
        new(Metric.Speed, "speed", "m/s", 0, 40),
        new(Metric.Pace, "pace", "s/km", 25, 7200),
        new(Metric.Distance, "distance", "m", 0, 1_000_000),
        new(Metric.Calories, "calories", "kcal", 0, 50_000),
        new(Metric.GroundContactTime, "groundContactTime", "ms", 50, 1000),
        new(Metric.VerticalOscillation, "verticalOscillation", "mm", 0, 500),
        new(Metric.GroundContactBalance, "groundContactBalance", "% left", 0, 100),
        new(Metric.LeftRightBalance, "leftRightBalance", "% left", 0, 100),
        new(Metric.StrokeRate, "strokeRate", "strokes/min", 0, 100),
    ];

    public static MetricRange Of(Metric metric) => All[(int)metric];

    /// <summary>Accepted length of one RR interval, ms.</summary>
    public const double RrMinMs = 200, RrMaxMs = 3000;

    /// <summary>Accepted number of RR intervals in a sample.</summary>
    public const int RrMaxCount = 20;

    /// <summary>Accepted length of the equipment's name, characters.</summary>
    public const int EquipmentMaxLength = 64;
}
