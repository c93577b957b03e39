using System.Buffers;
using System.Globalization;
using System.Text;
using MessagePack;
using MessagePack.Formatters;

namespace TrainingHub.Web.Wire;

/// <summary>Wire values as MessagePack. Reads whatever is MessagePack without throwing; a map's keys that are not text are ignored.</summary>
public sealed class WireMessagePack : IMessagePackFormatter<WireValue>
{
    private const double WholeUpTo = 1L << 53;

    public static WireMessagePack Instance { get; } = new();

    public WireValue Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) => Read(ref reader, 0);

    public void Serialize(ref MessagePackWriter writer, WireValue value, MessagePackSerializerOptions options) => Write(ref writer, value);

    private static WireValue Read(ref MessagePackReader reader, int depth)
    {
        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Boolean:
                return reader.ReadBoolean();
            case MessagePackType.Integer or MessagePackType.Float:
                return reader.ReadDouble();
            case MessagePackType.String:
                return reader.ReadString();
            case MessagePackType.Array when depth < WireJson.MaxDepth:
                return ReadList(ref reader, depth);
            case MessagePackType.Map when depth < WireJson.MaxDepth:
                return ReadObject(ref reader, depth);
            case MessagePackType.Array or MessagePackType.Map:
                Pass(ref reader);
                return WireValue.Other("nested too deeply");
            case MessagePackType.Extension:
                return ReadExtension(ref reader);
            case MessagePackType.Binary:
                reader.ReadBytes();
                return WireValue.Other("binary data");
            default:
                reader.Skip();
                return WireValue.Null;
        }
    }

    private static WireValue ReadList(ref MessagePackReader reader, int depth)
    {
        var items = new WireValue[reader.ReadArrayHeader()];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = Read(ref reader, depth + 1);
        }

        return WireValue.Of(items);
    }

    private static WireValue ReadObject(ref MessagePackReader reader, int depth)
    {
        var count = reader.ReadMapHeader();
        var properties = new WireObject(count);
        for (var i = 0; i < count; i++)
        {
            var name = ReadName(ref reader);
            var value = Read(ref reader, depth + 1);
            if (name is not null)
            {
                properties.Add(name, value);
            }
        }

        return properties.Build();
    }

    private static string? ReadName(ref MessagePackReader reader)
    {
        if (reader.NextMessagePackType != MessagePackType.String)
        {
            Pass(ref reader);
            return null;
        }

        if (reader.ReadStringSequence() is not { Length: <= WireNames.MaxLength } bytes)
        {
            return null;
        }

        Span<char> name = stackalloc char[WireNames.MaxLength];
        return WireNames.Of(name[..Encoding.UTF8.GetChars(bytes, name)]);
    }

    // The one extension that the contract knows is the timestamp, of 4, 8 or 12 bytes.
    private static WireValue ReadExtension(ref MessagePackReader reader)
    {
        var extension = reader.ReadExtensionFormat();
        var bytes = extension.Data.ToArray();
        if (extension.TypeCode != ReservedMessagePackExtensionTypeCode.DateTime || bytes.Length is not (4 or 8 or 12))
        {
            return WireValue.Other("an extension type");
        }

        var (seconds, nanoseconds) = bytes.Length switch
        {
            4 => (ReadUInt32(bytes), 0),
            8 => ((long)(ReadUInt64(bytes) & 0x3_FFFF_FFFF), (long)(ReadUInt64(bytes) >> 34)),
            _ => ((long)ReadUInt64(bytes.AsSpan(4)), ReadUInt32(bytes)),
        };
        return seconds < DateTimeOffset.MinValue.ToUnixTimeSeconds() || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds() || nanoseconds >= 1_000_000_000
            ? WireValue.Other(string.Create(CultureInfo.InvariantCulture, $"a timestamp of {seconds} s"))
            : DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick);
    }

    private static long ReadUInt32(ReadOnlySpan<byte> bytes) => System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes);

    private static ulong ReadUInt64(ReadOnlySpan<byte> bytes) => System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes);

    // The library's own Skip calls itself for each level: 64 KiB of nested arrays would be the process's end.
    private static void Pass(ref MessagePackReader reader)
    {
        for (var left = 1L; left > 0; left--)
        {
            switch (reader.NextMessagePackType)
            {
                case MessagePackType.Array:
                    left += reader.ReadArrayHeader();
                    break;
                case MessagePackType.Map:
                    left += 2L * reader.ReadMapHeader();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private static void Write(ref MessagePackWriter writer, in WireValue value)
    {
        switch (value.Kind)
        {
            case WireKind.Bool:
                writer.Write(value.Bool);
                break;
            case WireKind.Number when Math.Abs(value.Number) <= WholeUpTo && value.Number == Math.Truncate(value.Number):
                writer.Write((long)value.Number);
                break;
            case WireKind.Number when double.IsFinite(value.Number):
                writer.Write(value.Number);
                break;
            case WireKind.Text or WireKind.Other:
                writer.Write(value.Text);
                break;
            case WireKind.List:
                writer.WriteArrayHeader(value.Items.Count);
                foreach (var item in value.Items)
                {
                    Write(ref writer, item);
                }

                break;
            case WireKind.Map:
                writer.WriteMapHeader(value.Properties.Length);
                foreach (var property in value.Properties)
                {
                    writer.Write(property.Name);
                    Write(ref writer, property.Value);
                }

                break;
            default:
                writer.WriteNil();
                break;
        }
    }
}
