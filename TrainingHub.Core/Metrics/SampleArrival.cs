using System.Collections.Immutable;

namespace TrainingHub.Core.Metrics;

/// <summary>A time without a sample, by the server's clock.</summary>
public sealed record SampleGap(DateTimeOffset From, DateTimeOffset To)
{
    public TimeSpan Length => To - From;
}

/// <summary>What has arrived of a player's samples: how many, and where none did. Late samples close the gaps that they fall into.</summary>
public sealed record SampleArrival
{
    /// <summary>A wearable reports once in this time.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    /// <summary>Between two samples that follow each other, a late packet allowed for; what is longer is a gap.</summary>
    public static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(3.5);

    public int Live { get; init; }

    /// <summary>How many came late, through backfill.</summary>
    public int Backfilled { get; init; }

    /// <summary>When the player first came: samples are expected from here.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When the newest sample was taken; <see cref="Since"/> before the first.</summary>
    public required DateTimeOffset Last { get; init; }

    /// <summary>From <see cref="Since"/> to <see cref="Last"/>, in order.</summary>
    public ImmutableList<SampleGap> Gaps { get; init; } = [];

    public static SampleArrival From(DateTimeOffset since) => new() { Since = since, Last = since };

    /// <summary>One more live sample.</summary>
    public SampleArrival Take(DateTimeOffset takenAt)
    {
        var (last, gaps) = Reach(takenAt);
        return this with { Live = Live + 1, Last = last, Gaps = gaps };
    }

    /// <summary>One more late sample.</summary>
    public SampleArrival TakeLate(DateTimeOffset takenAt)
    {
        var (last, gaps) = Reach(takenAt);
        return this with { Backfilled = Backfilled + 1, Last = last, Gaps = gaps };
    }

    private (DateTimeOffset Last, ImmutableList<SampleGap> Gaps) Reach(DateTimeOffset takenAt)
    {
        if (takenAt > Last)
        {
            return (takenAt, IsGap(Last, takenAt) ? Gaps.Add(new SampleGap(Last, takenAt)) : Gaps);
        }

        var index = Gaps.FindLastIndex(gap => gap.From < takenAt);
        if (index < 0 || Gaps[index] is not var (from, to) || takenAt >= to)
        {
            return (Last, Gaps);
        }

        var rest = Gaps.RemoveAt(index);
        if (IsGap(takenAt, to))
        {
            rest = rest.Insert(index, new SampleGap(takenAt, to));
        }

        return (Last, IsGap(from, takenAt) ? rest.Insert(index, new SampleGap(from, takenAt)) : rest);
    }

    private static bool IsGap(DateTimeOffset from, DateTimeOffset to) => to - from > LongestRest;
}
