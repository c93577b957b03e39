using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using MessagePack;

namespace TrainingHub.Bench.Load;

/// <summary>MessagePack: each message follows its length, seven bits a byte, the lowest first.</summary>
internal sealed class MessagePackHubWire : HubWire
{
    private const int ResultIsError = 1, ResultIsVoid = 2;

    public override byte[] Ping { get; } = Frame((ref MessagePackWriter writer) =>
    {
        writer.WriteArrayHeader(1);
        writer.Write((int)HubMessageType.Ping);
    });

    public override WebSocketOpcode Opcode => WebSocketOpcode.Binary;

    protected override string Name => "messagepack";

    private delegate void Writing(ref MessagePackWriter writer);

    public override bool TryCut(ReadOnlyMemory<byte> bytes, out ReadOnlyMemory<byte> message, out int taken)
    {
        (message, taken) = (default, 0);
        var length = 0;
        for (var i = 0; i < Math.Min(5, bytes.Length); i++)
        {
            var part = bytes.Span[i];
            length |= (part & 0x7F) << (7 * i);
            if (part < 0x80)
            {
                if (bytes.Length - i - 1 < length)
                {
                    return false;
                }

                (message, taken) = (bytes.Slice(i + 1, length), i + 1 + length);
                return true;
            }
        }

        return false;
    }

    public override HubMessageType Read(ReadOnlyMemory<byte> message, IHubListener listener)
    {
        var reader = new MessagePackReader(message);
        reader.ReadArrayHeader();
        var type = (HubMessageType)reader.ReadInt32();
        switch (type)
        {
            case HubMessageType.Completion:
                reader.Skip(); // headers
                var id = Utf8Parser.TryParse(Text(ref reader), out int number, out _) ? number : 0;
                listener.Answered(id, reader.ReadInt32() switch { ResultIsError => "exception", ResultIsVoid => null, _ => RefusalIn(ref reader) });
                break;
            case HubMessageType.Invocation:
                reader.Skip(); // headers
                reader.Skip(); // the id
                reader.Skip(); // the target: only an event of metrics has `players` in its argument
                ReadArguments(ref reader, listener);
                break;
        }

        return type;
    }

    public override byte[] Call(int id, string method, IReadOnlyDictionary<string, string> argument) => Frame((ref MessagePackWriter writer) =>
    {
        writer.WriteArrayHeader(5);
        writer.Write((int)HubMessageType.Invocation);
        writer.WriteMapHeader(0);
        writer.Write(id.ToString(CultureInfo.InvariantCulture));
        writer.Write(method);
        writer.WriteArrayHeader(1);
        writer.WriteMapHeader(argument.Count);
        foreach (var (name, value) in argument)
        {
            writer.Write(name);
            writer.Write(value);
        }
    });

    public override MetricsCall Metrics(string sessionId, string playerId) => new MessagePackMetrics(sessionId, playerId);

    private static byte[] Frame(Writing write)
    {
        var body = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(body);
        write(ref writer);
        writer.Flush();
        var frame = new List<byte>();
        for (var length = body.WrittenCount; ; length >>= 7)
        {
            if (length < 0x80)
            {
                return [.. frame, (byte)length, .. body.WrittenSpan];
            }

            frame.Add((byte)(length | 0x80));
        }
    }

    private static ReadOnlySpan<byte> Text(ref MessagePackReader reader)
        => reader.TryReadStringSpan(out var text) ? text : throw new InvalidDataException("A message is not in one piece.");

    // Of an Ack: null where it is ok.
    private static string? RefusalIn(ref MessagePackReader reader)
    {
        var (ok, code) = (false, "unknown");
        for (var left = reader.ReadMapHeader(); left > 0; left--)
        {
            var name = Text(ref reader);
            if (name.SequenceEqual("ok"u8))
            {
                ok = reader.ReadBoolean();
            }
            else if (name.SequenceEqual("error"u8))
            {
                code = CodeIn(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return ok ? null : code;
    }

    private static string CodeIn(ref MessagePackReader reader)
    {
        var code = "unknown";
        for (var left = reader.ReadMapHeader(); left > 0; left--)
        {
            if (Text(ref reader).SequenceEqual("code"u8))
            {
                code = reader.ReadString()!;
            }
            else
            {
                reader.Skip();
            }
        }

        return code;
    }

    private static void ReadArguments(ref MessagePackReader reader, IHubListener listener)
    {
        for (var arguments = reader.ReadArrayHeader(); arguments > 0; arguments--)
        {
            for (var properties = reader.ReadMapHeader(); properties > 0; properties--)
            {
                if (Text(ref reader).SequenceEqual("players"u8))
                {
                    for (var players = reader.ReadArrayHeader(); players > 0; players--)
                    {
                        ReadPlayer(ref reader, listener);
                    }
                }
                else
                {
                    reader.Skip();
                }
            }
        }
    }

    private static void ReadPlayer(ref MessagePackReader reader, IHubListener listener)
    {
        Span<char> playerId = stackalloc char[64];
        var (length, power) = (0, default(int?));
        for (var left = reader.ReadMapHeader(); left > 0; left--)
        {
            var name = Text(ref reader);
            if (name.SequenceEqual("playerId"u8))
            {
                length = Encoding.UTF8.GetChars(Text(ref reader), playerId);
            }
            else if (name.SequenceEqual("power"u8) && reader.NextMessagePackType != MessagePackType.Nil)
            {
                power = (int)reader.ReadDouble();
            }
            else
            {
                reader.Skip();
            }
        }

        if (power is { } watts)
        {
            listener.Measured(playerId[..length], watts);
        }
    }

    /// <summary>Every number and the instant have their place and their width.</summary>
    private sealed class MessagePackMetrics : MetricsCall
    {
        private const string NoId = "0000", NoInstant = "0000-00-00T00:00:00.000Z";

        private readonly byte[] _frame;
        private readonly int _id, _at, _numbers;

        public MessagePackMetrics(string sessionId, string playerId)
        {
            _frame = Frame((ref MessagePackWriter writer) =>
            {
                writer.WriteArrayHeader(5);
                writer.Write((int)HubMessageType.Invocation);
                writer.WriteMapHeader(0);
                writer.Write(NoId);
                writer.Write(MetricsName);
                writer.WriteArrayHeader(1);
                writer.WriteMapHeader(7);
                writer.Write("sessionId");
                writer.Write(sessionId);
                writer.Write("playerId");
                writer.Write(playerId);
                writer.Write("timestamp");
                writer.Write(NoInstant);
                foreach (var name in (string[])["heartRate", "power", "cadence", "pace"])
                {
                    writer.Write(name);
                    writer.WriteUInt16(0);
                }
            });
            _id = _frame.AsSpan().IndexOf(Encoding.UTF8.GetBytes(NoId));
            _at = _frame.AsSpan().IndexOf(Encoding.UTF8.GetBytes(NoInstant));
            _numbers = _at + NoInstant.Length;
        }

        public override int Write(Span<byte> into, in LoadSample sample, DateTimeOffset at)
        {
            _frame.CopyTo(into);
            Utf8Formatter.TryFormat(sample.PowerWatts, into[_id..], out _, new StandardFormat('D', (byte)NoId.Length));
            at.UtcDateTime.TryFormat(into[_at..], out _, "yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture);
            var next = _numbers;
            Put(into, ref next, "heartRate"u8, sample.HeartRateBpm);
            Put(into, ref next, "power"u8, sample.PowerWatts);
            Put(into, ref next, "cadence"u8, sample.CadenceRpm);
            Put(into, ref next, "pace"u8, sample.PaceSecondsPerKm);
            return _frame.Length;
        }

        // After a byte for the name's length, the name and a byte for the number's width.
        private static void Put(Span<byte> into, ref int next, ReadOnlySpan<byte> name, int number)
        {
            BinaryPrimitives.WriteUInt16BigEndian(into[(next + 1 + name.Length + 1)..], (ushort)number);
            next += 1 + name.Length + 3;
        }
    }
}
