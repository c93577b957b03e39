using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Logging;

namespace TrainingHub.Client;

// Joining, and joining again after a reconnect.
public sealed partial class TrainingHubClient
{
    private static readonly TimeSpan RetryRejoinAfter = TimeSpan.FromSeconds(2);

    /// <summary>Joins a session; its events come from now on, a <see cref="TrainingEvent.SessionSnapshot"/> first. Shows the server this device's clock.</summary>
    public async Task<JoinAck> JoinAsync(string sessionId, JoinRole role, CancellationToken cancellationToken = default)
    {
        await _joining.WaitAsync(cancellationToken);
        JoinAck ack;
        try
        {
            JoinedSession session;
            lock (_gate)
            {
                if (!_sessions.TryGetValue(sessionId, out session!))
                {
                    _sessions[sessionId] = session = new JoinedSession(sessionId, role);
                }

                session.Joining();
            }

            ack = await AskAsync(session, role, null, cancellationToken);
        }
        finally
        {
            _joining.Release();
        }

        if (ack.Ok)
        {
            SessionJoined?.Invoke(sessionId);
        }

        return ack;
    }

    /// <summary>Leaves a session; nothing more is told of it.</summary>
    public async Task<Ack> LeaveAsync(string sessionId, CancellationToken cancellationToken = default)
    {
        var ack = await CallAsync<Ack>(HubMethods.Leave, new OfSession(sessionId), cancellationToken);
        lock (_gate)
        {
            _sessions.Remove(sessionId);
        }

        return ack;
    }

    /// <summary>Whether calls about a session can be made now.</summary>
    internal bool IsIn(string sessionId)
    {
        lock (_gate)
        {
            return State == HubConnectionState.Connected && _rejoined.Task.IsCompleted && _sessions.TryGetValue(sessionId, out var session) && session.Joined;
        }
    }

    private async Task<JoinAck> AskAsync(JoinedSession session, JoinRole role, SeenUpTo? seen, CancellationToken cancellationToken)
    {
        JoinAck? ack = null;
        try
        {
            ack = await InvokeAsync<JoinAck>(HubMethods.Join, new JoinCall(session.SessionId, role, seen?.Epoch, seen?.Seq, _time.GetUtcNow()), cancellationToken);
            return ack;
        }
        finally
        {
            lock (_gate)
            {
                if (ack is { Ok: true, Session: { } joined })
                {
                    session.Role = role;
                    Tell(session.Answered(joined, ack.Epoch, ack.ServerTime ?? _time.GetUtcNow()));
                }
                else if (ack is { Ok: true, Resumed: true } && seen is not null)
                {
                    Tell(session.Resumed(ack.Epoch));
                }
                else if (ack?.Error?.Code == ErrorCodes.Disconnected && session.Joined)
                {
                    session.Lost();
                }
                else
                {
                    Tell(session.Refused());
                    if (!session.Joined)
                    {
                        _sessions.Remove(session.SessionId);
                    }
                }
            }
        }
    }

    private void WaitForRejoin()
    {
        lock (_gate)
        {
            // Who waited for the last one finds the connection gone, and says so.
            _rejoined.TrySetResult();
            _rejoined = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            foreach (var session in _sessions.Values)
            {
                session.Joining();
            }
        }
    }

    private async Task RejoinAsync()
    {
        TaskCompletionSource rejoined;
        JoinedSession[] sessions;
        lock (_gate)
        {
            rejoined = _rejoined;
            sessions = [.. _sessions.Values.Where(session => session.Joined)];
        }

        try
        {
            foreach (var session in sessions)
            {
                await RejoinAsync(session);
            }
        }
        catch (OperationCanceledException) when (_disposing.IsCancellationRequested)
        {
            // Disposed while it came back: there is nobody left to join for.
        }
        finally
        {
            rejoined.TrySetResult();
        }

        foreach (var session in sessions)
        {
            SessionJoined?.Invoke(session.SessionId);
        }
    }

    private async Task RejoinAsync(JoinedSession session)
    {
        while (true)
        {
            await _joining.WaitAsync(_disposing.Token);
            JoinAck ack;
            try
            {
                SeenUpTo? seen;
                lock (_gate)
                {
                    seen = session.Seen;
                    session.Joining();
                }

                ack = await AskAsync(session, session.Role, seen, _disposing.Token);
            }
            finally
            {
                _joining.Release();
            }

            switch (ack.Error)
            {
                // Lost again: the next reconnect comes back to this.
                case null or { Code: ErrorCodes.Disconnected }:
                    return;
                case { Code: ErrorCodes.Unavailable or ErrorCodes.RateLimited } error:
                    await Task.Delay(error.RetryAfterMs is { } ms ? TimeSpan.FromMilliseconds(ms) : RetryRejoinAfter, _time, _disposing.Token);
                    break;
                case { } error:
                    LogJoinLost(session.SessionId, error.Code);
                    Forget(session, error);
                    return;
            }
        }
    }

    private void Forget(JoinedSession session, HubError error)
    {
        lock (_gate)
        {
            if (_sessions.Remove(session.SessionId))
            {
                Tell([new TrainingEvent.JoinLost(error) { SessionId = session.SessionId, Seq = 0, At = _time.GetUtcNow() }]);
            }
        }
    }

    [LoggerMessage(EventId = 4002, Level = LogLevel.Warning, Message = "Session {SessionId} could not be joined again: {Code}")]
    private partial void LogJoinLost(string sessionId, string code);

    private sealed record JoinCall(string SessionId, JoinRole Role, string? Epoch, long? SinceSeq, DateTimeOffset ClientTime);
}
