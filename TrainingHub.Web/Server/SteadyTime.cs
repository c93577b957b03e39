namespace TrainingHub.Web.Server;

/// <summary>
/// The server's clock: the machine's wall clock as it was at <see cref="Follow"/>, carried on by the clock that only runs forward. Where someone sets the wall clock
/// in the middle of a session, the session's clock, its limits and its grace periods run on as if nothing had happened.
/// </summary>
public sealed class SteadyTime(TimeProvider machine) : TimeProvider
{
    private readonly Lock _gate = new();
    private DateTimeOffset _wall = machine.GetUtcNow();
    private long _at = machine.GetTimestamp();

    public SteadyTime()
        : this(System)
    {
    }

    /// <summary>How far the wall clock is ahead of this one.</summary>
    public TimeSpan Difference => machine.GetUtcNow() - GetUtcNow();

    public override long TimestampFrequency => machine.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => machine.LocalTimeZone;

    /// <summary>Takes the wall clock's time.</summary>
    public void Follow()
    {
        lock (_gate)
        {
            (_wall, _at) = (machine.GetUtcNow(), machine.GetTimestamp());
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _wall + machine.GetElapsedTime(_at);
        }
    }

    public override long GetTimestamp() => machine.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => machine.CreateTimer(callback, state, dueTime, period);
}
