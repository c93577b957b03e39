using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace TrainingHub.Web.Journal;

/// <summary>CRC-32C (Castagnoli) over a row's key, time and events, so that a row is known to be whole and in its own place.</summary>
internal static class BatchChecksum
{
    public static uint Of(string sessionId, long firstSeq, long at, ReadOnlySpan<byte> events)
    {
        var crc = uint.MaxValue;
        crc = Add(crc, Encoding.UTF8.GetBytes(sessionId));
        crc = BitOperations.Crc32C(crc, (ulong)firstSeq);
        crc = BitOperations.Crc32C(crc, (ulong)at);
        return ~Add(crc, events);
    }

    private static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var rest in bytes)
        {
            crc = BitOperations.Crc32C(crc, rest);
        }

        return crc;
    }
}
