namespace TrainingHub.Core.Sessions.Live;

/// <summary>One timer of a session's writer: calls back once at the earliest instant asked for. Only the writer uses it.</summary>
internal sealed class SessionAlarm(TimeProvider time, Action onTime) : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly ITimer _timer = time.CreateTimer(static call => ((Action)call!)(), onTime, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Replaces the instant that was set before.</summary>
    public void WakeAt(DateTimeOffset at)
    {
        var left = at - time.GetUtcNow();
        _timer.Change(left < TimeSpan.Zero ? TimeSpan.Zero : left > Longest ? Longest : left, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();
}
