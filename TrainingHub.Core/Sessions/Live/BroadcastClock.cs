namespace TrainingHub.Core.Sessions.Live;

/// <summary>
/// One clock for all sessions' broadcast windows. It beats ten times a window, and feeds whose windows end in one beat are told together:
/// a timer for each session wakes a thread some four times a second for each, which costs more than what it then has to do. Safe from any thread.
/// </summary>
internal sealed class BroadcastClock : IDisposable
{
    private const int BeatsAWindow = 10;

    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly TimeSpan _beat;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, List<SessionFeed>> _waiting = []; // by the beat in which they are told; guarded by the gate
    private long _armedFor = long.MaxValue; // guarded by the gate

    public BroadcastClock(TimeSpan window, TimeProvider time)
    {
        (Window, _time, _start) = (window, time, time.GetTimestamp());
        _beat = TimeSpan.FromTicks(Math.Max(window.Ticks / BeatsAWindow, TimeSpan.TicksPerMillisecond));
        _timer = time.CreateTimer(static clock => ((BroadcastClock)clock!).Tell(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public TimeSpan Window { get; }

    /// <summary>The beat that it is now, counted from the clock's beginning.</summary>
    public long Beat => BeatAt(_time.GetElapsedTime(_start));

    /// <summary>The beat in which a window ends that begins now: the last one that begins before it is over, so that nothing waits for longer.</summary>
    public long WindowEnd => BeatAt(_time.GetElapsedTime(_start) + Window);

    /// <summary>Tells a feed when a beat has come; one that has passed comes at once.</summary>
    public void TellAt(long beat, SessionFeed feed)
    {
        lock (_gate)
        {
            if (!_waiting.TryGetValue(beat, out var feeds))
            {
                _waiting.Add(beat, feeds = []);
            }

            feeds.Add(feed);
            if (beat < _armedFor)
            {
                Arm(beat);
            }
        }
    }

    public void Dispose() => _timer.Dispose();

    private long BeatAt(TimeSpan since) => since.Ticks / _beat.Ticks;

    private void Arm(long beat)
    {
        _armedFor = beat;
        // Timers count whole milliseconds and cut off the rest: one that comes before the beat would have to be set again.
        var left = Math.Ceiling(((_beat * beat) - _time.GetElapsedTime(_start)).TotalMilliseconds);
        _timer.Change(TimeSpan.FromMilliseconds(Math.Max(left, 0)), Timeout.InfiniteTimeSpan);
    }

    private void Tell()
    {
        List<SessionFeed> due = [];
        lock (_gate)
        {
            var now = Beat;
            _armedFor = long.MaxValue;
            while (_waiting.Count > 0 && _waiting.First() is var (beat, feeds))
            {
                if (beat > now)
                {
                    Arm(beat);
                    break;
                }

                due.AddRange(feeds);
                _waiting.Remove(beat);
            }
        }

        foreach (var feed in due)
        {
            feed.FlushDue();
        }
    }
}
