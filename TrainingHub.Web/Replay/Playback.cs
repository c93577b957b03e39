using System.Collections.Immutable;

namespace TrainingHub.Web.Replay;

/// <summary>Where a replay stands: at a position between two instants, still or running at a speed. Moves only when it is told to, or by <see cref="Advance"/>.</summary>
public sealed class Playback(DateTimeOffset from, DateTimeOffset to, TimeProvider time)
{
    private long _movedAt;

    /// <summary>How many times as fast as it happened.</summary>
    public static ImmutableArray<int> Speeds { get; } = [1, 2, 5, 10, 30, 60];

    public DateTimeOffset From { get; } = from;

    public DateTimeOffset To { get; } = to < from ? from : to;

    public TimeSpan Length => To - From;

    /// <summary>Never outside of <see cref="From"/> and <see cref="To"/>.</summary>
    public DateTimeOffset Position { get; private set; } = from;

    public TimeSpan Elapsed => Position - From;

    public int Speed { get; private set; } = 1;

    public bool IsPlaying { get; private set; }

    /// <summary>Rises when the position goes elsewhere than on.</summary>
    public int Jumps { get; private set; }

    public bool IsAtEnd => Position >= To;

    /// <summary>Moves on by the time that passed since the last call, as fast as it plays; stands when it comes to the end.</summary>
    public void Advance()
    {
        if (!IsPlaying)
        {
            return;
        }

        var now = time.GetTimestamp();
        Position = Within(Position + time.GetElapsedTime(_movedAt, now) * Speed);
        _movedAt = now;
        IsPlaying = !IsAtEnd;
    }

    /// <summary>Plays on; from the beginning where it stands at the end.</summary>
    public void Play()
    {
        if (IsAtEnd)
        {
            Seek(From);
        }

        (IsPlaying, _movedAt) = (!IsAtEnd, time.GetTimestamp());
    }

    public void Pause()
    {
        Advance();
        IsPlaying = false;
    }

    public void SetSpeed(int speed)
    {
        Advance();
        Speed = Speeds.Contains(speed) ? speed : throw new ArgumentOutOfRangeException(nameof(speed), speed, $"A replay runs at {string.Join(", ", Speeds)} times.");
    }

    /// <summary>Goes there, or to the end that is nearer to there; what plays plays on from there.</summary>
    public void Seek(DateTimeOffset at)
    {
        Advance();
        Position = Within(at);
        Jumps++;
    }

    /// <summary>Goes forward or (negative) back.</summary>
    public void Skip(TimeSpan by)
    {
        Advance();
        Seek(Position + by);
    }

    private DateTimeOffset Within(DateTimeOffset at) => at < From ? From : at > To ? To : at;
}
