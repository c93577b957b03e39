namespace TrainingHub.Bench.Load;

/// <summary>Counts times by tenths of a millisecond, from any thread, without keeping each: a run of minutes has millions.</summary>
internal sealed class Latencies
{
    private const int LongestTenths = 600_000; // what is longer counts as a minute

    private readonly int[] _counts = new int[LongestTenths + 1];
    private long _count;

    public long Count => Volatile.Read(ref _count);

    public void Add(TimeSpan latency)
    {
        var tenths = (int)Math.Clamp(Math.Round(latency.TotalMilliseconds * 10), 0, LongestTenths);
        Interlocked.Increment(ref _counts[tenths]);
        Interlocked.Increment(ref _count);
    }

    /// <summary>Milliseconds, to the tenth, that at most this share took less than; the share 1 is the longest. NaN where nothing was counted.</summary>
    public double Quantile(double share)
    {
        var count = Count;
        var rank = Math.Min(count - 1, (long)(share * count)); // as ../shared/bench/meter.mjs counts
        if (count == 0)
        {
            return double.NaN;
        }

        var below = 0L;
        var tenths = 0;
        while (below + _counts[tenths] <= rank)
        {
            below += _counts[tenths++];
        }

        return tenths / 10d;
    }
}
