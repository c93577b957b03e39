using System.Buffers.Binary;
using System.Collections.Immutable;

namespace TrainingHub.Core.Workouts.Files;

/// <summary>
/// The container of Garmin's "Flexible and Interoperable Data Transfer" protocol: a header of 12 or 14 bytes (size, protocol, profile, size of the data, <c>.FIT</c>, CRC),
/// records, and a CRC. A record is a definition (the fields of a local message: number, size, base type) or the data of one, its header plain or with a compressed timestamp.
/// Developer fields are passed over. Where files are chained, the first is read.
/// </summary>
internal static class FitFile
{
    /// <summary>Messages that one file may hold; a workout has a few dozen, and 1 MiB of empty ones would be a million.</summary>
    private const int MostMessages = 20_000;

    private const byte Definition = 0x40, Developer = 0x20, Compressed = 0x80, LittleEndian = 0, BigEndian = 1;

    public static bool IsOne(ReadOnlySpan<byte> content) => content.Length >= 12 && content[8..12].SequenceEqual(".FIT"u8);

    /// <exception cref="WorkoutFileException">It is none, is cut off or damaged.</exception>
    public static ImmutableArray<FitMessage> Read(ReadOnlySpan<byte> content)
    {
        if (!IsOne(content) || content[0] is not (12 or 14) || content.Length < content[0])
        {
            throw new WorkoutFileException("Byte 0: this is no FIT file; its header must have 12 or 14 bytes, with .FIT from byte 8.");
        }

        int start = content[0];
        var size = BinaryPrimitives.ReadUInt32LittleEndian(content[4..]);
        if (size > content.Length - start - 2)
        {
            throw new WorkoutFileException($"Byte {content.Length}: the file is cut off; its header says {start + size + 2L} bytes.");
        }

        var end = start + (int)size;
        var (said, computed) = (BinaryPrimitives.ReadUInt16LittleEndian(content[end..]), FitCrc.Of(content[..end]));
        return said == computed ? new Records(content[..end], start).Read()
            : throw new WorkoutFileException($"Byte {end}: the checksum is 0x{computed:X4}, but the file says 0x{said:X4}; it is damaged.");
    }

    private ref struct Records(ReadOnlySpan<byte> content, int start)
    {
        private readonly ReadOnlySpan<byte> _content = content;
        private readonly Layout?[] _layouts = new Layout?[16];
        private int _at = start;

        public ImmutableArray<FitMessage> Read()
        {
            var messages = ImmutableArray.CreateBuilder<FitMessage>();
            while (_at < _content.Length)
            {
                var begin = _at;
                var header = Byte();
                if ((header & Compressed) != 0)
                {
                    messages.Add(Data(begin, (header >> 5) & 3));
                }
                else if ((header & Definition) != 0)
                {
                    _layouts[header & 15] = Define((header & Developer) != 0);
                }
                else
                {
                    messages.Add(Data(begin, header & 15));
                }

                if (messages.Count > MostMessages)
                {
                    throw new WorkoutFileException($"Byte {begin}: the file holds more than {MostMessages} messages.");
                }
            }

            return messages.DrainToImmutable();
        }

        private Layout Define(bool hasDeveloperFields)
        {
            Byte(); // reserved
            var order = Byte();
            if (order is not (LittleEndian or BigEndian))
            {
                throw new WorkoutFileException($"Byte {_at - 1}: the byte order was {order}; 0 and 1 are known.");
            }

            var number = Take(2);
            var global = order == BigEndian ? BinaryPrimitives.ReadUInt16BigEndian(number) : BinaryPrimitives.ReadUInt16LittleEndian(number);
            var fields = new FieldLayout[Byte()];
            for (var index = 0; index < fields.Length; index++)
            {
                fields[index] = new FieldLayout(Byte(), Byte(), Byte());
            }

            var developer = 0;
            for (var count = hasDeveloperFields ? Byte() : 0; count > 0; count--)
            {
                Byte(); // the field's number
                developer += Byte();
                Byte(); // whose it is
            }

            return new Layout(global, order == BigEndian, fields, developer);
        }

        private FitMessage Data(int begin, int local)
        {
            if (_layouts[local] is not { } layout)
            {
                throw new WorkoutFileException($"Byte {begin}: data of the local message {local} came before its definition.");
            }

            var fields = new Dictionary<byte, FitField>();
            foreach (var field in layout.Fields)
            {
                fields[field.Number] = new FitField(field.BaseType, layout.IsBigEndian, Take(field.Size).ToArray());
            }

            Take(layout.DeveloperBytes);
            return new FitMessage(layout.Global, begin, fields);
        }

        private byte Byte() => Take(1)[0];

        private ReadOnlySpan<byte> Take(int count)
        {
            if (count > _content.Length - _at)
            {
                throw new WorkoutFileException($"Byte {_at}: a record ends behind the file's data.");
            }

            _at += count;
            return _content.Slice(_at - count, count);
        }
    }

    private sealed record Layout(ushort Global, bool IsBigEndian, FieldLayout[] Fields, int DeveloperBytes);

    private readonly record struct FieldLayout(byte Number, byte Size, byte BaseType);
}

/// <summary>The checksum of FIT files: CRC-16, polynomial 0x8005 reflected, a nibble at a time, as the protocol's description gives it.</summary>
internal static class FitCrc
{
    private static ReadOnlySpan<ushort> Table =>
    [
        0x0000, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401, 0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01, 0x8801, 0x4400,
    ];

    public static ushort Of(ReadOnlySpan<byte> bytes)
    {
        var crc = 0;
        foreach (var value in bytes)
        {
            crc = (crc >> 4) ^ Table[crc & 15] ^ Table[value & 15];
            crc = (crc >> 4) ^ Table[crc & 15] ^ Table[value >> 4];
        }

        return (ushort)crc;
    }
}
