using TrainingHub.Core.Metrics;

namespace TrainingHub.Core.Athletes;

/// <summary>A wearable that plays a recording at its own pace, and again from the start when it is over. Not safe from several threads.</summary>
public sealed class RecordedAthlete(Recording recording)
{
    private static readonly TimeSpan BeforeTheNextRound = TimeSpan.FromSeconds(2);

    private TimeSpan _position;
    private int _played = -1;
    private bool _begun;

    /// <summary>Lets time pass and reads the wearable; the first call reads the recording's start.</summary>
    /// <returns>The newest row; null where there is none since the last call, as in a gap of the recording.</returns>
    public MetricValues? Step(TimeSpan elapsed)
    {
        _position = _begun ? _position + elapsed : TimeSpan.Zero;
        _begun = true;
        if (_position > recording.Length + BeforeTheNextRound)
        {
            (_position, _played) = (TimeSpan.Zero, -1);
        }

        var newest = recording.NewestAt(_position);
        if (newest == _played)
        {
            return null;
        }

        _played = newest;
        return recording.Rows[newest].Values;
    }
}
