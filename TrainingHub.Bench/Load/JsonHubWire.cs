using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace TrainingHub.Bench.Load;

/// <summary>JSON: each message ends with the byte 0x1E.</summary>
internal sealed class JsonHubWire : HubWire
{
    public const byte End = 0x1E;

    public override byte[] Ping { get; } = [.. """{"type":6}"""u8, End];

    public override WebSocketOpcode Opcode => WebSocketOpcode.Text;

    protected override string Name => "json";

    public override bool TryCut(ReadOnlyMemory<byte> bytes, out ReadOnlyMemory<byte> message, out int taken)
    {
        var end = bytes.Span.IndexOf(End);
        (message, taken) = end < 0 ? (default, 0) : (bytes[..end], end + 1);
        return end >= 0;
    }

    public override HubMessageType Read(ReadOnlyMemory<byte> message, IHubListener listener)
    {
        var reader = new Utf8JsonReader(message.Span);
        var (type, id, error) = (0, 0, default(string));
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                type = reader.GetInt32();
            }
            else if (reader.ValueTextEquals("invocationId"u8))
            {
                reader.Read();
                id = Utf8Parser.TryParse(reader.ValueSpan, out int number, out _) ? number : 0;
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                Skip(ref reader);
                error = "exception";
            }
            else if (reader.ValueTextEquals("result"u8))
            {
                error = RefusalIn(ref reader);
            }
            else if (reader.ValueTextEquals("arguments"u8))
            {
                ReadArguments(ref reader, listener);
            }
            else
            {
                Skip(ref reader);
            }
        }

        if (type == (int)HubMessageType.Completion)
        {
            listener.Answered(id, error);
        }

        return (HubMessageType)type;
    }

    public override byte[] Call(int id, string method, IReadOnlyDictionary<string, string> argument)
        => [.. JsonSerializer.SerializeToUtf8Bytes(new { arguments = new[] { argument }, invocationId = id.ToString(CultureInfo.InvariantCulture), target = method, type = 1 }), End];

    public override MetricsCall Metrics(string sessionId, string playerId) => new JsonMetrics(sessionId, playerId);

    // Of an Ack: null where it is ok.
    private static string? RefusalIn(ref Utf8JsonReader reader)
    {
        var (ok, code) = (false, "unknown");
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("ok"u8))
            {
                reader.Read();
                ok = reader.GetBoolean();
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                code = CodeIn(ref reader);
            }
            else
            {
                Skip(ref reader);
            }
        }

        return ok ? null : code;
    }

    private static string CodeIn(ref Utf8JsonReader reader)
    {
        var code = "unknown";
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isCode = reader.ValueTextEquals("code"u8);
            Skip(ref reader);
            code = isCode ? reader.GetString()! : code;
        }

        return code;
    }

    // Only an event of metrics has `players` in its argument; a session's stand one level deeper.
    private static void ReadArguments(ref Utf8JsonReader reader, IHubListener listener)
    {
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("players"u8))
                {
                    reader.Read();
                    while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                    {
                        ReadPlayer(ref reader, listener);
                    }
                }
                else
                {
                    Skip(ref reader);
                }
            }
        }
    }

    private static void ReadPlayer(ref Utf8JsonReader reader, IHubListener listener)
    {
        Span<char> playerId = stackalloc char[64];
        var (length, power) = (0, default(int?));
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isId, isPower) = (reader.ValueTextEquals("playerId"u8), reader.ValueTextEquals("power"u8));
            Skip(ref reader);
            length = isId ? reader.CopyString(playerId) : length;
            power = isPower && reader.TokenType == JsonTokenType.Number ? reader.GetInt32() : power;
        }

        if (power is { } watts)
        {
            listener.Measured(playerId[..length], watts);
        }
    }

    // To the value's end; a plain value is the current token then.
    private static void Skip(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    private sealed class JsonMetrics(string sessionId, string playerId) : MetricsCall
    {
        private readonly byte[] _head = Encoding.UTF8.GetBytes(
            $$"""{"arguments":[{"sessionId":{{JsonSerializer.Serialize(sessionId)}},"playerId":{{JsonSerializer.Serialize(playerId)}},"timestamp":" """.TrimEnd());

        public override int Write(Span<byte> into, in LoadSample sample, DateTimeOffset at)
        {
            _head.CopyTo(into);
            var written = Utf8.TryWrite(
                into[_head.Length..],
                CultureInfo.InvariantCulture,
                $"{at.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fff}Z\",\"heartRate\":{sample.HeartRateBpm},\"power\":{sample.PowerWatts},\"cadence\":{sample.CadenceRpm},\"pace\":{sample.PaceSecondsPerKm}}}],\"invocationId\":\"{sample.PowerWatts}\",\"target\":\"{MetricsName}\",\"type\":1}}\u001e",
                out var length);
            return written ? _head.Length + length : throw new InvalidOperationException("The call is longer than its buffer.");
        }
    }
}
