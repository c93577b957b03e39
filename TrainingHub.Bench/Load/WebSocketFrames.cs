using System.Buffers.Binary;

namespace TrainingHub.Bench.Load;

/// <summary>Of RFC 6455.</summary>
internal enum WebSocketOpcode
{
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10,
}

/// <summary>Takes a server's frames apart as their bytes come, wherever they were cut on the way, and makes a client's.</summary>
internal sealed class WebSocketFrames
{
    /// <summary>The longest header of a client's frame of less than 64 KiB.</summary>
    public const int MaxHeader = 8;

    private readonly byte[] _header = new byte[10];
    private int _headerLength;
    private WebSocketOpcode _opcode;
    private long _left; // of the payload

    /// <summary>What comes next of a frame's payload.</summary>
    /// <param name="bytes">What was received; what is left of it goes into the next call.</param>
    /// <param name="ends">Nothing more of this frame comes.</param>
    /// <returns>False when more has to be received first.</returns>
    public bool TryRead(ref ReadOnlyMemory<byte> bytes, out WebSocketOpcode opcode, out ReadOnlyMemory<byte> payload, out bool ends)
    {
        (opcode, payload, ends) = (_opcode, default, false);
        if (_left == 0 && !TryBegin(ref bytes))
        {
            return false;
        }

        if (_left > 0 && bytes.IsEmpty)
        {
            return false;
        }

        opcode = _opcode;
        payload = bytes[..(int)Math.Min(_left, bytes.Length)];
        bytes = bytes[payload.Length..];
        _left -= payload.Length;
        ends = _left == 0;
        return true;
    }

    /// <summary>A client's frame.</summary>
    public static byte[] Of(WebSocketOpcode opcode, ReadOnlySpan<byte> payload)
    {
        var frame = new byte[MaxHeader + payload.Length];
        payload.CopyTo(frame.AsSpan(MaxHeader));
        return frame[PutHeader(frame, opcode, payload.Length)..];
    }

    /// <summary>Puts a frame's header right before its payload, which begins at <see cref="MaxHeader"/>.</summary>
    /// <returns>Where the header begins.</returns>
    public static int PutHeader(Span<byte> frame, WebSocketOpcode opcode, int length)
    {
        const byte Final = 0x80, Masked = 0x80, LongLength = 126;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, ushort.MaxValue);
        var start = length < LongLength ? 2 : 0;
        var header = frame[start..MaxHeader];
        header[0] = (byte)(Final | (int)opcode);
        header[1] = (byte)(Masked | (length < LongLength ? length : LongLength));
        if (length >= LongLength)
        {
            BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)length);
        }

        header[^4..].Clear(); // The mask is zero: the server undoes it all the same, and nothing between here and there needs to be confused.
        return start;
    }

    private bool TryBegin(ref ReadOnlyMemory<byte> bytes)
    {
        const int ShortLength = 0x7F, TwoBytes = 126;
        while (true)
        {
            var needed = _headerLength < 2 ? 2 : (_header[1] & ShortLength) switch { < TwoBytes => 2, TwoBytes => 4, _ => 10 };
            if (_headerLength == needed)
            {
                break;
            }

            if (bytes.IsEmpty)
            {
                return false;
            }

            _header[_headerLength++] = bytes.Span[0];
            bytes = bytes[1..];
        }

        _left = _headerLength switch
        {
            2 => _header[1],
            4 => BinaryPrimitives.ReadUInt16BigEndian(_header.AsSpan(2)),
            _ => BinaryPrimitives.ReadInt64BigEndian(_header.AsSpan(2)),
        };
        _opcode = (WebSocketOpcode)(_header[0] & 0x0F);
        _headerLength = 0;
        return true;
    }
}
