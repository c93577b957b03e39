using Microsoft.AspNetCore.SignalR.Client;

namespace TrainingHub.Client;

/// <summary>Never gives up: at once, then after 1, 2, 5 and ever again 10 s, each up to a fifth longer so that a thousand devices do not come back at one moment.</summary>
internal sealed class ReconnectPolicy : IRetryPolicy
{
    private static readonly int[] Seconds = [0, 1, 2, 5, 10];

    public TimeSpan? NextRetryDelay(RetryContext retryContext)
    {
        var seconds = Seconds[Math.Min(retryContext.PreviousRetryCount, Seconds.Length - 1)];
        return TimeSpan.FromSeconds(seconds * (1 + Random.Shared.NextDouble() / 5));
    }
}
