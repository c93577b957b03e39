using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Scheduling;

/// <summary>What is planned for somebody: sessions with a time, and the days of series that are none yet.</summary>
public sealed class Schedule(IDbContextFactory<TrainingHubDb> contexts, TimeProvider time)
{
    private static readonly TimeSpan _weeks = TimeSpan.FromDays(28);

    /// <summary>What the caller trains, plays in or observes from an instant to before another, in order.</summary>
    /// <param name="relations">Only as one of these.</param>
    public async Task<ImmutableArray<ScheduledItem>> OfAsync(Caller caller, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken, Relation relations = Relation.Anyone)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var items = await SessionsAsync(db, db.Sessions.Where(VisibleSessions.To(caller, relations)).Where(session => session.ScheduledAt >= from && session.ScheduledAt < to), caller, cancellationToken);
        return InOrder(items.Concat(await RepeatedAsync(db, caller, relations, Later(from, time.GetUtcNow()), to, cancellationToken)));
    }

    /// <summary>All sessions with a time that have not begun, whenever they are, and the days of series of the next weeks.</summary>
    /// <param name="relations">Only as one of these.</param>
    public async Task<ImmutableArray<ScheduledItem>> ComingAsync(Caller caller, Relation relations, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var items = await SessionsAsync(db, db.Sessions.Where(VisibleSessions.To(caller, relations)).Where(session => session.Status == "scheduled" && session.ScheduledAt != null), caller, cancellationToken);
        return InOrder(items.Concat(await RepeatedAsync(db, caller, relations, now, now + _weeks, cancellationToken)));
    }

    // What of a series is over and was no session did not happen.
    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static ImmutableArray<ScheduledItem> InOrder(IEnumerable<ScheduledItem> items) => [.. items.OrderBy(item => item.At).ThenBy(item => item.SessionId, StringComparer.Ordinal)];

    private static async Task<IEnumerable<ScheduledItem>> SessionsAsync(TrainingHubDb db, IQueryable<SessionRow> sessions, Caller caller, CancellationToken cancellationToken)
    {
        var rows = await sessions.AsNoTracking()
            .Select(session => new { Session = session, People = session.People.Where(person => person.Role == RoleNames.Player && !person.Removed).ToList() })
            .ToListAsync(cancellationToken);
        var ids = rows.Select(row => row.Session.Id).ToList();
        var occurrences = await db.SeriesOccurrences.AsNoTracking().Where(occurrence => occurrence.SessionId != null && ids.Contains(occurrence.SessionId)).ToDictionaryAsync(occurrence => occurrence.SessionId!, cancellationToken);
        return rows.Select(row => ScheduledItem.Of(row.Session, row.People, occurrences.GetValueOrDefault(row.Session.Id), caller.UserId));
    }

    private static async Task<IEnumerable<ScheduledItem>> RepeatedAsync(TrainingHubDb db, Caller caller, Relation relations, DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var may = Permissions.Possible(caller.Roles) & relations;
        var (trains, plays, observes) = (may.HasFlag(Relation.Trainer), may.HasFlag(Relation.Self), may.HasFlag(Relation.Observer));
        var first = DateOnly.FromDateTime(start.UtcDateTime.AddDays(-1));
        var series = await db.Series.AsNoTracking().Include(one => one.Occurrences)
            .Where(one => (one.EndsBefore == null || one.EndsBefore > first) && (one.Until == null || one.Until >= first))
            .Where(one => (trains && one.TrainerId == caller.UserId) || (observes && one.ObserverIds.Contains(caller.UserId))
                || (plays && (one.PlayerIds.Contains(caller.UserId)
                    || (one.TeamId != null && one.PlayerIds.Count == 0 && db.TeamMembers.Any(member => member.TeamId == one.TeamId && member.PlayerId == caller.UserId)))))
            .ToListAsync(cancellationToken);
        if (series is [])
        {
            return [];
        }

        var trainers = series.Select(one => one.TrainerId).ToList();
        var names = await db.Users.Where(user => trainers.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.DisplayName, cancellationToken);
        var workoutIds = series.Select(one => one.WorkoutId).ToList();
        var workouts = (await db.Workouts.AsNoTracking().Where(row => workoutIds.Contains(row.Id)).ToListAsync(cancellationToken)).ToDictionary(row => row.Id, row => (row.Name, row.Plan.PlannedTime()));
        foreach (var example in ExampleWorkouts.All)
        {
            workouts.TryAdd(example.WorkoutId, (example.Name, example.PlannedTime()));
        }

        var teamIds = series.Select(one => one.TeamId).OfType<string>().ToList();
        var teams = await db.Teams.Where(team => teamIds.Contains(team.Id)).ToDictionaryAsync(team => team.Id, team => new { team.Name, team.Members.Count }, cancellationToken);
        return from one in series
               let made = one.Occurrences.Select(occurrence => occurrence.OccursOn).ToHashSet()
               from occasion in one.Rule.Between(start, end)
               where !made.Contains(occasion.On)
               let workout = workouts.GetValueOrDefault(one.WorkoutId, ("A workout that is gone", TimeSpan.Zero))
               let team = one.TeamId is { } id ? teams.GetValueOrDefault(id) : null
               select new ScheduledItem(null, one.Id, occasion.On, workout.Item1, occasion.At, workout.Item2, names.GetValueOrDefault(one.TrainerId, ""), team?.Name, SessionStatus.Scheduled,
                   one.PlayerIds.Count > 0 ? one.PlayerIds.Count : team?.Count ?? 0)
               {
                   Trouble = trains && one.TrainerId == caller.UserId ? one.Trouble : null,
               };
    }
}

/// <summary>One thing in somebody's schedule.</summary>
/// <param name="SessionId">Null for a day of a series that is no session yet.</param>
/// <param name="SeriesId">Null for a session that stands alone.</param>
/// <param name="OccursOn">The day by the series' rule; null without a series.</param>
/// <param name="Planned">How long the workout takes, as far as one can tell beforehand.</param>
public sealed record ScheduledItem(
    string? SessionId,
    string? SeriesId,
    DateOnly? OccursOn,
    string WorkoutName,
    DateTimeOffset At,
    TimeSpan Planned,
    string TrainerName,
    string? TeamName,
    SessionStatus Status,
    int Players)
{
    /// <summary>Players who said that they come.</summary>
    public int Coming { get; init; }

    /// <summary>Players who said that they do not.</summary>
    public int Declined { get; init; }

    /// <summary>What the one who asks answered; null where they have not, or play in no part of it.</summary>
    public PlayerAnswer? OwnAnswer { get; init; }

    /// <summary>Whether the one who asks is on its roster.</summary>
    public bool Plays { get; init; }

    /// <summary>Why the day becomes no session, in a sentence, for the series' trainer; null where nothing is in the way.</summary>
    public string? Trouble { get; init; }

    /// <summary>How often its plan was changed.</summary>
    public int Revision { get; init; }

    public static ScheduledItem Of(SessionRow row, List<SessionPersonRow> players, SeriesOccurrence? occurrence, string userId)
    {
        var own = players.Find(person => person.UserId == userId);
        return new(row.Id, occurrence?.SeriesId, occurrence?.OccursOn, row.WorkoutName, row.ScheduledAt!.Value, TimeSpan.FromSeconds(row.PlannedSeconds),
            row.TrainerName, row.TeamName, Enum.Parse<SessionStatus>(row.Status, ignoreCase: true), players.Count)
        {
            Coming = players.Count(person => person.Answer == "coming"),
            Declined = players.Count(person => person.Answer == "declined"),
            OwnAnswer = own?.Answer is { } answer ? Enum.Parse<PlayerAnswer>(answer, ignoreCase: true) : null,
            Plays = own is not null,
            Revision = row.Revision,
        };
    }
}
