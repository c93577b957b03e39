namespace TrainingHub.Core.Sessions.Live;

/// <summary>One timer of a session's writer: wakes it once at the instant last asked for. Only the writer sets it.</summary>
internal sealed class SessionAlarm : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly TimeProvider _time;
    private readonly Func<bool> _wake;
    private readonly TimeSpan _retryAfter;
    private readonly ITimer _timer;

    /// <param name="wake">False where the writer could not be told: it is tried again <paramref name="retryAfter"/>.</param>
    public SessionAlarm(TimeProvider time, Func<bool> wake, TimeSpan retryAfter)
    {
        (_time, _wake, _retryAfter) = (time, wake, retryAfter);
        _timer = time.CreateTimer(static alarm => ((SessionAlarm)alarm!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Replaces the instant that was set before.</summary>
    public void WakeAt(DateTimeOffset at)
    {
        var left = at - _time.GetUtcNow();
        _timer.Change(left < TimeSpan.Zero ? TimeSpan.Zero : left > Longest ? Longest : left, Timeout.InfiniteTimeSpan);
    }

    private void Ring()
    {
        if (!_wake())
        {
            _timer.Change(_retryAfter, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();
}
