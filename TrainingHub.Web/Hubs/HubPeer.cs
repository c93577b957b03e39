using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Telemetry;

namespace TrainingHub.Web.Hubs;

/// <summary>One connection of the hub, for as long as it lives.</summary>
public sealed class HubPeer(HubConnectionContext connection, HubLimits limits, TimeProvider time) : IAsyncDisposable
{
    private readonly SemaphoreSlim _joining = new(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, WatchPump> _pumps = [];
    private ITimer? _untilJoined;
    private bool _closed;
    private int _calls;
    private TaskCompletionSource? _answered;

    public string ConnectionId => connection.ConnectionId;

    public Caller Caller { get; } = connection.User.ToCaller();

    /// <summary>In what it has joined: the widest, where it is in several sessions; null where it is in none.</summary>
    public AudienceKind? JoinedAs
    {
        get
        {
            lock (_gate)
            {
                return _pumps.Values.Min(pump => pump.Audience);
            }
        }
    }

    /// <summary>Closes the connection if it has not joined a session in time.</summary>
    public void CloseUnlessJoined()
        => _untilJoined = time.CreateTimer(static peer => ((HubPeer)peer!).Abort(), this, limits.JoinWithin, Timeout.InfiniteTimeSpan);

    /// <summary>A call has come in; with <see cref="CallEnded"/> it is known when all are answered.</summary>
    public void CallBegan()
    {
        lock (_gate)
        {
            _calls++;
        }
    }

    public void CallEnded()
    {
        lock (_gate)
        {
            if (--_calls == 0)
            {
                _answered?.TrySetResult();
            }
        }
    }

    /// <summary>Answers what was asked, then tells the client to go and come back.</summary>
    public async Task SendAwayAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_calls == 0)
            {
                _answered.SetResult();
            }
        }

        await _answered.Task.WaitAsync(cancellationToken);
        await connection.WriteAsync(new CloseMessage(error: null, allowReconnect: true), cancellationToken);
    }

    /// <summary>Closes the connection, without waiting for it.</summary>
    public void Abort() => connection.Abort();

    /// <summary>Joins a session; what the connection hears of it goes through the pump. A second join of the same session takes the first one's place without a gap or a repetition.</summary>
    public async Task<JoinReply> JoinAsync(string sessionId, DoorMeter meter, ILogger logger, Func<WatchPump, Task<JoinReply>> join)
    {
        await _joining.WaitAsync(connection.ConnectionAborted);
        try
        {
            var pump = new WatchPump(connection, limits.SendTimeout, time, meter, logger, ended => Forget(sessionId, ended));
            var reply = await join(pump);
            if (reply.Watch is { } watch)
            {
                await PumpAsync(sessionId, pump, watch);
            }

            return reply;
        }
        finally
        {
            _joining.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        WatchPump[] pumps;
        lock (_gate)
        {
            _closed = true;
            pumps = [.. _pumps.Values];
            _pumps.Clear();
        }

        if (_untilJoined is not null)
        {
            await _untilJoined.DisposeAsync();
        }

        await Task.WhenAll(pumps.Select(pump => pump.StopAsync()));
    }

    private async Task PumpAsync(string sessionId, WatchPump pump, SessionWatch watch)
    {
        _untilJoined?.Dispose();
        WatchPump? before;
        bool closed;
        lock (_gate)
        {
            (before, closed) = (_pumps.GetValueOrDefault(sessionId), _closed);
            if (!closed)
            {
                _pumps[sessionId] = pump;
            }
        }

        if (before is not null)
        {
            await before.StopAsync();
        }

        pump.Start(watch);
        if (closed)
        {
            await pump.StopAsync();
        }
    }

    private void Forget(string sessionId, WatchPump ended)
    {
        lock (_gate)
        {
            if (_pumps.GetValueOrDefault(sessionId) == ended)
            {
                _pumps.Remove(sessionId);
            }
        }
    }
}
