using TrainingHub.Core.Workouts;

namespace TrainingHub.Web.Play;

/// <summary>How far a player has come in a distance interval, by what their own device says since the session's start. It can only know what the page saw: who opens it in the middle of an interval is told no distance in it.</summary>
public sealed class CoveredDistance
{
    private int? _index;
    private double? _atStart, _newest;

    /// <param name="position">Where the plan stands; null where no interval runs.</param>
    /// <param name="distanceM">Since the session's start; null where no device says.</param>
    public void See(IntervalPosition? position, double? distanceM)
    {
        if (position?.Index != _index)
        {
            // Of the first interval the start is the session's own; of another it was the newest value before.
            _atStart = position?.Index == 0 ? 0 : position is not null && _index == position.Index - 1 ? _newest : null;
            _index = position?.Index;
        }

        _newest = distanceM ?? _newest;
    }

    /// <summary>Metres left of the interval, 0 when they are covered; null where it has no distance, or nobody knows.</summary>
    public double? LeftM(Interval interval)
        => interval.DistanceM is { } whole && _atStart is { } start && _newest is { } now && now >= start ? Math.Max(0, whole - (now - start)) : null;
}
