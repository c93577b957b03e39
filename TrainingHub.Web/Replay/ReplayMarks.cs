using System.Collections.Immutable;
using System.Diagnostics;
using TrainingHub.Core.Replay;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Web.Replay;

/// <summary>A recording's markers in words, those that an audience hears of.</summary>
public static class ReplayMarks
{
    public static ImmutableArray<ReplayMark> Of(SessionRecording recording, Audience audience)
        => [.. from marker in recording.Markers
               where audience.Hears(marker.PlayerId, recording.Last)
               select new ReplayMark(marker.At, KindOf(marker.Kind), TextOf(marker, recording.Last))];

    /// <summary>How a moment looks.</summary>
    public static ReplayMarkKind KindOf(RecordingMarkerKind kind) => kind switch
    {
        RecordingMarkerKind.Set or RecordingMarkerKind.Interval => ReplayMarkKind.Set,
        RecordingMarkerKind.Kick or RecordingMarkerKind.Readmit or RecordingMarkerKind.Add or RecordingMarkerKind.Move or RecordingMarkerKind.Drop => ReplayMarkKind.Loss,
        _ => ReplayMarkKind.Session,
    };

    /// <summary>What happened, to whom.</summary>
    public static string TextOf(RecordingMarker marker, SessionState session)
    {
        var player = marker.PlayerId is { } playerId ? session.Find(playerId) : null;
        return TextOf(marker.Event, player?.Profile.Name ?? "A player", session);
    }

    private static string TextOf(SessionEvent @event, string name, SessionState session) => @event switch
    {
        SessionEvent.Started => "Started",
        SessionEvent.Paused => "Paused",
        SessionEvent.Resumed => "Resumed",
        SessionEvent.Ended => "Ended",
        SessionEvent.Cancelled => "Cancelled",
        SessionEvent.ExerciseReported { Progress: var set } => $"{name} completed {set.ExerciseName} {set.SetNumber}/{set.TotalSets}{(set.InsteadOf is { } planned ? $" in place of {session.Workout.Exercises.FirstOrDefault(each => each.ExerciseId == planned)?.Name ?? "another exercise"}" : "")}",
        SessionEvent.IntervalReported { Progress: var interval } => $"{name} completed {interval.IntervalName} {interval.CurrentInterval}/{interval.TotalIntervals}",
        SessionEvent.PlayerKicked => $"{name} was removed",
        SessionEvent.PlayerReadmitted => $"{name} was readmitted",
        SessionEvent.PlayerAdded => $"{name} was added",
        SessionEvent.PlayerMoved => $"{name} went to another session",
        SessionEvent.PlayerLeft { Reason: LeaveReason.Disconnected } => $"{name} was lost",
        SessionEvent.PlayerLeft => $"{name} left before the end",
        _ => throw new UnreachableException($"A marker of {@event.GetType().Name} has no words."),
    };
}
