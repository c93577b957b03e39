using TrainingHub.Client;

namespace TrainingHub.Bench.Faults;

/// <summary>Samples of a device whose clock has milliseconds; no two at one time.</summary>
internal sealed class SampleMaker(string sessionId, string playerId)
{
    private DateTimeOffset _last;

    /// <summary>How many were made.</summary>
    public int Count { get; private set; }

    public Metrics Next()
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        _last = now > _last ? now : _last.AddMilliseconds(1);
        Count++;
        return new Metrics
        {
            SessionId = sessionId,
            PlayerId = playerId,
            DeviceId = "strap",
            Timestamp = _last,
            Distance = Count,
            // A strap that loses its contact now and then.
            HeartRate = Count % 10 == 0 ? (double?)null : 90 + Count % 90,
        };
    }
}
