using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace TrainingHub.Bench.Faults;

/// <summary>A TCP proxy on loopback: one address for a server whose port is another after each start, and what networks do to connections.</summary>
internal sealed class FaultyProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<ProxiedConnection, Task> _connections = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _accepting;
    private volatile TaskCompletionSource _flowing = new();
    private volatile TaskCompletionSource _held = new();
    private int _holding;
    private int _toHold;

    public FaultyProxy()
    {
        _flowing.SetResult();
        _listener.Start();
        Address = new Uri($"http://{_listener.LocalEndpoint}/");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>Where connections go; null: they are closed at once, as by a server that is down.</summary>
    public Uri? Server { get; set; }

    /// <summary>Each piece of what is sent waits for this long.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Nothing passes until <see cref="Flow"/>; no connection is lost by it. Ends when so many pieces wait.</summary>
    public Task StallAsync(int pieces)
    {
        (_toHold, _holding) = (pieces, 0);
        _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _flowing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _held.Task;
    }

    public void Flow() => _flowing.TrySetResult();

    /// <summary>Does this to the connections that there are now.</summary>
    public void Inject(NetworkFault fault)
    {
        foreach (var connection in _connections.Keys)
        {
            connection.Inject(fault);
        }
    }

    /// <summary>Waits as long as a piece has to wait now.</summary>
    public async Task PassAsync(CancellationToken cancellationToken)
    {
        if (!_flowing.Task.IsCompleted && Interlocked.Increment(ref _holding) >= _toHold)
        {
            _held.TrySetResult();
        }

        await _flowing.Task.WaitAsync(cancellationToken);
        if (Delay > TimeSpan.Zero)
        {
            await Task.Delay(Delay, TimeProvider.System, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Dispose();
        await _accepting;
        Inject(NetworkFault.Cut);
        await Task.WhenAll(_connections.Values);
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptSocketAsync(_closing.Token);
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            if (Server is { } server)
            {
                Serve(client, server);
            }
            else
            {
                client.Dispose();
            }
        }
    }

    private void Serve(Socket client, Uri server)
    {
        var connection = new ProxiedConnection(client, new Socket(SocketType.Stream, ProtocolType.Tcp), this);
        _connections[connection] = ServeAsync(connection, server);
    }

    private async Task ServeAsync(ProxiedConnection connection, Uri server)
    {
        await Task.Yield(); // so that it is registered before it ends
        await connection.RunAsync(server, _closing.Token);
        _connections.TryRemove(connection, out _);
    }
}
