using Microsoft.AspNetCore.SignalR.Client;

namespace TrainingHub.Client;

/// <summary>Never gives up: at once, then after 1, 2, 5 and ever again 10 s, each up to a fifth longer so that a thousand devices do not come back at one moment.</summary>
/// <param name="lost">Told that the line is lost, before anything comes of it: SignalR raises its own event of that in the thread pool, where it may come after the line is back.</param>
internal sealed class ReconnectPolicy(Action lost) : IRetryPolicy
{
    private static readonly int[] Seconds = [0, 1, 2, 5, 10];

    public TimeSpan? NextRetryDelay(RetryContext retryContext)
    {
        if (retryContext.PreviousRetryCount == 0)
        {
            lost();
        }

        var seconds = Seconds[Math.Min(retryContext.PreviousRetryCount, Seconds.Length - 1)];
        return TimeSpan.FromSeconds(seconds * (1 + Random.Shared.NextDouble() / 5));
    }
}
