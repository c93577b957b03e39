using System.Net.WebSockets;
using TrainingHub.Bench.Load;

namespace TrainingHub.Tests.Bench;

/// <summary>The load's own WebSocket frames against the framework's.</summary>
public sealed class WebSocketFramesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(65_535)]
    public async Task A_frame_is_what_a_server_reads(int length)
    {
        var payload = Payload(length);
        using var server = WebSocket.CreateFromStream(new MemoryStream(WebSocketFrames.Of(WebSocketOpcode.Binary, payload)), new WebSocketCreationOptions { IsServer = true });

        var received = new byte[length + 1];
        var count = 0;
        ValueWebSocketReceiveResult result;
        do
        {
            result = await server.ReceiveAsync(received.AsMemory(count), CancellationToken.None);
            count += result.Count;
        }
        while (!result.EndOfMessage);

        Assert.Equal((WebSocketMessageType.Binary, length), (result.MessageType, count));
        Assert.Equal(payload, received[..length]);
    }

    [Fact]
    public async Task What_a_server_sends_is_read_wherever_the_bytes_are_cut()
    {
        var written = new MemoryStream();
        using (var server = WebSocket.CreateFromStream(written, new WebSocketCreationOptions { IsServer = true }))
        {
            foreach (var length in (int[])[3, 125, 126, 300, 70_000])
            {
                await server.SendAsync(Payload(length), WebSocketMessageType.Binary, endOfMessage: length != 3, CancellationToken.None);
            }

            await server.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "bye", CancellationToken.None);
        }

        var bytes = written.ToArray();
        string[] expected = ["Binary 3", "Continuation 125", "Binary 126", "Binary 300", "Binary 70000", "Close 5"];

        Assert.Equal(expected, Read(bytes));
        Assert.Equal(expected, Read([.. bytes.Select(one => (byte[])[one])]));
        for (var cut = 1; cut < 600; cut++)
        {
            Assert.Equal(expected, Read(bytes[..cut], bytes[cut..]));
        }
    }

    private static List<string> Read(params byte[][] pieces)
    {
        var frames = new WebSocketFrames();
        List<string> read = [];
        List<byte> payload = [];
        foreach (var piece in pieces)
        {
            ReadOnlyMemory<byte> rest = piece;
            while (frames.TryRead(ref rest, out var opcode, out var part, out var ends))
            {
                payload.AddRange(part.Span);
                if (ends)
                {
                    Assert.True(opcode == WebSocketOpcode.Close || payload.SequenceEqual(Payload(payload.Count)));
                    read.Add($"{opcode} {payload.Count}");
                    payload.Clear();
                }
            }
        }

        return read;
    }

    private static byte[] Payload(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 31))];
}
