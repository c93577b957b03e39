using System.Collections.Immutable;
using TrainingHub.Core.Metrics;

namespace TrainingHub.Web.Wire;

/// <summary>The metric properties of a sample: absent, null and a value are three things.</summary>
internal static class MetricFields
{
    public static MetricValues Read(Fields fields)
    {
        var values = new MetricValues.Builder();
        foreach (var range in MetricRange.All)
        {
            if (!fields.TryGet(range.Name, out var value))
            {
                continue;
            }

            if (value.IsNull)
            {
                values.Set(range.Metric, null);
            }
            else if (value.Kind == WireKind.Number && double.IsFinite(value.Number))
            {
                values.Set(range.Metric, value.Number);
            }
            else
            {
                fields.Mistaken(range.Name, value, $"a number {Allowed(range)}, or null");
            }
        }

        if (fields.TryGet("rrIntervals", out _))
        {
            values.SetRrIntervals(RrIntervals(fields));
        }

        if (fields.TryGet("equipment", out _))
        {
            values.SetEquipment(fields.OptionalText("equipment"));
        }

        return values.Build();
    }

    public static string Allowed(MetricRange range) => FormattableString.Invariant($"from {range.Min} to {range.Max} {range.Unit}");

    private static ImmutableArray<double> RrIntervals(Fields fields)
    {
        var allowed = FormattableString.Invariant($"a list of at most {MetricRange.RrMaxCount} numbers from {MetricRange.RrMinMs} to {MetricRange.RrMaxMs} ms, or null");
        if (!fields.TryGet("rrIntervals", out var list) || list.IsNull)
        {
            return default;
        }

        if (list.Kind == WireKind.List && list.Items.All(item => item.Kind == WireKind.Number))
        {
            return [.. list.Items.Select(item => item.Number)];
        }

        fields.Mistaken("rrIntervals", list.Kind == WireKind.List ? list.Items.First(item => item.Kind != WireKind.Number) : list, allowed);
        return default;
    }
}
