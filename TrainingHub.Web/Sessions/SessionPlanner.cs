using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TrainingHub.Core;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Data;
using TrainingHub.Web.Security;
using TrainingHub.Web.Sharing;
using TrainingHub.Web.Teams;
using TrainingHub.Web.Workouts;

namespace TrainingHub.Web.Sessions;

/// <summary>A session as a trainer asks for it: people and workout by their ids.</summary>
/// <param name="Admits">Whom the session's join code lets in.</param>
/// <param name="TeamId">Gives the session its team's name and the shirts' numbers; null where players were chosen one by one.</param>
public sealed record SessionPlan(
    string WorkoutId,
    IReadOnlyCollection<string> PlayerIds,
    IReadOnlyCollection<string> ObserverIds,
    string? TeamId = null,
    DateTimeOffset? ScheduledAt = null,
    bool ShareWithTeam = false,
    Admission Admits = Admission.Roster);

/// <param name="Session">Null with a refusal.</param>
public sealed record PlannedSession(NewSession? Session, Refusal? Refusal = null);

/// <summary>Makes of a plan's ids everything that a session is made of: its own copy of workout, names and numbers as they are, and thresholds as they hold on its day as far as that is known.</summary>
public sealed class SessionPlanner(
    IDbContextFactory<TrainingHubDb> contexts, ISessions sessions, WorkoutLibrary library, SharingCarrier sharing, IOptions<DoorLimits> limits, TimeProvider time)
{
    /// <summary>Makes a session that was planned, and sees to it that what its players chose meanwhile holds in it.</summary>
    /// <param name="cancellationToken">Only before it is made: who goes away afterwards must not leave an older choice in it.</param>
    public async Task<SessionReply> CreateAsync(Caller caller, NewSession planned, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var reply = await sessions.CreateAsync(caller, planned, CancellationToken.None);
        if (reply.Ok)
        {
            await sharing.CarryAsync(planned, CancellationToken.None);
        }

        return reply;
    }

    /// <param name="caller">The session's trainer.</param>
    public async Task<PlannedSession> PlanAsync(Caller caller, SessionPlan plan, CancellationToken cancellationToken)
    {
        if ((TooMany("playerIds", plan.PlayerIds.Count, limits.Value.PlayersPerSession) ?? TooMany("observerIds", plan.ObserverIds.Count, limits.Value.ObserversPerSession)) is { } fault)
        {
            return Invalid(fault);
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Sessions.Where(SessionRow.IsNotOver).CountAsync(row => row.TrainerId == caller.UserId, cancellationToken) >= limits.Value.SessionsPerTrainer)
        {
            return new PlannedSession(null, Refusal.Conflict(
                $"You have {limits.Value.SessionsPerTrainer} sessions that are planned or live, and may have no more; end or cancel some first."));
        }

        if (await library.FindAsync(caller, plan.WorkoutId, cancellationToken) is not { Workout: var workout })
        {
            return Invalid("workoutId is not a workout of yours, one that another trainer shares, or an example.");
        }

        var team = plan.TeamId is null ? null : await db.Teams.AsNoTracking().SingleOrDefaultAsync(
            team => team.Id == plan.TeamId && team.TrainerId == caller.UserId, cancellationToken);
        if (plan.TeamId is not null && team is null)
        {
            return Invalid("teamId is not a team of yours.");
        }

        var players = await UsersAsync(db, plan.PlayerIds, RoleNames.Player, cancellationToken);
        if (players.Count < plan.PlayerIds.Distinct().Count())
        {
            return Invalid("playerIds named someone who is not a player; each must be the user id of a player.");
        }

        var observers = await UsersAsync(db, plan.ObserverIds, RoleNames.Observer, cancellationToken);
        if (observers.Count < plan.ObserverIds.Distinct().Count())
        {
            return Invalid("observerIds named someone who is not an observer; each must be the user id of an observer.");
        }

        var roster = await RosterAsync(db, caller, players, plan.TeamId, DayOf(plan.ScheduledAt), cancellationToken);
        return new PlannedSession(new NewSession(
            Ids.New(), workout, caller.UserId, caller.Name, team?.Name, plan.ScheduledAt, plan.ShareWithTeam,
            roster, [.. observers.Select(user => new SessionObserver(user.Id, user.DisplayName))], plan.Admits));
    }

    /// <summary>One player as a roster has them; null where it is nobody's id who is a player with an account.</summary>
    /// <param name="trainerId">Whose teams give the number on the shirt.</param>
    /// <param name="scheduledAt">Of the session: its day's thresholds hold.</param>
    public async Task<RosterPlayer?> RosterPlayerAsync(string playerId, string trainerId, DateTimeOffset? scheduledAt, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var players = await UsersAsync(db, [playerId], RoleNames.Player, cancellationToken);
        return players is [] ? null : (await RosterAsync(db, new Caller(trainerId, "", Roles.Trainer), players, null, DayOf(scheduledAt), cancellationToken))[0];
    }

    private static string? TooMany(string field, int count, int most) => count > most ? $"{field} had {count} ids; at most {most} are allowed." : null;

    private static PlannedSession Invalid(string message) => new(null, Refusal.Invalid(message));

    private static Task<List<User>> UsersAsync(TrainingHubDb db, IReadOnlyCollection<string> ids, string role, CancellationToken cancellationToken)
        => db.Users.AsNoTracking()
            .Where(user => ids.Contains(user.Id) && db.UserRoles.Any(held => held.UserId == user.Id && held.RoleId == role))
            .OrderBy(user => user.DisplayName)
            .ToListAsync(cancellationToken);

    // What was planned for a moment that has passed is held now.
    private DateOnly DayOf(DateTimeOffset? scheduledAt)
    {
        var now = time.GetUtcNow();
        return DateOnly.FromDateTime((scheduledAt > now ? scheduledAt.Value : now).UtcDateTime);
    }

    private static async Task<ImmutableArray<RosterPlayer>> RosterAsync(
        TrainingHubDb db, Caller caller, List<User> players, string? teamId, DateOnly day, CancellationToken cancellationToken)
    {
        var ids = players.Select(player => player.Id).ToList();
        var thresholds = await db.ThresholdsOnAsync(ids, day, cancellationToken);
        var numbers = (await db.TeamMembers.AsNoTracking()
                .Where(member => ids.Contains(member.PlayerId)
                    && db.Teams.Any(team => team.Id == member.TeamId && team.TrainerId == caller.UserId && (teamId == null || team.Id == teamId)))
                .ToListAsync(cancellationToken))
            .GroupBy(member => member.PlayerId)
            .ToDictionary(members => members.Key, members => members.First().ShirtNumber);
        return
        [
            .. players
                .Select(player => new RosterPlayer(
                    player.Id, player.DisplayName, numbers.GetValueOrDefault(player.Id),
                    thresholds.GetValueOrDefault(player.Id)?.Values ?? Thresholds.Unknown, player.HeartRateForObservers, player.HeartRateForTeam))
                .OrderBy(player => player.Number ?? int.MaxValue),
        ];
    }
}
