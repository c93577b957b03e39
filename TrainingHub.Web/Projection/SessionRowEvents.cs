using TrainingHub.Core.Sessions;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Projection;

/// <summary>What an event does to a session's row: a fold of its own, since a row knows less than a state.</summary>
internal static class SessionRowEvents
{
    /// <summary>Most events are samples, which no list shows.</summary>
    public static bool ChangesRow(SessionEvent @event) => @event is SessionEvent.Created or SessionEvent.Started or SessionEvent.Paused or SessionEvent.Resumed
        or SessionEvent.Ended or SessionEvent.Cancelled or SessionEvent.PlayerKicked or SessionEvent.PlayerReadmitted
        or SessionEvent.PlayerAdded or SessionEvent.PlayerMoved or SessionEvent.PlayerAnswered or SessionEvent.Rescheduled or SessionEvent.AdmissionChosen || LoggedSets.Concerns(@event);

    public static SessionRow Create(SessionEvent.Created created)
    {
        var session = created.Session;
        return new SessionRow
        {
            Id = session.SessionId,
            WorkoutId = session.Workout.WorkoutId,
            WorkoutName = session.Workout.Name,
            WorkoutType = InWords(session.Workout.Type),
            TrainerId = session.TrainerId,
            TrainerName = session.TrainerName,
            TeamName = session.TeamName,
            Status = InWords(SessionStatus.Scheduled),
            ScheduledAt = session.ScheduledAt,
            CreatedAt = created.At,
            ShareWithTeam = session.ShareWithTeam,
            Admits = InWords(session.Admits),
            PlannedSeconds = (int)session.Workout.PlannedTime().TotalSeconds,
            People =
            [
                .. session.Players.Select(player => Person(session.SessionId, player.PlayerId, RoleNames.Player)),
                .. session.Observers.DistinctBy(observer => observer.UserId).Select(observer => Person(session.SessionId, observer.UserId, RoleNames.Observer)),
            ],
        };
    }

    public static void Apply(SessionRow row, SessionEvent @event)
    {
        switch (@event)
        {
            case SessionEvent.Started:
                row.Status = InWords(SessionStatus.Active);
                row.StartTime = @event.At;
                break;
            case SessionEvent.Paused:
                row.Status = InWords(SessionStatus.Paused);
                break;
            case SessionEvent.Resumed:
                row.Status = InWords(SessionStatus.Active);
                break;
            case SessionEvent.Ended:
                row.Status = InWords(SessionStatus.Completed);
                row.EndTime = @event.At;
                break;
            case SessionEvent.Cancelled:
                row.Status = InWords(SessionStatus.Cancelled);
                row.EndTime = @event.At;
                row.Revision++;
                break;
            case SessionEvent.PlayerKicked kicked:
                SetRemoved(row, kicked.PlayerId, true);
                break;
            case SessionEvent.PlayerMoved moved:
                SetRemoved(row, moved.PlayerId, true);
                break;
            case SessionEvent.PlayerReadmitted readmitted:
                SetRemoved(row, readmitted.PlayerId, false);
                break;
            case SessionEvent.PlayerAdded added:
                row.People.Add(Person(row.Id, added.Player.PlayerId, RoleNames.Player));
                break;
            case SessionEvent.PlayerAnswered answered:
                foreach (var person in PlayerRows(row, answered.PlayerId))
                {
                    person.Answer = InWords(answered.Answer);
                }

                break;
            case SessionEvent.Rescheduled rescheduled:
                row.ScheduledAt = rescheduled.ScheduledAt;
                row.Revision++;
                break;
            case SessionEvent.AdmissionChosen chosen:
                row.Admits = InWords(chosen.Admits);
                break;
        }
    }

    public static string InWords<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static SessionPersonRow Person(string sessionId, string userId, string role) => new() { SessionId = sessionId, UserId = userId, Role = role };

    private static void SetRemoved(SessionRow row, string playerId, bool removed)
    {
        foreach (var person in PlayerRows(row, playerId))
        {
            person.Removed = removed;
        }
    }

    private static IEnumerable<SessionPersonRow> PlayerRows(SessionRow row, string playerId)
        => row.People.Where(person => person.UserId == playerId && person.Role == RoleNames.Player);
}
