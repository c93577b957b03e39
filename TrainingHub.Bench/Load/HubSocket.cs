using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TrainingHub.Bench.Load;

/// <summary>
/// One connection to the hub: a bare socket that speaks WebSocket and the hub protocol, because ten thousand of them have to leave the machine to the server.
/// Sends may come from any thread; what is received is told on the pool's threads, one message after another.
/// </summary>
internal sealed class HubSocket : IAsyncDisposable
{
    private static readonly JsonHubWire _handshakes = new();

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly Lock _sending = new();
    private readonly WebSocketFrames _frames = new();
    private readonly MessageStream _messages = new();
    private readonly List<byte> _ping = [];
    private readonly HubWire _wire;
    private readonly IHubListener _listener;
    private readonly TaskCompletionSource _shaken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _receiving = Task.CompletedTask;
    private volatile bool _closing;

    private HubSocket(HubWire wire, IHubListener listener) => (_wire, _listener) = (wire, listener);

    /// <summary>Connects without negotiation, and shakes hands.</summary>
    /// <exception cref="IOException">The server did not let it in.</exception>
    public static async Task<HubSocket> ConnectAsync(Uri server, string token, HubWire wire, IHubListener listener, CancellationToken cancellationToken)
    {
        var connection = new HubSocket(wire, listener);
        await connection._socket.ConnectAsync(new DnsEndPoint(server.Host, server.Port), cancellationToken);
        var request = $"GET /training?access_token={token} HTTP/1.1\r\nHost: {server.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dHJhaW5pbmdodWItYmVuYw==\r\n\r\n";
        connection._socket.Send(Encoding.ASCII.GetBytes(request));
        connection._receiving = connection.ReceiveAsync();
        connection.SendFrame(WebSocketFrames.Of(WebSocketOpcode.Text, Encoding.ASCII.GetBytes(wire.Handshake())));
        await connection._shaken.Task.WaitAsync(cancellationToken);
        return connection;
    }

    public void Send(ReadOnlySpan<byte> message) => SendFrame(WebSocketFrames.Of(_wire.Opcode, message));

    /// <returns>False where the connection is gone.</returns>
    public bool Send(MetricsCall call, in LoadSample sample, DateTimeOffset at)
    {
        Span<byte> frame = stackalloc byte[WebSocketFrames.MaxHeader + MetricsCall.MaxBytes];
        var length = call.Write(frame[WebSocketFrames.MaxHeader..], sample, at);
        var start = WebSocketFrames.PutHeader(frame, _wire.Opcode, length);
        return SendFrame(frame[start..(WebSocketFrames.MaxHeader + length)]);
    }

    public async ValueTask DisposeAsync()
    {
        _closing = true;
        _socket.Dispose();
        await _receiving;
    }

    // A frame is small beside the socket's buffer: this waits only where the server has stopped reading for long.
    private bool SendFrame(ReadOnlySpan<byte> frame)
    {
        try
        {
            lock (_sending)
            {
                return _socket.Send(frame) == frame.Length;
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            return false; // the receiving side tells
        }
    }

    private async Task ReceiveAsync()
    {
        Exception? failure = null;
        try
        {
            var buffer = new byte[4096];
            var rest = await UpgradeAsync(buffer);
            while (Take(rest) && await _socket.ReceiveAsync(buffer) is > 0 and var count)
            {
                rest = buffer.AsMemory(0, count);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or IOException)
        {
            failure = error;
        }

        if (!_closing)
        {
            var lost = new IOException("The connection is lost.", failure);
            _shaken.TrySetException(lost);
            _listener.Lost();
        }
    }

    /// <returns>What came behind the response's head.</returns>
    private async Task<ReadOnlyMemory<byte>> UpgradeAsync(byte[] buffer)
    {
        for (var length = 0; length < buffer.Length;)
        {
            var count = await _socket.ReceiveAsync(buffer.AsMemory(length));
            if (count == 0)
            {
                break;
            }

            length += count;
            var head = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (head >= 0)
            {
                return buffer.AsSpan().StartsWith("HTTP/1.1 101 "u8)
                    ? buffer.AsMemory((head + 4)..length)
                    : throw new IOException($"The server does not open a WebSocket: {Encoding.ASCII.GetString(buffer.AsSpan(0, head)).Split('\r')[0]}.");
            }
        }

        throw new IOException("The server gave no answer to the upgrade.");
    }

    /// <returns>False when the server has closed.</returns>
    private bool Take(ReadOnlyMemory<byte> bytes)
    {
        while (_frames.TryRead(ref bytes, out var opcode, out var payload, out var ends))
        {
            switch (opcode)
            {
                case WebSocketOpcode.Close:
                    return false;
                case WebSocketOpcode.Ping:
                    Pong(payload.Span, ends);
                    break;
                case WebSocketOpcode.Pong:
                    break;
                default:
                    Hear(payload);
                    break;
            }
        }

        return true;
    }

    private void Pong(ReadOnlySpan<byte> payload, bool ends)
    {
        _ping.AddRange(payload);
        if (ends)
        {
            SendFrame(WebSocketFrames.Of(WebSocketOpcode.Pong, [.. _ping]));
            _ping.Clear();
        }
    }

    private void Hear(ReadOnlyMemory<byte> payload)
    {
        _listener.Took(payload.Length);
        if (!_shaken.Task.IsCompleted && !TryShake(ref payload))
        {
            return;
        }

        while (_messages.TryRead(_wire, ref payload, out var message))
        {
            _listener.Heard(_wire.Read(message, _listener));
        }
    }

    private bool TryShake(ref ReadOnlyMemory<byte> payload)
    {
        if (!_messages.TryRead(_handshakes, ref payload, out var answer))
        {
            return false;
        }

        if (!answer.Span.SequenceEqual("{}"u8))
        {
            throw new IOException($"The server refused the handshake: {Encoding.UTF8.GetString(answer.Span)}.");
        }

        return _shaken.TrySetResult();
    }
}
