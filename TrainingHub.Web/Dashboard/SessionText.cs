using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Web.Dashboard;

/// <summary>A session's facts as people read them.</summary>
public static class SessionText
{
    public static string Of(SessionStatus status) => status switch
    {
        SessionStatus.Scheduled => "Scheduled",
        SessionStatus.Active => "Active",
        SessionStatus.Paused => "Paused",
        SessionStatus.Completed => "Ended",
        _ => "Cancelled",
    };

    /// <summary>The class of the status's chip.</summary>
    public static string Mark(SessionStatus status) => status switch
    {
        SessionStatus.Active => "ok",
        SessionStatus.Paused => "warn",
        SessionStatus.Cancelled => "bad",
        _ => "",
    };

    /// <summary><c>Work · zone 4</c>, <c>Run · 400 m</c>, <c>Ramp · 50 % of FTP → 90 % of FTP</c>.</summary>
    public static string Of(Interval interval) => string.Join(" · ", new[]
    {
        interval.Name,
        interval.DistanceM is { } distance ? Play.PlayText.Metres(distance) : null,
        Play.PlayText.Plan(interval)?.Replace("your ", "", StringComparison.Ordinal),
    }.Where(part => part is not null));

    /// <summary><c>4 exercises · 16 sets</c>.</summary>
    public static string Sets(Workout workout)
        => $"{workout.Exercises.Length} exercises · {workout.Exercises.Sum(exercise => exercise.Sets)} sets";

    /// <summary>What a press asks before it destroys; null where it does not.</summary>
    public static (string Title, string Text, string Yes)? Question(SessionCommand command, SessionState session) => command switch
    {
        SessionCommand.End => ("End this session?",
            $"{session.Workout.Name} ends now for all {session.TotalPlayers} players. Nothing more is recorded, what was recorded stays. This cannot be undone.", "End session"),
        SessionCommand.ForceEnd => ("Force this session to end?",
            $"{session.Workout.Name} of {session.TrainerName} is cancelled now for the trainer and all {session.TotalPlayers} players. What was recorded stays. This cannot be undone.", "Cancel the session"),
        SessionCommand.Kick kick when session.Players.GetValueOrDefault(kick.PlayerId) is { } player => ($"Remove {player.Profile.Name}?",
            $"{player.Profile.Name} leaves this session at once, on all their devices, and cannot come back until you readmit them. What was recorded stays.", "Remove"),
        _ => null,
    };
}
