using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MessagePack;
using TrainingHub.Bench.Load;

namespace TrainingHub.Bench.Fuzz;

/// <summary>The hub protocol's calls in one of its encodings, from any argument whatever.</summary>
internal abstract class HubSpeech
{
    public static HubSpeech Json { get; } = new InJson();

    public static HubSpeech MessagePack { get; } = new InMessagePack();

    public abstract string Name { get; }

    public abstract WebSocketOpcode Opcode { get; }

    public byte[] Handshake() => Encoding.UTF8.GetBytes($$"""{"protocol":"{{Name}}","version":1}""" + "\u001e");

    public abstract byte[] Call(string id, string target, JsonNode? argument);

    private sealed class InJson : HubSpeech
    {
        private static readonly JsonSerializerOptions _deep = new() { MaxDepth = 200 };

        public override string Name => "json";

        public override WebSocketOpcode Opcode => WebSocketOpcode.Text;

        public override byte[] Call(string id, string target, JsonNode? argument)
        {
            var call = new JsonObject { ["type"] = 1, ["invocationId"] = id, ["target"] = target, ["arguments"] = new JsonArray(argument) };
            return [.. JsonSerializer.SerializeToUtf8Bytes(call, _deep), 0x1e];
        }
    }

    private sealed class InMessagePack : HubSpeech
    {
        public override string Name => "messagepack";

        public override WebSocketOpcode Opcode => WebSocketOpcode.Binary;

        public override byte[] Call(string id, string target, JsonNode? argument)
        {
            var body = new ArrayBufferWriter<byte>();
            var writer = new MessagePackWriter(body);
            writer.WriteArrayHeader(6);
            writer.Write(1);
            writer.WriteMapHeader(0);
            writer.Write(id);
            writer.Write(target);
            writer.WriteArrayHeader(1);
            Write(ref writer, argument);
            writer.WriteArrayHeader(0);
            writer.Flush();
            return [.. Length(body.WrittenCount), .. body.WrittenSpan];
        }

        private static void Write(ref MessagePackWriter writer, JsonNode? node)
        {
            switch (node)
            {
                case null:
                    writer.WriteNil();
                    break;
                case JsonObject map:
                    writer.WriteMapHeader(map.Count);
                    foreach (var (key, value) in map)
                    {
                        writer.Write(key);
                        Write(ref writer, value);
                    }

                    break;
                case JsonArray list:
                    writer.WriteArrayHeader(list.Count);
                    foreach (var item in list)
                    {
                        Write(ref writer, item);
                    }

                    break;
                default:
                    Write(ref writer, node.AsValue());
                    break;
            }
        }

        private static void Write(ref MessagePackWriter writer, JsonValue value)
        {
            switch (value.GetValueKind())
            {
                case JsonValueKind.True or JsonValueKind.False:
                    writer.Write(value.GetValue<bool>());
                    break;
                case JsonValueKind.Number when value.TryGetValue<int>(out var whole):
                    writer.Write(whole);
                    break;
                case JsonValueKind.Number when value.TryGetValue<long>(out var great):
                    writer.Write(great);
                    break;
                case JsonValueKind.Number when value.TryGetValue<double>(out var real):
                    writer.Write(real);
                    break;
                case JsonValueKind.Number:
                    writer.Write(double.NaN);
                    break;
                default:
                    writer.Write(value.GetValue<string>());
                    break;
            }
        }

        // The hub protocol's own: seven bits a byte, the lowest first.
        private static byte[] Length(int count)
        {
            List<byte> bytes = [];
            for (; count > 0x7F; count >>= 7)
            {
                bytes.Add((byte)(count | 0x80));
            }

            return [.. bytes, (byte)count];
        }
    }
}
