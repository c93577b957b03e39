using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using TrainingHub.Bench.Load;
using TrainingHub.Bench.Prepare;

namespace TrainingHub.Bench.Fuzz;

/// <summary>Connections that are there to be in the way: each begins again when it is cut off, after a moment.</summary>
internal sealed class RubbishCrowd(Uri server, PreparedSession session)
{
    private static readonly TimeSpan _between = TimeSpan.FromMilliseconds(500);

    private int _sent;

    /// <summary>Runs until it is told to end.</summary>
    /// <returns>How many pieces were sent.</returns>
    public async Task<int> RunAsync(int connections, CancellationToken cancellationToken)
    {
        await Task.WhenAll(Enumerable.Range(0, connections).Select(number => KeepAtItAsync(number, cancellationToken)));
        return _sent;
    }

    private async Task KeepAtItAsync(int number, CancellationToken cancellationToken)
    {
        var spoiler = new Spoiler(number);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await (number % 3 == 0 ? CallAsync(number, spoiler, cancellationToken) : NoiseAsync(isSilent: number % 3 == 1, spoiler, cancellationToken));
            }
            catch (Exception cutOff) when (cutOff is SocketException or IOException)
            {
                // As it should be.
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(_between, TimeProvider.System, CancellationToken.None);
        }
    }

    // Somebody with a token, whose calls mean nothing.
    private async Task CallAsync(int number, Spoiler spoiler, CancellationToken cancellationToken)
    {
        var speech = number % 2 == 0 ? HubSpeech.Json : HubSpeech.MessagePack;
        using var socket = await RudeSocket.ConnectAsync(server, session.Players[number % session.Players.Length].Token, speech, cancellationToken);
        while (true)
        {
            var call = speech.Call("x", spoiler.Pick(SoundCalls.Names), spoiler.Spoil(new JsonObject { ["sessionId"] = session.SessionId, ["heartRate"] = "much" }));
            if (!await socket.SendAsync(WebSocketFrames.Of(speech.Opcode, call), cancellationToken))
            {
                return;
            }

            Interlocked.Increment(ref _sent);
            await Task.Delay(_between, TimeProvider.System, cancellationToken);
        }
    }

    // Somebody without: noise where a request should be, or nothing at all.
    private async Task NoiseAsync(bool isSilent, Spoiler spoiler, CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new DnsEndPoint(server.Host, server.Port), cancellationToken);
        if (!isSilent)
        {
            await socket.SendAsync(spoiler.Noise(200), cancellationToken);
            Interlocked.Increment(ref _sent);
        }

        var buffer = new byte[512];
        while (await socket.ReceiveAsync(buffer, cancellationToken) > 0)
        {
        }
    }
}
