using TrainingHub.Client;
using TrainingHub.Core.Metrics;

namespace TrainingHub.Web.Demo;

/// <summary>A wearable's reading as the typed client sends it.</summary>
internal static class DemoSample
{
    public static Sample Of(DateTimeOffset timestamp, MetricValues values) => new()
    {
        DeviceId = "demo",
        Timestamp = timestamp,
        HeartRate = Given(values, Metric.HeartRate),
        Power = Given(values, Metric.Power),
        Cadence = Given(values, Metric.Cadence),
        Speed = Given(values, Metric.Speed),
        GroundContactTime = Given(values, Metric.GroundContactTime),
        VerticalOscillation = Given(values, Metric.VerticalOscillation),
        GroundContactBalance = Given(values, Metric.GroundContactBalance),
        LeftRightBalance = Given(values, Metric.LeftRightBalance),
        StrokeRate = Given(values, Metric.StrokeRate),
    };

    private static Optional<double?> Given(MetricValues values, Metric metric) => values.Has(metric) ? values[metric] : default(Optional<double?>);
}
