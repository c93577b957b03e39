using System.Threading.Channels;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Web.Dashboard;

/// <summary>A page's watch on a session: takes what is new, one update after another, on the page's own dispatcher.</summary>
public sealed class SessionSubscription : IAsyncDisposable
{
    // One sign at a time: what waits is in the session, not here.
    private readonly Channel<bool> _ready = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly CancellationTokenSource _closed = new();
    private Task _pump = Task.CompletedTask;
    private SessionWatch? _watch;

    /// <summary>Subscribes; nothing is given out before <see cref="Run"/>.</summary>
    /// <returns>The session where the updates begin; or why the caller may not watch.</returns>
    public async Task<FindReply> OpenAsync(ISessions sessions, Caller caller, string sessionId, CancellationToken cancellationToken)
    {
        var reply = await sessions.WatchAsync(caller, sessionId, _ => _ready.Writer.TryWrite(true), cancellationToken);
        _watch = reply.Watch;
        return new FindReply(_watch?.Initial, reply.Refusal);
    }

    /// <summary>Starts to give out updates, once the page holds what <see cref="OpenAsync"/> answered.</summary>
    /// <param name="dispatch">The page's <c>InvokeAsync</c>.</param>
    /// <param name="apply">Called on the dispatcher for each update: takes it in and renders once.</param>
    /// <param name="ended">Called on the dispatcher when nothing more will come: the watcher was put out, or the session left memory.</param>
    /// <param name="fail">The page's <c>DispatchExceptionAsync</c>: a fault while it applies or renders is the page's.</param>
    public void Run(Func<Action, Task> dispatch, Action<SessionUpdate> apply, Action ended, Func<Exception, Task> fail)
        => _pump = PumpAsync(_watch ?? throw new InvalidOperationException("Open it first."), dispatch, apply, ended, fail);

    public async ValueTask DisposeAsync()
    {
        _watch?.Dispose();
        await _closed.CancelAsync();
        await _pump;
        _closed.Dispose();
    }

    private async Task PumpAsync(SessionWatch watch, Func<Action, Task> dispatch, Action<SessionUpdate> apply, Action ended, Func<Exception, Task> fail)
    {
        try
        {
            while (!watch.Ended && await _ready.Reader.WaitToReadAsync(_closed.Token))
            {
                _ready.Reader.TryRead(out _);
                while (watch.TryTake(out var update))
                {
                    await dispatch(() => apply(update));
                }
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
}
