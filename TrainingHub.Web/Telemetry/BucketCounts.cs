using System.Collections.Immutable;

namespace TrainingHub.Web.Telemetry;

/// <summary>How many values fell into each bucket of a histogram.</summary>
/// <param name="Bounds">The buckets' upper bounds, ascending.</param>
/// <param name="Counts">One more than bounds: the last is of what was above them all.</param>
public sealed record BucketCounts(ImmutableArray<double> Bounds, ImmutableArray<long> Counts)
{
    /// <summary>What came since an earlier look at the same histogram.</summary>
    public BucketCounts Since(BucketCounts earlier) => this with { Counts = [.. Counts.Select((count, i) => count - earlier.Counts[i])] };

    /// <summary>The value that a share of the values does not exceed, as near as the buckets tell: a straight line within one. At least the highest bound where it was above; null without values.</summary>
    /// <param name="share">0 … 1.</param>
    public double? Quantile(double share)
    {
        var rank = share * Counts.Sum();
        if (rank == 0)
        {
            return null;
        }

        var (below, i) = (0L, 0);
        while (below + Counts[i] < rank)
        {
            below += Counts[i++];
        }

        if (i == Bounds.Length)
        {
            return Bounds[^1];
        }

        var from = i == 0 ? 0 : Bounds[i - 1];
        return from + ((Bounds[i] - from) * (rank - below) / Counts[i]);
    }
}
