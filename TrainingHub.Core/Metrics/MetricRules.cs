namespace TrainingHub.Core.Metrics;

/// <summary>What a sample must keep to, and what follows from it.</summary>
public static class MetricRules
{
    /// <returns>Null for a sound sample; else a sentence that names the property, what it was and what is allowed.</returns>
    public static string? Fault(MetricValues sample)
    {
        if (sample.Given == MetricMask.None)
        {
            return "The sample had no metric at all; at least one is needed.";
        }

        foreach (var range in MetricRange.All)
        {
            if (sample[range.Metric] is { } value && !range.Contains(value))
            {
                return FormattableString.Invariant($"{range.Name} was {value}; it must be from {range.Min} to {range.Max} {range.Unit}.");
            }
        }

        return RrFault(sample) ?? EquipmentFault(sample);
    }

    /// <summary>Speed and pace follow from each other where only one is given: speed 0, or a pace outside its range, has no pace.</summary>
    public static MetricValues Complete(MetricValues sample)
    {
        var (given, missing) = (sample.Has(Metric.Speed), sample.Has(Metric.Pace)) switch
        {
            (true, false) => (Metric.Speed, Metric.Pace),
            (false, true) => (Metric.Pace, Metric.Speed),
            _ => default,
        };
        return given == missing
            ? sample
            : sample.With(missing, sample[given] is { } value and > 0 && MetricRange.Of(missing).Contains(1000 / value) ? 1000 / value : null);
    }

    private static string? RrFault(MetricValues sample)
    {
        if (sample.RrIntervals.IsDefault)
        {
            return null;
        }

        if (sample.RrIntervals.Length > MetricRange.RrMaxCount)
        {
            return $"rrIntervals had {sample.RrIntervals.Length} values; at most {MetricRange.RrMaxCount} are allowed.";
        }

        foreach (var value in sample.RrIntervals)
        {
            if (!(value >= MetricRange.RrMinMs && value <= MetricRange.RrMaxMs))
            {
                return FormattableString.Invariant($"rrIntervals held {value}; each must be from {MetricRange.RrMinMs} to {MetricRange.RrMaxMs} ms.");
            }
        }

        return null;
    }

    private static string? EquipmentFault(MetricValues sample)
        => sample.Equipment is { } equipment && equipment.Length is 0 or > MetricRange.EquipmentMaxLength
            ? $"equipment was {sample.Equipment!.Length} characters long; it must have 1 to {MetricRange.EquipmentMaxLength}."
            : null;
}
