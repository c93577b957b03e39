namespace TrainingHub.Bench.Load;

/// <summary>Cuts what a connection receives into messages. A message that came in one piece is not copied.</summary>
internal sealed class MessageStream
{
    private byte[] _kept = [];
    private int _start, _end;

    /// <param name="payload">What came; it is empty after the call that answers false.</param>
    /// <param name="message">Stays as it is until the next call.</param>
    public bool TryRead(HubWire wire, ref ReadOnlyMemory<byte> payload, out ReadOnlyMemory<byte> message)
    {
        if (_start == _end)
        {
            if (wire.TryCut(payload, out message, out var taken))
            {
                payload = payload[taken..];
                return true;
            }

            Keep(ref payload);
            return false;
        }

        Keep(ref payload);
        if (!wire.TryCut(_kept.AsMemory(_start, _end - _start), out message, out var takenOfKept))
        {
            return false;
        }

        _start += takenOfKept;
        return true;
    }

    private void Keep(ref ReadOnlyMemory<byte> payload)
    {
        if (payload.IsEmpty)
        {
            return;
        }

        var held = _end - _start;
        if (_end + payload.Length > _kept.Length)
        {
            var room = held + payload.Length > _kept.Length ? new byte[2 * (held + payload.Length)] : _kept;
            _kept.AsSpan(_start, held).CopyTo(room);
            (_kept, _start, _end) = (room, 0, held);
        }

        payload.Span.CopyTo(_kept.AsSpan(_end));
        _end += payload.Length;
        payload = default;
    }
}
