using TrainingHub.Core.Replay;
using TrainingHub.Core.Traces;

namespace TrainingHub.Web.Dashboard;

/// <summary>When a session's clock, which stands in pauses, showed what.</summary>
public sealed class ActiveClock
{
    // Each run of the clock: what it showed when it began, and when that was.
    private readonly List<(TimeSpan Shown, DateTimeOffset At)> _runs = [];
    private readonly TimeSpan? _stands; // null while it runs

    /// <param name="traces">With all of the session's own marks.</param>
    public ActiveClock(SessionTraces traces)
    {
        foreach (var mark in traces.Marks)
        {
            switch (mark.Kind)
            {
                case RecordingMarkerKind.Start:
                    _runs.Add((TimeSpan.Zero, mark.At));
                    break;
                case RecordingMarkerKind.Resume when _stands is { } shown:
                    _runs.Add((shown, mark.At));
                    _stands = null;
                    break;
                case RecordingMarkerKind.Pause or RecordingMarkerKind.End or RecordingMarkerKind.Cancel when _stands is null && _runs is [.., var run]:
                    _stands = run.Shown + (mark.At - run.At);
                    break;
            }
        }
    }

    /// <summary>The way from one reading to another, cut where the clock stood: pieces in which it ran, and those in which it did not, whose two readings are the same. One without an end stands still; none where it does not come to <paramref name="from"/>.</summary>
    public IEnumerable<(TimeSpan From, DateTimeOffset At, TimeSpan To, DateTimeOffset? Until)> Between(TimeSpan from, TimeSpan to)
    {
        if (At(from) is not { } at)
        {
            yield break;
        }

        foreach (var run in _runs.Skip(1).Where(run => run.Shown >= from && run.Shown < to))
        {
            var stood = At(run.Shown)!.Value;
            if (stood > at)
            {
                yield return (from, at, run.Shown, stood);
            }

            yield return (run.Shown, stood, run.Shown, run.At);
            (from, at) = (run.Shown, run.At);
        }

        if (_stands is { } stands && stands < to)
        {
            var stood = at + (stands - from);
            if (stood > at)
            {
                yield return (from, at, stands, stood);
            }

            yield return (stands, stood, stands, null);
        }
        else
        {
            yield return (from, at, to, at + (to - from));
        }
    }

    /// <summary>When it showed so much for the first time, or will, if it goes on; null where it does not come to it: it never started, or stands before.</summary>
    public DateTimeOffset? At(TimeSpan shown)
    {
        if (_runs.Count == 0 || shown > _stands)
        {
            return null;
        }

        var run = _runs.FindLastIndex(run => run.Shown < shown);
        var (from, at) = _runs[Math.Max(0, run)];
        return at + (shown - from);
    }
}
