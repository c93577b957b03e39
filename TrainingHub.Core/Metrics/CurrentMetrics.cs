namespace TrainingHub.Core.Metrics;

/// <summary>
/// A player's newest values; for each, when a sample last gave it (a value that none has given for a while must not look live)
/// and at which sequence number it last changed (so that a watcher is sent only what changed since its position).
/// </summary>
public sealed class CurrentMetrics
{
    private const int Properties = 14; // bits of MetricMask

    private readonly long[] _givenAt;   // UTC ticks by bit of MetricMask, 0: never
    private readonly long[] _changedBy; // sequence number by bit of MetricMask, 0: never

    internal CurrentMetrics(MetricValues values, long[] givenAt, long[] changedBy, DateTimeOffset sampleAt, long sampleSeq)
    {
        Values = values;
        _givenAt = givenAt;
        _changedBy = changedBy;
        SampleAt = sampleAt;
        SampleSeq = sampleSeq;
    }

    public static CurrentMetrics None { get; } = new(MetricValues.Empty, new long[Properties], new long[Properties], default, 0);

    /// <summary>Known values only; nothing here is null.</summary>
    public MetricValues Values { get; }

    /// <summary>When the server took the last sample.</summary>
    public DateTimeOffset SampleAt { get; }

    /// <summary>The sequence number of the last sample.</summary>
    public long SampleSeq { get; }

    /// <summary>For snapshots: see <see cref="GivenAt"/>.</summary>
    internal ReadOnlySpan<long> GivenTicks => _givenAt;

    /// <summary>For snapshots: see <see cref="ChangedAfter"/>.</summary>
    internal ReadOnlySpan<long> ChangedSeqs => _changedBy;

    public double? this[Metric metric] => Values[metric];

    /// <summary>When a sample last gave the metric; null if none did.</summary>
    public DateTimeOffset? GivenAt(Metric metric) => _givenAt[(int)metric] is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>The properties whose value has become another after <paramref name="seq"/>.</summary>
    public MetricMask ChangedAfter(long seq)
    {
        var changed = MetricMask.None;
        for (var i = 0; i < Properties; i++)
        {
            if (_changedBy[i] > seq)
            {
                changed |= (MetricMask)(1 << i);
            }
        }

        return changed;
    }

    /// <summary>The metrics after one more sample.</summary>
    /// <param name="seq">The sample's sequence number.</param>
    public CurrentMetrics Take(MetricValues sample, DateTimeOffset at, long seq)
    {
        var (values, changed) = Values.Overlay(sample);
        var givenAt = (long[])_givenAt.Clone();
        var changedBy = changed == MetricMask.None ? _changedBy : (long[])_changedBy.Clone();
        for (var i = 0; i < Properties; i++)
        {
            var bit = (MetricMask)(1 << i);
            if ((sample.Given & bit) != 0)
            {
                givenAt[i] = at.UtcTicks;
            }

            if ((changed & bit) != 0)
            {
                changedBy[i] = seq;
            }
        }

        return new CurrentMetrics(values, givenAt, changedBy, at, seq);
    }

    /// <summary>The same without the properties in <paramref name="hidden"/>: what someone who may not see them gets.</summary>
    public CurrentMetrics Without(MetricMask hidden)
    {
        var builder = new MetricValues.Builder();
        foreach (var range in MetricRange.All)
        {
            if (Values[range.Metric] is { } value && (hidden & (MetricMask)(1 << (int)range.Metric)) == 0)
            {
                builder.Set(range.Metric, value);
            }
        }

        if (!Values.RrIntervals.IsDefault && !hidden.HasFlag(MetricMask.RrIntervals))
        {
            builder.SetRrIntervals(Values.RrIntervals);
        }

        if (Values.Equipment is { } equipment && !hidden.HasFlag(MetricMask.Equipment))
        {
            builder.SetEquipment(equipment);
        }

        return new CurrentMetrics(builder.Build(), _givenAt, _changedBy, SampleAt, SampleSeq);
    }
}
