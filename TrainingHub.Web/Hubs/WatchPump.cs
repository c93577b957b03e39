using Microsoft.AspNetCore.SignalR;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Telemetry;

namespace TrainingHub.Web.Hubs;

/// <summary>
/// Writes one session's updates to one connection, one at a time and in order. It holds no queue: while a write waits for a slow receiver
/// nothing is taken, and what is new by then comes merged. A receiver that takes nothing for <paramref name="patience"/> is let go.
/// </summary>
public sealed partial class WatchPump(HubConnectionContext connection, TimeSpan patience, TimeProvider time, DoorMeter meter, ILogger logger, Action<WatchPump> ended)
{
    private const int Idle = 0, Busy = 1, BusyAndAsked = 2, Stopped = 3;

    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _state = Busy; // held until Start
    private SessionWatch? _watch;
    private Task _draining = Task.CompletedTask;

    /// <summary>As whom the connection hears; null before <see cref="Start"/>.</summary>
    public AudienceKind? Audience => _watch?.Audience.Kind;

    /// <summary>Writes what waits, and from now on whatever comes.</summary>
    public void Start(SessionWatch watch)
    {
        _watch = watch;
        _draining = DrainAsync(watch);
    }

    /// <summary>Something may be taken: writes it, here and now as far as the connection takes it at once.</summary>
    public void OnReady(SessionWatch watch)
    {
        while (true)
        {
            var state = Volatile.Read(ref _state);
            var next = state switch { Idle => Busy, Busy => BusyAndAsked, _ => state };
            if (Interlocked.CompareExchange(ref _state, next, state) == state)
            {
                if (state == Idle)
                {
                    _draining = DrainAsync(watch);
                }

                return;
            }
        }
    }

    /// <summary>Ends the subscription; when this returns nothing more is written.</summary>
    public async Task StopAsync()
    {
        _watch?.Dispose();
        if (Interlocked.Exchange(ref _state, Stopped) is Busy or BusyAndAsked)
        {
            await _stopped.Task;
        }

        await _draining;
    }

    private async Task DrainAsync(SessionWatch watch)
    {
        try
        {
            do
            {
                while (Volatile.Read(ref _state) != Stopped && watch.TryTake(out var update))
                {
                    var messages = update.Encoded(Encode);
                    foreach (var message in messages)
                    {
                        await WriteAsync(message);
                    }

                    meter.Written(update, messages.Length);
                }
            }
            while (!Rests());
        }
        catch (Exception error)
        {
            // Half an update would be a gap, so the connection goes; the client comes back and gets all of it.
            if (!connection.ConnectionAborted.IsCancellationRequested)
            {
                Note(error, watch.Initial.State.SessionId);
                connection.Abort();
            }

            _stopped.TrySetResult();
        }

        if (watch.Interrupted)
        {
            // It would hear nothing more and not know; the client comes back, joins again and gets all of it.
            connection.Abort();
        }

        if (watch.Ended)
        {
            ended(this);
        }
    }

    // The transport's own limit is on a send that has begun; a peer whose buffer for a stateful reconnect is full holds up the write before there is one.
    private ValueTask WriteAsync(SerializedHubMessage message)
    {
        var write = connection.WriteAsync(message, connection.ConnectionAborted);
        return write.IsCompletedSuccessfully ? write : new ValueTask(write.AsTask().WaitAsync(patience, time));
    }

    private void Note(Exception error, string sessionId)
    {
        if (error is TimeoutException)
        {
            LogTookNothing(patience, sessionId);
        }
        else
        {
            LogFailed(error, sessionId);
        }
    }

    // True when there is nothing more to do, for now or for ever.
    private bool Rests()
    {
        if (Interlocked.CompareExchange(ref _state, Idle, Busy) == Busy)
        {
            return true;
        }

        if (Interlocked.CompareExchange(ref _state, Busy, BusyAndAsked) == BusyAndAsked)
        {
            return false;
        }

        _stopped.TrySetResult();
        return true;
    }

    private static SerializedHubMessage[] Encode(SessionUpdate update) => HubEvents.Of(update);

    [LoggerMessage(EventId = 1305, Level = LogLevel.Information, Message = "A watcher took nothing for {Patience}, updates of session {SessionId} among it; the connection is closed.")]
    private partial void LogTookNothing(TimeSpan patience, string sessionId);

    [LoggerMessage(EventId = 1304, Level = LogLevel.Error, Message = "Writing an update of session {SessionId} failed; the connection is closed.")]
    private partial void LogFailed(Exception error, string sessionId);
}
