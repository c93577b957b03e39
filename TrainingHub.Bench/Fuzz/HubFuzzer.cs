using System.Text.Json.Nodes;
using TrainingHub.Bench.Load;

namespace TrainingHub.Bench.Fuzz;

/// <summary>Sends spoilt calls over one connection after another. Each burst ends with a sound call: its answer, or the end of the connection, says that the server has got through what was before.</summary>
internal sealed class HubFuzzer(FuzzTargets targets, HubSpeech speech, Spoiler spoiler, FuzzTally tally)
{
    private const int Burst = 16;

    private int _marker;

    public async Task RunAsync(int messages, CancellationToken cancellationToken)
    {
        RudeSocket? socket = null;
        try
        {
            while (messages > 0)
            {
                socket ??= await RudeSocket.ConnectAsync(targets.Server, spoiler.OneIn(2) ? targets.Player : targets.Trainer, speech, cancellationToken);
                // What breaks the framing ends the connection, so it comes alone; what only breaks a call does not.
                var rude = spoiler.OneIn(4);
                var count = rude ? 1 : Math.Min(Burst, messages);
                if (!await BurstAsync(socket, count, rude, cancellationToken))
                {
                    socket.Dispose();
                    socket = null;
                }

                messages -= count;
            }
        }
        finally
        {
            socket?.Dispose();
        }
    }

    /// <returns>False where the connection has ended.</returns>
    private async Task<bool> BurstAsync(RudeSocket socket, int count, bool rude, CancellationToken cancellationToken)
    {
        List<byte> burst = [];
        for (var i = 0; i < count; i++)
        {
            burst.AddRange(rude ? RudeFrame(Call()) : WebSocketFrames.Of(speech.Opcode, Call()));
        }

        var marker = $"marker-{++_marker}";
        burst.AddRange(WebSocketFrames.Of(speech.Opcode, speech.Call(marker, "training:session:leave", new JsonObject { ["sessionId"] = "nowhere" })));
        var lives = await socket.SendAsync(burst.ToArray(), cancellationToken);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        lives = lives && await HearsAsync(socket, marker, rude, patience.Token);
        // MessagePack's ok: a key of two letters, and true.
        tally.Add(count, socket.Forget(speech == HubSpeech.Json ? "\"ok\":true"u8 : [0xA2, (byte)'o', (byte)'k', 0xC3]));
        if (!lives)
        {
            tally.CountEnd();
        }

        return lives;
    }

    // A frame that says that it is longer than it is swallows the marker; the server waits for the rest, as it should.
    private static async Task<bool> HearsAsync(RudeSocket socket, string marker, bool rude, CancellationToken cancellationToken)
    {
        if (!rude)
        {
            return await socket.HearsAsync(marker, cancellationToken);
        }

        using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        soon.CancelAfter(TimeSpan.FromMilliseconds(200));
        try
        {
            return await socket.HearsAsync(marker, soon.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private byte[] Call()
    {
        var name = spoiler.Pick(SoundCalls.Names);
        var ours = spoiler.OneIn(2);
        var argument = spoiler.Spoil(SoundCalls.Of(name, ours ? targets.OwnSession : targets.OtherSession, ours ? targets.PlayerId : targets.OtherPlayer));
        return speech.Call("x", spoiler.OneIn(30) ? name + "?" : name, argument);
    }

    private byte[] RudeFrame(byte[] call) => spoiler.Next(6) switch
    {
        0 => spoiler.Spoil(WebSocketFrames.Of(speech.Opcode, call)),
        1 => WebSocketFrames.Of((WebSocketOpcode)spoiler.Next(16), call),
        2 => spoiler.Noise(1 + spoiler.Next(300)),
        _ => WebSocketFrames.Of(speech.Opcode, spoiler.Spoil(call)),
    };
}
