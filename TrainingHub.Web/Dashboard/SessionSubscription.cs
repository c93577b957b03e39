using System.Threading.Channels;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Telemetry;

namespace TrainingHub.Web.Dashboard;

/// <summary>A page's watch on a session: takes what is new, one update after another, on the page's own dispatcher.</summary>
public sealed class SessionSubscription(DoorMeter meter) : IAsyncDisposable
{
    // One sign at a time: what waits is in the session, not here.
    private readonly Channel<bool> _ready = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly CancellationTokenSource _closed = new();
    private Task _pump = Task.CompletedTask;
    private Func<CancellationToken, Task<JoinReply>>? _open;
    private SessionWatch? _watch;

    /// <summary>Subscribes; nothing is given out before <see cref="Run"/>.</summary>
    /// <returns>The session where the updates begin; or why the caller may not watch.</returns>
    public async Task<FindReply> OpenAsync(ISessions sessions, Caller caller, string sessionId, CancellationToken cancellationToken)
    {
        _open = token => sessions.WatchAsync(caller, sessionId, _ => _ready.Writer.TryWrite(true), token);
        return await WatchAsync(_open, cancellationToken);
    }

    /// <summary>Starts to give out updates, once the page holds what <see cref="OpenAsync"/> answered.</summary>
    /// <param name="dispatch">The page's <c>InvokeAsync</c>.</param>
    /// <param name="apply">Called on the dispatcher for each update: takes it in and renders once. A resynchronisation where the session was read back.</param>
    /// <param name="ended">Called on the dispatcher when nothing more will come: the session is over and left memory, or may not be watched any longer.</param>
    /// <param name="fail">The page's <c>DispatchExceptionAsync</c>: a fault while it applies or renders is the page's.</param>
    public void Run(Func<Action, Task> dispatch, Action<SessionUpdate> apply, Action ended, Func<Exception, Task> fail)
        => _pump = PumpAsync(_open ?? throw new InvalidOperationException("Open it first."), dispatch, apply, ended, fail);

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        _watch?.Dispose();
        await _pump;
        _closed.Dispose();
    }

    private async Task<FindReply> WatchAsync(Func<CancellationToken, Task<JoinReply>> open, CancellationToken cancellationToken)
    {
        var reply = await open(cancellationToken);
        _watch = reply.Watch;
        if (_closed.IsCancellationRequested)
        {
            // The page went meanwhile, and nobody else would unsubscribe.
            _watch?.Dispose();
        }

        return new FindReply(_watch?.Initial, reply.Refusal);
    }

    private async Task PumpAsync(Func<CancellationToken, Task<JoinReply>> open, Func<Action, Task> dispatch, Action<SessionUpdate> apply, Action ended, Func<Exception, Task> fail)
    {
        try
        {
            while (_watch is { } watch)
            {
                await FollowAsync(watch, dispatch, apply);
                if (watch.Current.State.HasEnded || (await WatchAsync(open, _closed.Token)).View is not { } view)
                {
                    break;
                }

                _closed.Token.ThrowIfCancellationRequested();
                await dispatch(() => apply(new SessionUpdate(0, view.State.Seq, view, [new FeedItem.Resynced(view.State.Seq, view.State.LastEventAt, view)])));
            }

            await dispatch(ended);
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            // The page went.
        }
        catch (ObjectDisposedException)
        {
            // The page's circuit went while an update was on its way to it.
        }
        catch (Exception fault)
        {
            await fail(fault);
        }
    }

    private async Task FollowAsync(SessionWatch watch, Func<Action, Task> dispatch, Action<SessionUpdate> apply)
    {
        bool last;
        do
        {
            // Asked first: what waits when a watch ends may still be taken.
            last = watch.Ended || !await _ready.Reader.WaitToReadAsync(_closed.Token);
            _ready.Reader.TryRead(out _);
            while (watch.TryTake(out var update))
            {
                await dispatch(() => apply(update));
                meter.Shown(update);
            }
        }
        while (!last);
    }
}
