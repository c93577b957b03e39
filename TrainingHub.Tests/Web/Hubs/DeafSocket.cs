using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;

namespace TrainingHub.Tests.Web.Hubs;

/// <summary>A client that speaks but does not read until it is told to: what is sent to it piles up in the kernel's buffers, and then at the sender.</summary>
internal sealed class DeafSocket : IAsyncDisposable
{
    private const char End = '\u001e';

    private readonly ClientWebSocket _socket = new();
    private readonly SocketsHttpHandler _handler = new() { ConnectCallback = async (context, cancellation) => new NetworkStream(await ConnectAsync(context, cancellation), ownsSocket: true) };
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(3));
    private readonly SemaphoreSlim _sending = new(1);
    private Task _speaking = Task.CompletedTask;

    /// <summary>Joins, and reads nothing.</summary>
    public async Task JoinAsync(Uri server, string token, string sessionId, string role)
    {
        using var http = new HttpMessageInvoker(_handler, disposeHandler: false);
        await _socket.ConnectAsync(new Uri($"ws://{server.Authority}/training?access_token={token}"), http, _patience.Token);
        await SendAsync("""{"protocol":"json","version":1}""");
        await SendAsync(JsonSerializer.Serialize(new { type = 1, invocationId = "1", target = "training:session:join", arguments = new[] { new { sessionId, role } } }));
        _speaking = SpeakAsync();
    }

    /// <summary>Reads all that comes, up to and with an event of this name.</summary>
    public async Task<List<HubEvent>> UntilAsync(string name)
    {
        var (events, text, buffer) = (new List<HubEvent>(), new List<byte>(), new byte[64 * 1024]);
        while (events.Count == 0 || events[^1].Name != name)
        {
            var read = await _socket.ReceiveAsync(buffer, _patience.Token);
            Assert.NotEqual(WebSocketMessageType.Close, read.MessageType);
            text.AddRange(buffer.AsSpan(0, read.Count));
            for (int end; (end = text.IndexOf((byte)End)) >= 0 && (events.Count == 0 || events[^1].Name != name); text.RemoveRange(0, end + 1))
            {
                var message = JsonSerializer.Deserialize<JsonElement>(System.Text.Encoding.UTF8.GetString([.. text[..end]]));
                if (message.TryGetProperty("target", out var target))
                {
                    events.Add(new HubEvent(target.GetString()!, message.GetProperty("arguments")[0]));
                }
            }
        }

        return events;
    }

    public async ValueTask DisposeAsync()
    {
        await _patience.CancelAsync();
        await _speaking;
        _socket.Dispose();
        _handler.Dispose();
        _sending.Dispose();
        _patience.Dispose();
    }

    private static async Task<Socket> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(context.DnsEndPoint, cancellation);
        return socket;
    }

    // Its silence must not be what it is closed for.
    private async Task SpeakAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(2));
        try
        {
            while (await timer.WaitForNextTickAsync(_patience.Token))
            {
                await SendAsync("""{"type":6}""");
            }
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException or IOException)
        {
            // Closed, on one side or the other.
        }
    }

    private async Task SendAsync(string message)
    {
        await _sending.WaitAsync(_patience.Token);
        try
        {
            await _socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(message + End), WebSocketMessageType.Text, true, _patience.Token);
        }
        finally
        {
            _sending.Release();
        }
    }
}
