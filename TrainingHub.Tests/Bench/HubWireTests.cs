using System.Buffers;
using System.Globalization;
using System.Text.Json;
using MessagePack;
using MessagePack.Resolvers;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;
using TrainingHub.Bench.Load;

namespace TrainingHub.Tests.Bench;

/// <summary>The load's own encodings against ASP.NET Core's: what it sends is understood there, and it understands what comes from there, wherever that is cut on the way.</summary>
public sealed class HubWireTests
{
    private static readonly DateTimeOffset _at = new(2026, 7, 1, 12, 0, 0, 45, TimeSpan.Zero);

    [Theory]
    [InlineData("json")]
    [InlineData("msgpack")]
    public void A_call_is_what_the_servers_own_protocol_reads(string protocol)
    {
        var call = Parsed(protocol, HubWire.Of(protocol).Call(7, "training:session:join", new Dictionary<string, string> { ["sessionId"] = "s\"1", ["role"] = "player" }));

        Assert.Equal(("7", "training:session:join"), (call.InvocationId, call.Target));
        Assert.Equal("""{"sessionId":"s\u00221","role":"player"}""", JsonSerializer.Serialize(Argument(call)));
    }

    [Theory]
    [InlineData("json")]
    [InlineData("msgpack")]
    public void A_sample_is_what_the_servers_own_protocol_reads_whatever_its_numbers(string protocol)
    {
        var metrics = HubWire.Of(protocol).Metrics("session1", "player1");
        foreach (var (power, heart, cadence, pace) in ((int, int, int, int)[])[(2, 90, 85, 30), (1900, 179, 92, 33), (321, 100, 85, 30)])
        {
            var buffer = new byte[MetricsCall.MaxBytes];
            var call = Parsed(protocol, buffer[..metrics.Write(buffer, new LoadSample(power, heart), _at)]);

            Assert.Equal((power, "training:player:metrics"), (int.Parse(call.InvocationId!, CultureInfo.InvariantCulture), call.Target));
            Assert.Equal(
                $$"""{"sessionId":"session1","playerId":"player1","timestamp":"2026-07-01T12:00:00.045Z","heartRate":{{heart}},"power":{{power}},"cadence":{{cadence}},"pace":{{pace}}}""",
                JsonSerializer.Serialize(Argument(call)));
        }
    }

    [Theory]
    [InlineData("json")]
    [InlineData("msgpack")]
    public void Every_message_is_heard_once_wherever_the_bytes_are_cut(string protocol)
    {
        var bytes = FromServer(
            protocol,
            CompletionMessage.WithResult("12", Map(("ok", true), ("seq", 34))),
            PingMessage.Instance,
            Event("training:player:metrics", Map(("sessionId", "s"), ("seq", 35), ("players", new object[]
            {
                Map(("playerId", "p1"), ("heartRate", 120), ("power", 17)),
                Map(("power", 1900), ("playerId", "p2")),
                Map(("playerId", "p3"), ("power", null)),
                Map(("playerId", "p4"), ("heartRate", 99)),
            }))),
            CompletionMessage.WithResult("13", Map(("ok", false), ("error", Map(("message", "\"code\" is no code"), ("code", "rate_limited"), ("retryAfterMs", 1000))))),
            CompletionMessage.WithError("14", "An unexpected error."),
            Event("training:session:snapshot", Map(("session", Map(("players", new object[] { Map(("playerId", "p1"), ("metrics", Map(("playerId", "p1"), ("power", 5)))) }))))),
            CloseMessage.Empty);
        string[] expected =
        [
            "12 ok", "Completion", "Ping", "p1 17", "p2 1900", "Invocation", "13 rate_limited", "Completion", "14 exception", "Completion", "Invocation", "Close",
        ];

        Assert.Equal(expected, Heard(protocol, bytes));
        for (var cut = 1; cut < bytes.Length; cut++)
        {
            Assert.Equal(expected, Heard(protocol, bytes[..cut], bytes[cut..]));
        }

        Assert.Equal(expected, Heard(protocol, [.. bytes.Select(one => (byte[])[one])]));
    }

    private static List<string> Heard(string protocol, params byte[][] pieces)
    {
        var (wire, stream, log) = (HubWire.Of(protocol), new MessageStream(), new Log());
        foreach (var piece in pieces)
        {
            ReadOnlyMemory<byte> rest = piece;
            while (stream.TryRead(wire, ref rest, out var message))
            {
                log.Heard(wire.Read(message, log));
            }

            Assert.True(rest.IsEmpty);
        }

        return log.Lines;
    }

    private static InvocationMessage Parsed(string protocol, byte[] bytes)
    {
        var sequence = new ReadOnlySequence<byte>(bytes);
        Assert.True(Protocol(protocol).TryParseMessage(ref sequence, new OneObject(), out var message));
        Assert.True(sequence.IsEmpty);
        return Assert.IsType<InvocationMessage>(message);
    }

    private static object? Argument(InvocationMessage call) => Assert.Single(call.Arguments);

    private static byte[] FromServer(string protocol, params HubMessage[] messages)
    {
        var bytes = new ArrayBufferWriter<byte>();
        foreach (var message in messages)
        {
            Protocol(protocol).WriteMessage(message, bytes);
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static InvocationMessage Event(string name, Dictionary<string, object?> payload) => new(name, [payload]);

    private static Dictionary<string, object?> Map(params (string Name, object? Value)[] properties) => properties.ToDictionary(property => property.Name, property => property.Value);

    private static IHubProtocol Protocol(string name) => name == "json"
        ? new JsonHubProtocol()
        : new MessagePackHubProtocol(Options.Create(new MessagePackHubProtocolOptions { SerializerOptions = MessagePackSerializerOptions.Standard.WithResolver(StandardResolver.Instance) }));

    private sealed class OneObject : IInvocationBinder
    {
        public IReadOnlyList<Type> GetParameterTypes(string methodName) => [typeof(object)];

        public Type GetReturnType(string invocationId) => typeof(object);

        public Type GetStreamItemType(string streamId) => typeof(object);
    }

    private sealed class Log : IHubListener
    {
        public List<string> Lines { get; } = [];

        public void Took(int bytes)
        {
        }

        public void Heard(HubMessageType type) => Lines.Add($"{type}");

        public void Answered(int id, string? refusal) => Lines.Add($"{id} {refusal ?? "ok"}");

        public void Measured(ReadOnlySpan<char> playerId, int powerWatts) => Lines.Add($"{playerId} {powerWatts}");

        public void Lost()
        {
        }
    }
}
