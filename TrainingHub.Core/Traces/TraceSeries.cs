using System.Runtime.InteropServices;

namespace TrainingHub.Core.Traces;

/// <summary>A value at an instant by the server's clock.</summary>
public readonly record struct TracePoint(DateTimeOffset At, double Value);

/// <summary>
/// One metric over time in a bounded number of points, whatever the length: equal stretches from <c>from</c> on, of each the lowest and the highest value with their instants, so that peaks stay.
/// A stretch is 1 s long, and twice as long each time that there would be more than <see cref="MaxBuckets"/> of them (8 s after two hours). In which order points come makes no difference.
/// Not safe from several threads.
/// </summary>
/// <param name="from">What comes before it is left out, and so is what comes more than 24 days after it.</param>
public sealed class TraceSeries(DateTimeOffset from)
{
    /// <summary>Stretches; at most twice as many points.</summary>
    public const int MaxBuckets = 1024;

    private readonly List<Bucket> _buckets = [];
    private int _widthMs = 1000;

    /// <summary>How long a stretch is now.</summary>
    public TimeSpan Width => TimeSpan.FromMilliseconds(_widthMs);

    public void Add(DateTimeOffset at, double value)
    {
        var ms = (at - from).Ticks / TimeSpan.TicksPerMillisecond;
        if (at < from || ms > int.MaxValue)
        {
            return;
        }

        while (ms / _widthMs >= MaxBuckets)
        {
            Widen();
        }

        var index = (int)(ms / _widthMs);
        while (_buckets.Count <= index)
        {
            _buckets.Add(Bucket.Empty);
        }

        var buckets = CollectionsMarshal.AsSpan(_buckets);
        buckets[index] = buckets[index].With(Bucket.Of((int)ms, (float)value));
    }

    /// <summary>In order of time: of each stretch its lowest and its highest value, once where they are the same point.</summary>
    /// <param name="since">The stretch in which it lies is the first one; null for all.</param>
    public IEnumerable<TracePoint> Points(DateTimeOffset? since = null)
    {
        var first = since > from ? (since.Value - from).TotalMilliseconds / _widthMs : 0;
        for (var index = first < _buckets.Count ? (int)first : _buckets.Count; index < _buckets.Count; index++)
        {
            var bucket = _buckets[index];
            if (bucket.IsEmpty)
            {
                continue;
            }

            var (low, high) = (new TracePoint(from.AddMilliseconds(bucket.LowMs), bucket.Low), new TracePoint(from.AddMilliseconds(bucket.HighMs), bucket.High));
            yield return low.At <= high.At ? low : high;
            if (low != high)
            {
                yield return low.At <= high.At ? high : low;
            }
        }
    }

    private void Widen()
    {
        var wide = 0;
        for (var index = 0; index < _buckets.Count; index += 2)
        {
            _buckets[wide++] = index + 1 < _buckets.Count ? _buckets[index].With(_buckets[index + 1]) : _buckets[index];
        }

        _buckets.RemoveRange(wide, _buckets.Count - wide);
        _widthMs *= 2;
    }

    // Of equal values the earliest: the result is the same in whichever order they come.
    private readonly record struct Bucket(int LowMs, float Low, int HighMs, float High)
    {
        public static Bucket Empty { get; } = new(-1, 0, -1, 0);

        public bool IsEmpty => LowMs < 0;

        public static Bucket Of(int ms, float value) => new(ms, value, ms, value);

        public Bucket With(Bucket other)
        {
            if (IsEmpty || other.IsEmpty)
            {
                return IsEmpty ? other : this;
            }

            var lower = other.Low < Low || (other.Low == Low && other.LowMs < LowMs) ? other : this;
            var higher = other.High > High || (other.High == High && other.HighMs < HighMs) ? other : this;
            return new Bucket(lower.LowMs, lower.Low, higher.HighMs, higher.High);
        }
    }
}
