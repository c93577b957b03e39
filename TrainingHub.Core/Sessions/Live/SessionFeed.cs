using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace TrainingHub.Core.Sessions.Live;

/// <summary>
/// Tells a session's watchers what is new. Broadcast is derived: a watch holds a position, and what it is sent is computed from there, out of the newest state
/// and the last events that are not metrics. Metrics are merged within the window; anything else goes out at once, after the metrics that came before it.
/// </summary>
internal sealed partial class SessionFeed
{
    private readonly Lock _gate = new();
    private readonly BroadcastClock _clock;
    private readonly ILogger _logger;
    private readonly SessionHistory _history; // guarded by the gate
    private readonly Dictionary<Audience, FeedGroup> _groups = [];
    private readonly HashSet<FeedGroup> _waiting = [];
    private readonly Dictionary<string, FeedWatch> _byConnection = [];
    private SessionState _state;
    private long _askedFor = long.MaxValue; // the beat; guarded by the gate

    /// <param name="epoch">The journal's, or one of its own where what the journal holds of the session was changed while the server ran.</param>
    public SessionFeed(SessionHistory history, string epoch, BroadcastClock clock, ILogger logger)
        => (_state, _history, Epoch, _clock, _logger) = (history.State, history, epoch, clock, logger);

    /// <summary>The newest committed state.</summary>
    public SessionState State => Volatile.Read(ref _state);

    /// <summary>Another one means that what the journal holds of the session is another.</summary>
    public string Epoch { get; }

    public bool HasWatches
    {
        get
        {
            lock (_gate)
            {
                return _groups.Count > 0;
            }
        }
    }

    /// <summary>Opaque: the session's epoch and as whom one looks, since what was seen as another does not go on as this one.</summary>
    public string EpochOf(Audience audience) => $"{Epoch}-{audience.Kind switch { AudienceKind.Staff => "s", AudienceKind.Observer => "o", _ => audience.PlayerId }}";

    /// <param name="connectionId">A connection has one watch: an earlier one of it goes without a word. Null for who looks on without joining.</param>
    /// <param name="resume">Goes on from there where all that was missed is still known; else from now.</param>
    public FeedWatch Subscribe(Audience audience, string? connectionId, ResumeFrom? resume, Action<SessionWatch> onReady)
    {
        lock (_gate)
        {
            var before = connectionId is null ? null : _byConnection.GetValueOrDefault(connectionId);
            if (before is not null)
            {
                Remove(before);
                // Each event at most once a connection, whatever it says that it has seen.
                resume = resume is { } seen && before.Audience == audience && seen.Seq < before.Position ? seen with { Seq = before.Position } : resume;
            }

            if (!_groups.TryGetValue(audience, out var group))
            {
                _groups.Add(audience, group = new FeedGroup(audience));
            }

            var resumes = resume is not null && resume.Epoch == EpochOf(audience) && _history.Reaches(resume.Seq, audience);
            var watch = new FeedWatch(this, group, _state, connectionId, resumes ? resume!.Seq : null, onReady);
            group.Watches = group.Watches.Add(watch);
            if (connectionId is not null)
            {
                _byConnection[connectionId] = watch;
            }

            return watch;
        }
    }

    /// <summary>Publishes a committed state with the events that led to it. Only the session's writer calls this.</summary>
    /// <param name="committed">Each event with the state just after it, in order.</param>
    /// <param name="receivedAt">When the first call came that led to them; null where none did.</param>
    public void Publish(SessionState state, IReadOnlyList<FeedEntry> committed, long? receivedAt)
    {
        List<FeedGroup> due = [];
        lock (_gate)
        {
            Volatile.Write(ref _state, state);
            foreach (var entry in committed)
            {
                _history.Add(entry);
                Notice(entry.Event, state);
            }

            CollectDue(due, receivedAt);
        }

        Signal(due);
    }

    /// <summary>Puts watches out; what waits for them may still be taken.</summary>
    /// <param name="interrupted">By a fault: the watchers are to come again.</param>
    public void End(Func<FeedWatch, bool> which, bool interrupted = false)
    {
        List<FeedWatch> ended = [];
        lock (_gate)
        {
            foreach (var group in _groups.Values.ToArray())
            {
                foreach (var watch in group.Watches.Where(which))
                {
                    watch.MarkEnded(_state, interrupted);
                    ended.Add(watch);
                    Remove(watch);
                }
            }
        }

        foreach (var watch in ended)
        {
            Tell(watch);
        }
    }

    public void Unsubscribe(FeedWatch watch)
    {
        lock (_gate)
        {
            Remove(watch);
        }
    }

    /// <summary>What is new for a watch; null where nothing is due or nothing concerns it.</summary>
    public SessionUpdate? Take(FeedWatch watch)
    {
        SessionState state;
        ImmutableArray<FeedEntry> missed;
        long from;
        long? receivedAt;
        lock (_gate)
        {
            if (!watch.Ready)
            {
                return null;
            }

            (watch.Ready, from, state) = (false, watch.Position, watch.Last?.SharingAsIn(_state) ?? _state);
            watch.Position = state.Seq;
            (receivedAt, watch.WaitsSince) = (watch.WaitsSince, null);
            if (from == state.Seq)
            {
                return null;
            }

            // What was made for one that was put out may show what the player has hidden since.
            if (watch.Last is null && watch.Group.Latest is { } latest && latest.FromSeq == from && latest.ToSeq == state.Seq)
            {
                return latest.Items.IsEmpty ? null : latest;
            }

            missed = _history.Between(from, state.Seq, watch.Audience);
        }

        var update = FeedItems.Since(from, state, watch.Audience, missed);
        update.ReceivedAt = receivedAt;
        lock (_gate)
        {
            watch.Group.Latest = update;
        }

        return update.Items.IsEmpty ? null : update;
    }

    /// <summary>Tells whose window is over; the clock calls this in the beat that was asked for.</summary>
    public void FlushDue()
    {
        List<FeedGroup> due = [];
        lock (_gate)
        {
            _askedFor = long.MaxValue;
            CollectDue(due, receivedAt: null);
        }

        Signal(due);
    }

    private void Notice(SessionEvent @event, SessionState state)
    {
        var urgent = SessionHistory.IsKept(@event);
        // A choice concerns who saw the player until now, too.
        if (@event.Subject is { } playerId && @event is not SessionEvent.SharingChosen && !state.SharesWithTeam(playerId))
        {
            // No player's cost grows with the others' number: a player's event looks at three groups.
            Notice(Audience.Staff, urgent);
            Notice(Audience.Observers, urgent);
            Notice(Audience.Player(playerId), urgent);
            return;
        }

        foreach (var group in _groups.Values)
        {
            Notice(group, urgent);
        }
    }

    private void Notice(Audience audience, bool urgent)
    {
        if (_groups.TryGetValue(audience, out var group))
        {
            Notice(group, urgent);
        }
    }

    private void Notice(FeedGroup group, bool urgent)
    {
        group.Urgent |= urgent;
        _waiting.Add(group);
    }

    private void CollectDue(List<FeedGroup> due, long? receivedAt)
    {
        var now = _clock.Beat;
        var next = long.MaxValue;
        foreach (var group in _waiting)
        {
            group.WaitsSince ??= receivedAt;
            if (group.Urgent || group.DueAt <= now)
            {
                (group.Urgent, group.DueAt) = (false, _clock.WindowEnd);
                foreach (var watch in group.Watches)
                {
                    watch.Ready = true;
                    watch.WaitsSince ??= group.WaitsSince;
                }

                group.WaitsSince = null;
                due.Add(group);
            }
            else
            {
                next = Math.Min(next, group.DueAt);
            }
        }

        _waiting.ExceptWith(due);
        if (next < _askedFor)
        {
            _askedFor = next;
            _clock.TellAt(next, this);
        }
    }

    private void Signal(List<FeedGroup> due)
    {
        foreach (var group in due)
        {
            foreach (var watch in group.Watches)
            {
                Tell(watch);
            }
        }
    }

    private void Tell(FeedWatch watch)
    {
        try
        {
            watch.OnReady(watch);
        }
        catch (Exception exception)
        {
            // One watcher's fault must not reach the session or the others.
            LogWatcherFailed(exception, State.SessionId);
        }
    }

    private void Remove(FeedWatch watch)
    {
        var group = watch.Group;
        group.Watches = group.Watches.Remove(watch);
        if (watch.ConnectionId is { } connectionId && _byConnection.GetValueOrDefault(connectionId) == watch)
        {
            _byConnection.Remove(connectionId);
        }

        if (group.Watches.IsEmpty && _groups.GetValueOrDefault(group.Audience) == group)
        {
            _groups.Remove(group.Audience);
            _waiting.Remove(group);
        }
    }

    [LoggerMessage(EventId = 1101, Level = LogLevel.Error, Message = "A watcher of session {SessionId} failed when it was told of an update.")]
    private partial void LogWatcherFailed(Exception exception, string sessionId);
}
