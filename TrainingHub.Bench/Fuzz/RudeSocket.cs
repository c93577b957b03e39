using System.Net;
using System.Net.Sockets;
using System.Text;
using TrainingHub.Bench.Load;

namespace TrainingHub.Bench.Fuzz;

/// <summary>A connection to the hub that sends what it is given, and only looks in what comes back for the answer to one call, or the end.</summary>
internal sealed class RudeSocket : IDisposable
{
    private const int Longest = 1 << 20;

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[16 * 1024];
    private byte[] _heard = [];

    /// <summary>Connects and shakes hands.</summary>
    /// <exception cref="IOException">It was not let in.</exception>
    public static async Task<RudeSocket> ConnectAsync(Uri server, string token, HubSpeech speech, CancellationToken cancellationToken)
    {
        var rude = new RudeSocket();
        try
        {
            await rude._socket.ConnectAsync(new DnsEndPoint(server.Host, server.Port), cancellationToken);
            var request = $"GET /training?access_token={token} HTTP/1.1\r\nHost: {server.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dHJhaW5pbmdodWItYmVuYw==\r\n\r\n";
            await rude._socket.SendAsync(Encoding.ASCII.GetBytes(request), cancellationToken);
            if (!await rude.HearsAsync("\r\n\r\n", cancellationToken) || !rude.Has("HTTP/1.1 101"))
            {
                throw new IOException($"The server does not open a WebSocket: {Encoding.ASCII.GetString(rude._heard).Split('\r')[0]}.");
            }

            rude._heard = [];
            await rude._socket.SendAsync(WebSocketFrames.Of(speech.Opcode, speech.Handshake()), cancellationToken);
            return await rude.HearsAsync("{}\u001e", cancellationToken) ? rude : throw new IOException("The server refused the handshake.");
        }
        catch
        {
            rude.Dispose();
            throw;
        }
    }

    /// <summary>Sends these bytes as they are.</summary>
    /// <returns>False where the connection is gone.</returns>
    public async Task<bool> SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await _socket.SendAsync(bytes, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Waits until this text stands in what came.</summary>
    /// <returns>False where the connection ended first.</returns>
    public async Task<bool> HearsAsync(string text, CancellationToken cancellationToken)
    {
        try
        {
            while (!Has(text))
            {
                if (await _socket.ReceiveAsync(_buffer, cancellationToken) is not (> 0 and var count))
                {
                    return false;
                }

                _heard = [.. _heard.Length > Longest ? [] : _heard, .. _buffer.AsSpan(0, count)];
            }

            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Forgets what came, and says how often this stood in it.</summary>
    public int Forget(ReadOnlySpan<byte> counted)
    {
        var count = _heard.AsSpan().Count(counted);
        _heard = [];
        return count;
    }

    public void Dispose() => _socket.Dispose();

    private bool Has(string text) => _heard.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
}
