using System.Threading.Channels;
using TrainingHub.Core;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Telemetry;

namespace TrainingHub.Web.Play;

/// <summary>A player's page in its session: joined while its circuit has a browser, and told what is new. To be used from the page's dispatcher alone.</summary>
/// <param name="onNews">Called one at a time, with the session as it is then.</param>
/// <param name="onRejoined">Called when the page has joined again by itself, since the session was read back: why the player may not come in, or null.</param>
/// <param name="onFault">The page's <c>DispatchExceptionAsync</c>; no news comes any more.</param>
public sealed class PlayPresence(
    ISessions sessions, DoorMeter meter, Caller caller, string sessionId, Func<SessionView, Task> onNews, Func<Refusal?, Task> onRejoined, Func<Exception, Task> onFault) : IAsyncDisposable
{
    private readonly Channel<SessionWatch> _ready = Channel.CreateBounded<SessionWatch>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private SessionWatch? _watch;
    private Task? _pump;
    private bool _closed;

    /// <summary>With which the session knows this page; a new one each time it joins.</summary>
    public string ConnectionId { get; private set; } = "";

    /// <returns>Why the player may not come in; null when they are in.</returns>
    public async Task<Refusal?> JoinAsync()
    {
        await LeaveAsync();
        var connectionId = ConnectionId = Ids.New();
        var reply = await sessions.JoinAsync(
            caller, sessionId, new SessionCommand.Join(JoinRole.Player), connectionId, clockOffset: null, resume: null, Wake, CancellationToken.None);
        if (reply.Watch is not { } watch)
        {
            return reply.Refusal;
        }

        if (_closed || connectionId != ConnectionId)
        {
            // The page went, or left or joined anew, meanwhile.
            watch.Dispose();
            await sessions.DisconnectAsync(connectionId);
            return null;
        }

        _watch = watch;
        _pump ??= PumpAsync();
        await onNews(watch.Initial);
        Wake(watch);
        return null;
    }

    /// <summary>The browser is gone: the player's grace begins.</summary>
    public async Task LeaveAsync()
    {
        _watch?.Dispose();
        _watch = null;
        if (ConnectionId is { Length: > 0 } connectionId)
        {
            ConnectionId = "";
            await sessions.DisconnectAsync(connectionId);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _closed = true;
        _ready.Writer.Complete();
        await LeaveAsync();
        await (_pump ?? Task.CompletedTask);
    }

    private void Wake(SessionWatch watch) => _ready.Writer.TryWrite(watch);

    private async Task PumpAsync()
    {
        try
        {
            await foreach (var watch in _ready.Reader.ReadAllAsync())
            {
                await TakeAsync(watch);
            }
        }
        catch (Exception fault)
        {
            await onFault(fault);
        }
    }

    private async Task TakeAsync(SessionWatch watch)
    {
        // Asked first: what waits when a watch ends may still be taken.
        var ended = watch.Ended;
        while (ReferenceEquals(watch, _watch) && watch.TryTake(out var update))
        {
            await onNews(update.View);
            meter.Shown(update);
        }

        if (ended && ReferenceEquals(watch, _watch) && watch.Current is { State.HasEnded: false } view && view.Player(caller.UserId) is not null)
        {
            // Not the player was put out but the session left memory, or was read back from the journal.
            await onRejoined(await JoinAsync());
        }
    }
}
