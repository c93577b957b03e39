using System.Threading.RateLimiting;

namespace TrainingHub.Web.Joining;

/// <summary>
/// Counts wrong codes from everywhere together: many addresses that each guess a little are slowed as one. While too many are wrong, a code lets in only who is on the roster
/// and would come in without one; who was to be let in by the code alone is told to wait, so that a right guess among the wrong ones gains nothing.
/// </summary>
public sealed class WrongCodes : IDisposable
{
    /// <summary>Wrong codes at once, and one more each <see cref="Period"/>.</summary>
    public const int Burst = 500;

    public static readonly TimeSpan Period = TimeSpan.FromSeconds(0.5);

    private readonly TokenBucketRateLimiter _allowed = new(new TokenBucketRateLimiterOptions { TokenLimit = Burst, TokensPerPeriod = 1, ReplenishmentPeriod = Period });

    /// <summary>Whether more codes are guessed than people mistype.</summary>
    public bool AreTooMany => _allowed.GetStatistics() is { CurrentAvailablePermits: 0 };

    public void Count()
    {
        using var lease = _allowed.AttemptAcquire();
    }

    public void Dispose() => _allowed.Dispose();
}
