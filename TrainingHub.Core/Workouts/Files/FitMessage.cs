using System.Buffers.Binary;
using System.Text;

namespace TrainingHub.Core.Workouts.Files;

/// <summary>A data message of a FIT file.</summary>
/// <param name="number">Of the profile: file_id 0, workout 26, workout_step 27.</param>
/// <param name="offset">The byte of the file where it begins.</param>
internal sealed class FitMessage(ushort number, int offset, IReadOnlyDictionary<byte, FitField> fields)
{
    public ushort Number { get; } = number;

    public int Offset { get; } = offset;

    /// <summary>A field's whole number; null where the field is absent, or holds its type's value for "invalid".</summary>
    public long? Whole(byte field) => fields.TryGetValue(field, out var value) ? value.Whole() : null;

    /// <summary>A field's text up to its first NUL; null where there is none.</summary>
    public string? Text(byte field) => fields.TryGetValue(field, out var value) ? value.Text() : null;
}

/// <summary>A field as it stands in the file.</summary>
/// <param name="BaseType">The protocol's number of its type.</param>
internal readonly record struct FitField(byte BaseType, bool IsBigEndian, byte[] Bytes)
{
    public const byte Enum = 0x00, UInt8 = 0x02, UInt16 = 0x84, UInt32 = 0x86, String = 0x07, UInt32Z = 0x8C;

    /// <summary>The first element where there are several; null where it is invalid, no whole number, or shorter than its type.</summary>
    public long? Whole() => BaseType switch
    {
        Enum or UInt8 or 0x0D when Bytes.Length >= 1 => Unless(Bytes[0], 0xFF),
        0x0A when Bytes.Length >= 1 => Unless(Bytes[0], 0),
        0x01 when Bytes.Length >= 1 => Unless((sbyte)Bytes[0], sbyte.MaxValue),
        UInt16 when Bytes.Length >= 2 => Unless(UInt(2), 0xFFFF),
        0x8B when Bytes.Length >= 2 => Unless(UInt(2), 0),
        0x83 when Bytes.Length >= 2 => Unless((short)UInt(2), short.MaxValue),
        UInt32 when Bytes.Length >= 4 => Unless(UInt(4), 0xFFFFFFFF),
        UInt32Z when Bytes.Length >= 4 => Unless(UInt(4), 0),
        0x85 when Bytes.Length >= 4 => Unless((int)UInt(4), int.MaxValue),
        _ => null, // 64 bits and floats: no field of a workout is one
    };

    public string? Text()
    {
        if (BaseType != String)
        {
            return null;
        }

        var end = Array.IndexOf(Bytes, (byte)0);
        return Encoding.UTF8.GetString(Bytes, 0, end < 0 ? Bytes.Length : end) is { Length: > 0 } text ? text : null;
    }

    private static long? Unless(long value, long invalid) => value == invalid ? null : value;

    private long UInt(int size) => (size, IsBigEndian) switch
    {
        (2, false) => BinaryPrimitives.ReadUInt16LittleEndian(Bytes),
        (2, true) => BinaryPrimitives.ReadUInt16BigEndian(Bytes),
        (_, false) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes),
        _ => BinaryPrimitives.ReadUInt32BigEndian(Bytes),
    };
}
