using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Replay;
using TrainingHub.Core.Traces;

namespace TrainingHub.Core.Sessions.Live;

/// <summary>The sessions in memory: opened on first use, let go when they are over or stale. One of these a process.</summary>
public sealed partial class LiveSessions : ISessions, IAsyncDisposable
{
    private static readonly Refusal ShuttingDown = Refusal.Unavailable("The server is shutting down; come back in a moment.");

    private readonly ConcurrentDictionary<string, Lazy<Task<LiveSession?>>> _open = new();
    private readonly ConcurrentDictionary<string, LiveSession> _live = new();
    private readonly ConcurrentDictionary<string, ImmutableHashSet<string>> _joined = new(); // session ids by connection id
    private readonly ISessionJournal _journal;
    private readonly ISessionProjection _projection;
    private readonly LiveSessionPorts _ports;
    private readonly LiveTraces _traces;
    private volatile bool _stopping;

    public LiveSessions(ISessionJournal journal, ISessionProjection projection, SessionsSettings settings, TimeProvider time, ILogger<LiveSessions> logger)
    {
        (_journal, _projection, _traces) = (journal, projection, new LiveTraces(journal, time));
        _ports = new LiveSessionPorts(journal, projection, settings, time, new BroadcastClock(settings.BroadcastWindow, time), logger, Forget);
    }

    public IReadOnlyCollection<SessionState> InMemory
        => [.. _live.Values.Select(live => live.Feed.State).Where(state => state.Seq > 0)];

    /// <summary>Opens sessions that were live when the process ended, so that each goes on.</summary>
    public async Task OpenAsync(IEnumerable<string> sessionIds, CancellationToken cancellationToken)
        => await Parallel.ForEachAsync(sessionIds, cancellationToken, async (sessionId, _) => await FindLiveAsync(sessionId));

    public async Task<SessionReply> CreateAsync(Caller caller, NewSession session, CancellationToken cancellationToken)
    {
        if (_stopping)
        {
            return new SessionReply(0, ShuttingDown);
        }

        var open = new Lazy<Task<LiveSession?>>(() => Task.FromResult<LiveSession?>(Open(session.SessionId, new SessionHistory(Session.Empty(_ports.Settings.Limits)), 0, _journal.Epoch)));
        if (!_open.TryAdd(session.SessionId, open))
        {
            return new SessionReply(0, Refusal.Conflict("A session with this id exists already."));
        }

        var live = (await open.Value)!;
        var call = new Mail.Call(caller, new SessionCommand.Create(session), null, _ports.Time.GetTimestamp());
        if (!await live.PostAsync(call, cancellationToken))
        {
            return new SessionReply(0, ShuttingDown);
        }

        var reply = await call.Reply.Task;
        if (reply.Ok)
        {
            await _projection.CaughtUpAsync(session.SessionId, reply.Seq, cancellationToken);
        }
        else
        {
            live.Close();
        }

        return reply;
    }

    public async Task<SessionReply> SendAsync(Caller caller, string sessionId, SessionCommand command, string? connectionId, CancellationToken cancellationToken)
    {
        var call = new Mail.Call(caller, command, connectionId, _ports.Time.GetTimestamp());
        return await PostAsync(sessionId, call, cancellationToken) is { } refusal ? new SessionReply(0, refusal) : await call.Reply.Task;
    }

    public async Task<JoinReply> JoinAsync(
        Caller caller, string sessionId, SessionCommand.Join join, string connectionId, TimeSpan? clockOffset, ResumeFrom? resume, Action<SessionWatch> onReady, CancellationToken cancellationToken)
    {
        // Noted first: a connection that is lost while it joins must still be found.
        _joined.AddOrUpdate(connectionId, [sessionId], (_, sessions) => sessions.Add(sessionId));
        var mail = new Mail.Join(caller, join, connectionId, clockOffset, resume, onReady);
        try
        {
            if (await PostAsync(sessionId, mail, cancellationToken) is { } refusal)
            {
                return new JoinReply(null, refusal);
            }

            var reply = await mail.Reply.Task;
            if (!IsNoted(connectionId, sessionId))
            {
                // It was lost before its join came to the session's writer, who must hear of it now.
                await LoseAsync(sessionId, connectionId);
            }

            return reply;
        }
        finally
        {
            if (cancellationToken.IsCancellationRequested)
            {
                await DisconnectAsync(connectionId);
            }
        }
    }

    public async Task<JoinReply> WatchAsync(Caller caller, string sessionId, Action<SessionWatch> onReady, CancellationToken cancellationToken)
    {
        var look = new Mail.Look(caller, onReady);
        return await PostAsync(sessionId, look, cancellationToken) is { } refusal ? new JoinReply(null, refusal) : await look.Reply.Task;
    }

    public async Task<FindReply> FindAsync(Caller caller, string sessionId, CancellationToken cancellationToken)
    {
        if (await FindLiveAsync(sessionId).WaitAsync(cancellationToken) is not { Feed.State: { Seq: > 0 } state })
        {
            return new FindReply(null, Refusal.NotFound);
        }

        if (Permissions.ViewOf(caller, state) is { } audience)
        {
            return new FindReply(new SessionView(state, audience));
        }

        return new FindReply(null, state.Removed.ContainsKey(caller.UserId) ? state.RemovalOf(caller.UserId) : Refusal.NotFound);
    }

    public async Task<EventsReply> ReadAsync(Caller caller, string sessionId, long afterSeq, CancellationToken cancellationToken)
    {
        var found = await FindAsync(caller, sessionId, cancellationToken);
        if (found.View is not { State: var state })
        {
            return new EventsReply(null, found.Refusal);
        }

        return Permissions.MayReadEvents(caller, state)
            ? new EventsReply(_journal.ReadAsync(sessionId, afterSeq, cancellationToken))
            : new EventsReply(null, Refusal.Forbidden("Only the session's trainer and admins may read its events."));
    }

    public async Task<RecordingReply> RecordingAsync(Caller caller, string sessionId, CancellationToken cancellationToken)
    {
        var found = await FindAsync(caller, sessionId, cancellationToken);
        return found.View is { } view
            ? new RecordingReply(await SessionRecording.ReadAsync(_journal.ReadAsync(sessionId, 0, cancellationToken), _ports.Settings.Limits, cancellationToken), view.Audience)
            : new RecordingReply(null, Refusal: found.Refusal);
    }

    public async Task<TraceReply> TracesAsync(Caller caller, string sessionId, TraceRequest request, CancellationToken cancellationToken)
    {
        var found = await FindAsync(caller, sessionId, cancellationToken);
        if (found.View is null || await FindLiveAsync(sessionId).WaitAsync(cancellationToken) is not { } live)
        {
            return new TraceReply(null, found.Refusal ?? Refusal.NotFound);
        }

        // By the newest state, not by the one from before it was read: a choice may have come meanwhile.
        return await _traces.ReadAsync(sessionId, live.Feed.Epoch, fold => SeeTraces(caller, live.Feed.State, fold, request), cancellationToken);
    }

    public async Task DisconnectAsync(string connectionId)
    {
        if (!_joined.TryRemove(connectionId, out var sessionIds))
        {
            return;
        }

        foreach (var sessionId in sessionIds)
        {
            await LoseAsync(sessionId, connectionId);
        }
    }

    /// <summary>Takes no more calls (<c>unavailable</c>), and returns when every session has written and answered what it had taken.</summary>
    public async Task StopAsync()
    {
        _stopping = true;
        foreach (var open in _open.Values)
        {
            if (await open.Value is { } live)
            {
                await live.DisposeAsync();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _ports.Clock.Dispose();
    }

    private static TraceReply SeeTraces(Caller caller, SessionState state, TraceFold fold, TraceRequest request)
        => (Permissions.Of(caller, state, null) & Permissions.Allowed(SessionRead.Traces)) != 0 && Permissions.ViewOf(caller, state) is { } audience
            ? new TraceReply(fold.See(new SessionView(state, audience), request))
            : new TraceReply(null, Refusal.NotFound);

    private bool IsNoted(string connectionId, string sessionId) => _joined.TryGetValue(connectionId, out var sessions) && sessions.Contains(sessionId);

    // Only where it is open: a session that is not in memory holds no connection.
    private async Task LoseAsync(string sessionId, string connectionId)
    {
        if (_open.TryGetValue(sessionId, out var open) && await open.Value is { } live)
        {
            await live.PostAsync(new Mail.Disconnect(connectionId), CancellationToken.None);
        }
    }

    /// <returns>Null when the mail is in the session's box, else why it is not.</returns>
    private async Task<Refusal?> PostAsync(string sessionId, Mail mail, CancellationToken cancellationToken)
    {
        while (!_stopping)
        {
            if (await FindLiveAsync(sessionId).WaitAsync(cancellationToken) is not { } live)
            {
                return Refusal.NotFound;
            }

            if (await live.PostAsync(mail, cancellationToken))
            {
                return null;
            }

            // It is leaving memory; when it is gone it can be opened anew.
            await live.Completion.WaitAsync(cancellationToken);
        }

        return ShuttingDown;
    }

    private async Task<LiveSession?> FindLiveAsync(string sessionId)
    {
        var open = _open.GetOrAdd(sessionId, id => new Lazy<Task<LiveSession?>>(() => ReadBackAsync(id, _journal.Epoch)));
        try
        {
            var live = await open.Value;
            if (live is null)
            {
                _open.TryRemove(new(sessionId, open));
            }

            return live;
        }
        catch
        {
            _open.TryRemove(new(sessionId, open));
            throw;
        }
    }

    private async Task<LiveSession?> ReadBackAsync(string sessionId, string epoch)
    {
        var kept = SnapshotJson.Read(await _journal.FindSnapshotAsync(sessionId, CancellationToken.None), _ports.Settings.Limits);
        var history = new SessionHistory(kept ?? Session.Empty(_ports.Settings.Limits));
        var snapshotAt = history.State.Seq;
        await foreach (var journalled in _journal.ReadAsync(sessionId, snapshotAt, CancellationToken.None))
        {
            history.Evolve(journalled.Event);
        }

        return history.State.Seq == 0 ? null : Open(sessionId, history, snapshotAt, epoch);
    }

    private void Forget(LiveSession session)
    {
        _live.TryRemove(new(session.SessionId, session));
        _open.TryRemove(session.SessionId, out _);
    }

    private LiveSession Open(string sessionId, SessionHistory history, long snapshotAt, string epoch)
    {
        var live = new LiveSession(sessionId, history, snapshotAt, epoch, _ports);
        _live[sessionId] = live;
        live.Start();
        return live;
    }
}
