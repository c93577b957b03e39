using System.Globalization;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Planning;

/// <summary>A session in a list.</summary>
/// <param name="There">Players who are there now; null where the session is not in memory, so nobody is.</param>
/// <param name="Expected">Players on the roster.</param>
/// <param name="Duration">Active time so far; null where the session is not in memory.</param>
public sealed record ListedSession(
    string Id,
    string WorkoutName,
    string TrainerName,
    string? TeamName,
    SessionStatus Status,
    DateTimeOffset? ScheduledAt,
    DateTimeOffset? StartTime,
    DateTimeOffset? EndTime,
    DateTimeOffset CreatedAt,
    int? There,
    int Expected,
    TimeSpan? Duration)
{
    public bool IsLive => Status is SessionStatus.Active or SessionStatus.Paused;

    public bool IsUpcoming => Status == SessionStatus.Scheduled;

    public bool IsPast => !IsLive && !IsUpcoming;

    /// <summary>The instant that tells when: of the plan, the start or, without either, the making.</summary>
    public DateTimeOffset When => (IsUpcoming ? ScheduledAt : StartTime) ?? ScheduledAt ?? CreatedAt;

    public bool Matches(string text) => text.Length == 0
        || WorkoutName.Contains(text, StringComparison.CurrentCultureIgnoreCase)
        || TrainerName.Contains(text, StringComparison.CurrentCultureIgnoreCase)
        || TeamName?.Contains(text, StringComparison.CurrentCultureIgnoreCase) == true;

    /// <param name="expected">Players of the row who were not removed.</param>
    /// <param name="live">The session in memory, which knows better than its row; null where it is not there.</param>
    public static ListedSession Of(SessionRow row, int expected, SessionState? live, DateTimeOffset now) => live is null
        ? new(row.Id, row.WorkoutName, row.TrainerName, row.TeamName, Enum.Parse<SessionStatus>(row.Status, ignoreCase: true),
            row.ScheduledAt, row.StartTime, row.EndTime, row.CreatedAt, null, expected, null)
        : new(live.SessionId, live.Workout.Name, live.TrainerName, live.TeamName, live.Status,
            live.ScheduledAt, live.StartTime, live.EndTime, live.CreatedAt, live.Players.Values.Count(player => player.Connected), live.TotalPlayers, live.Duration(now));

    /// <summary><c>23 min</c>.</summary>
    public string? Minutes => Duration is { } time ? Math.Floor(time.TotalMinutes).ToString(CultureInfo.InvariantCulture) + " min" : null;
}
