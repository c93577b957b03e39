using System.Threading.Channels;
using TrainingHub.Core;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Web.Play;

/// <summary>A player's page in its session: joined while its circuit has a browser, and told what is new. To be used from the page's dispatcher alone.</summary>
/// <param name="onNews">Called one at a time, with the session as it is then.</param>
public sealed class PlayPresence(ISessions sessions, Caller caller, string sessionId, Func<SessionView, Task> onNews) : IAsyncDisposable
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
        ConnectionId = Ids.New();
        var reply = await sessions.JoinAsync(
            caller, sessionId, new SessionCommand.Join(JoinRole.Player), ConnectionId, clockOffset: null, Wake, CancellationToken.None);
        if (reply.Watch is not { } watch)
        {
            return reply.Refusal;
        }

        if (_closed)
        {
            watch.Dispose();
            await sessions.DisconnectAsync(ConnectionId);
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
        if (ConnectionId.Length > 0)
        {
            await sessions.DisconnectAsync(ConnectionId);
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
        await foreach (var watch in _ready.Reader.ReadAllAsync())
        {
            while (ReferenceEquals(watch, _watch) && watch.TryTake(out var update))
            {
                await onNews(update.View);
            }
        }
    }
}
