namespace TrainingHub.Core.Metrics;

/// <summary>How much may come: one each <paramref name="Period"/>, and up to <paramref name="Burst"/> at once after a rest.</summary>
/// <param name="Period">Greater than zero.</param>
/// <param name="Burst">At least 1.</param>
public sealed record Allowance(TimeSpan Period, int Burst);

/// <summary>
/// A token bucket as one instant: the generic cell rate algorithm in its virtual scheduling form (ITU-T I.371, Annex A).
/// A pure value, so that it folds with the events that used it up and is the same after a restart.
/// </summary>
public readonly record struct TokenBucket
{
    /// <summary>When the bucket would be full again: the theoretical arrival time; the default is a full bucket.</summary>
    public DateTimeOffset FullAt { get; init; }

    /// <returns>Zero where a token can be taken at <paramref name="now"/>, else how long until one can.</returns>
    public TimeSpan Wait(Allowance allowance, DateTimeOffset now)
    {
        var wait = Sane(allowance, now) - now - allowance.Period * (allowance.Burst - 1);
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    /// <summary>The bucket with one token less.</summary>
    public TokenBucket Take(Allowance allowance, DateTimeOffset now)
        => new() { FullAt = (Sane(allowance, now) is var full && full > now ? full : now) + allowance.Period };

    // An empty bucket is full again after Burst periods: what lies beyond was folded by a clock that has been set back since, and must not lock anyone out.
    private DateTimeOffset Sane(Allowance allowance, DateTimeOffset now) => FullAt - now > allowance.Period * allowance.Burst ? now : FullAt;
}
