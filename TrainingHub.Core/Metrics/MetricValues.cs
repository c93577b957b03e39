using System.Collections.Immutable;
using System.Numerics;

namespace TrainingHub.Core.Metrics;

/// <summary>
/// What one sample says. Each property is absent (keeps its last value), null (no longer known) or a value; immutable, equal by content.
/// </summary>
public sealed class MetricValues : IEquatable<MetricValues>
{
    private const MetricMask Numbers = MetricMask.RrIntervals - 1;

    // Only the given numbers, in the order of the enum: a sample rarely gives more than five of twelve. NaN stands for null.
    private readonly double[] _packed;

    private MetricValues(MetricMask given, double[] packed, ImmutableArray<double> rrIntervals, string? equipment)
    {
        Given = given;
        _packed = packed;
        RrIntervals = rrIntervals;
        Equipment = equipment;
    }

    public static MetricValues Empty { get; } = new(MetricMask.None, [], default, null);

    /// <summary>The properties that are null or have a value.</summary>
    public MetricMask Given { get; }

    /// <summary>Beat-to-beat intervals, ms, oldest first; default where absent or null.</summary>
    public ImmutableArray<double> RrIntervals { get; }

    /// <summary>What the player uses, in words; null where absent or null.</summary>
    public string? Equipment { get; }

    /// <summary>The value in the metric's unit; null where it is absent or null (<see cref="Has"/> tells which).</summary>
    public double? this[Metric metric]
    {
        get
        {
            if (!Has(metric))
            {
                return null;
            }

            var value = _packed[Below(metric)];
            return double.IsNaN(value) ? null : value;
        }
    }

    public bool Has(Metric metric) => (Given & (MetricMask)(1 << (int)metric)) != 0;

    /// <summary>These values with what <paramref name="sample"/> gives laid over them; what it nulls is gone.</summary>
    /// <returns>The result, and the properties whose value is another than before.</returns>
    public (MetricValues Values, MetricMask Changed) Overlay(MetricValues sample)
    {
        Span<double> numbers = stackalloc double[MetricRange.All.Length];
        var (given, count, changed) = (MetricMask.None, 0, MetricMask.None);
        for (var i = 0; i < numbers.Length; i++)
        {
            var metric = (Metric)i;
            var before = this[metric];
            var after = sample.Has(metric) ? sample[metric] : before;
            if (after is { } number)
            {
                given |= (MetricMask)(1 << i);
                numbers[count++] = number;
            }

            if (before != after)
            {
                changed |= (MetricMask)(1 << i);
            }
        }

        var rr = sample.Given.HasFlag(MetricMask.RrIntervals) ? sample.RrIntervals : RrIntervals;
        given |= rr.IsDefault ? MetricMask.None : MetricMask.RrIntervals;
        if (!SameRr(rr, RrIntervals))
        {
            changed |= MetricMask.RrIntervals;
        }

        var equipment = sample.Given.HasFlag(MetricMask.Equipment) ? sample.Equipment : Equipment;
        given |= equipment is null ? MetricMask.None : MetricMask.Equipment;
        if (equipment != Equipment)
        {
            changed |= MetricMask.Equipment;
        }

        return (changed == MetricMask.None ? this : new MetricValues(given, numbers[..count].ToArray(), rr, equipment), changed);
    }

    /// <summary>These values and one more; null says that it is no longer known.</summary>
    /// <param name="metric">Absent so far.</param>
    public MetricValues With(Metric metric, double? value)
    {
        var at = Below(metric);
        double[] packed = [.. _packed.AsSpan(0, at), value ?? double.NaN, .. _packed.AsSpan(at)];
        return new MetricValues(Given | (MetricMask)(1 << (int)metric), packed, RrIntervals, Equipment);
    }

    public bool Equals(MetricValues? other) => other is not null && Given == other.Given && _packed.AsSpan().SequenceEqual(other._packed)
        && SameRr(RrIntervals, other.RrIntervals) && Equipment == other.Equipment;

    public override bool Equals(object? obj) => Equals(obj as MetricValues);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Given);
        foreach (var value in _packed)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    // How many numbers are given that come before it in the order of the enum.
    private int Below(Metric metric) => BitOperations.PopCount((uint)Given & ((1u << (int)metric) - 1));

    private static bool SameRr(ImmutableArray<double> a, ImmutableArray<double> b)
        => a.IsDefault ? b.IsDefault : !b.IsDefault && a.AsSpan().SequenceEqual(b.AsSpan());

    /// <summary>Collects a sample's properties; not for sharing between threads.</summary>
    public sealed class Builder
    {
        private readonly double[] _values = new double[MetricRange.All.Length];
        private MetricMask _given;
        private ImmutableArray<double> _rrIntervals;
        private string? _equipment;

        public MetricMask Given => _given;

        public double? this[Metric metric] => (_given & (MetricMask)(1 << (int)metric)) == 0 || double.IsNaN(_values[(int)metric]) ? null : _values[(int)metric];

        public Builder Set(Metric metric, double? value)
        {
            _given |= (MetricMask)(1 << (int)metric);
            _values[(int)metric] = value ?? double.NaN;
            return this;
        }

        /// <param name="value">ms; default for null.</param>
        public Builder SetRrIntervals(ImmutableArray<double> value)
        {
            _given |= MetricMask.RrIntervals;
            _rrIntervals = value;
            return this;
        }

        public Builder SetEquipment(string? value)
        {
            _given |= MetricMask.Equipment;
            _equipment = value;
            return this;
        }

        public MetricValues Build()
        {
            var packed = new double[BitOperations.PopCount((uint)(_given & Numbers))];
            for (int i = 0, at = 0; i < _values.Length; i++)
            {
                if ((_given & (MetricMask)(1 << i)) != 0)
                {
                    packed[at++] = _values[i];
                }
            }

            return new MetricValues(_given, packed, _rrIntervals, _equipment);
        }
    }
}
