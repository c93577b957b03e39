using System.Collections.Immutable;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Core.Replay;

public enum RecordingMarkerKind { Start, Pause, Resume, End, Cancel, Set, Interval, Kick, Readmit, Drop, Add, Move }

/// <summary>A moment worth jumping to.</summary>
/// <param name="Event">What happened.</param>
public sealed record RecordingMarker(DateTimeOffset At, RecordingMarkerKind Kind, SessionEvent Event)
{
    /// <summary>The player whom it concerns; null where it concerns the session. Who may not hear of that player must not be shown it.</summary>
    public string? PlayerId => Event.Subject;

    /// <summary>The moment that an event is, at its own time; null where it is none worth jumping to.</summary>
    public static RecordingMarker? Find(SessionEvent @event) => KindOf(@event) is { } kind ? new RecordingMarker(@event.At, kind, @event) : null;

    internal static IEnumerable<RecordingMarker> Of(ImmutableArray<SessionEvent> events, ImmutableArray<DateTimeOffset> times)
    {
        for (var index = 0; index < events.Length; index++)
        {
            if (KindOf(events[index]) is { } kind)
            {
                yield return new RecordingMarker(times[index], kind, events[index]);
            }
        }
    }

    private static RecordingMarkerKind? KindOf(SessionEvent @event) => @event switch
    {
        SessionEvent.Started => RecordingMarkerKind.Start,
        SessionEvent.Paused => RecordingMarkerKind.Pause,
        SessionEvent.Resumed => RecordingMarkerKind.Resume,
        SessionEvent.Ended => RecordingMarkerKind.End,
        SessionEvent.Cancelled => RecordingMarkerKind.Cancel,
        SessionEvent.ExerciseReported { Progress.Completed: true } => RecordingMarkerKind.Set,
        SessionEvent.IntervalReported { Progress.Completed: true } => RecordingMarkerKind.Interval,
        SessionEvent.PlayerKicked => RecordingMarkerKind.Kick,
        SessionEvent.PlayerReadmitted => RecordingMarkerKind.Readmit,
        SessionEvent.PlayerAdded => RecordingMarkerKind.Add,
        SessionEvent.PlayerMoved => RecordingMarkerKind.Move,
        SessionEvent.PlayerLeft { Reason: LeaveReason.Dropped or LeaveReason.Disconnected } => RecordingMarkerKind.Drop,
        _ => null,
    };
}
