using System.Buffers.Binary;
using System.Text;

namespace TrainingHub.Core.Workouts.Files;

/// <summary>A message to be written: its fields in their order, little-endian. Each is written with a definition of its own.</summary>
internal sealed class FitRecord(ushort number)
{
    private const byte HeaderSize = 14, Protocol = 0x10, Definition = 0x40;
    private const ushort Profile = 2132; // 21.32: the last digits are the minor version

    private readonly List<(byte Field, byte BaseType, byte[] Bytes)> _fields = [];

    public FitRecord Whole(byte field, byte baseType, long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        var size = baseType switch
        {
            FitField.Enum or FitField.UInt8 => 1,
            FitField.UInt16 => 2,
            _ => 4,
        };
        _fields.Add((field, baseType, bytes[..size]));
        return this;
    }

    /// <param name="text">At most 254 bytes in UTF-8.</param>
    public FitRecord Text(byte field, string text)
    {
        _fields.Add((field, FitField.String, [.. Encoding.UTF8.GetBytes(text), 0]));
        return this;
    }

    /// <summary>A whole file of these messages, with its header and both checksums.</summary>
    public static byte[] File(IEnumerable<FitRecord> records)
    {
        var data = records.SelectMany(record => record.Bytes()).ToArray();
        var file = new byte[HeaderSize + data.Length + 2];
        (file[0], file[1]) = (HeaderSize, Protocol);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(2), Profile);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(4), (uint)data.Length);
        ".FIT"u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(12), FitCrc.Of(file.AsSpan(0, 12)));
        data.CopyTo(file, HeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(HeaderSize + data.Length), FitCrc.Of(file.AsSpan(0, HeaderSize + data.Length)));
        return file;
    }

    private IEnumerable<byte> Bytes() =>
    [
        Definition, 0, 0, (byte)number, (byte)(number >> 8), (byte)_fields.Count,
        .. _fields.SelectMany(field => new[] { field.Field, (byte)field.Bytes.Length, field.BaseType }),
        0, .. _fields.SelectMany(field => field.Bytes),
    ];
}
