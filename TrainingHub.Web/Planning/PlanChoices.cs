using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;
using TrainingHub.Web.Data;
using TrainingHub.Web.Workouts;

namespace TrainingHub.Web.Planning;

/// <summary>What a trainer can make a session of.</summary>
public sealed class PlanChoices(IDbContextFactory<TrainingHubDb> contexts, WorkoutLibrary library)
{
    public async Task<PlanOffer> ForAsync(Caller trainer, CancellationToken cancellationToken)
    {
        var workouts = await library.ListAsync(trainer, new LibraryFilter(), cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var teams = await db.Teams.AsNoTracking().Where(team => team.TrainerId == trainer.UserId).OrderBy(team => team.Name)
            .Select(team => new OfferedTeam(team.Id, team.Name, team.Members.Select(member => member.PlayerId).ToImmutableArray()))
            .ToListAsync(cancellationToken);
        var last = await db.Sessions.AsNoTracking().Where(row => row.TrainerId == trainer.UserId).OrderByDescending(row => row.CreatedAt)
            .Select(row => new { row.WorkoutId, row.TeamName })
            .FirstOrDefaultAsync(cancellationToken);
        return new PlanOffer(
            [.. workouts.Select(found => found.Workout)],
            [.. teams],
            await PeopleAsync(db, RoleNames.Player, cancellationToken),
            await PeopleAsync(db, RoleNames.Observer, cancellationToken),
            last?.WorkoutId,
            teams.FirstOrDefault(team => team.Name == last?.TeamName)?.Id ?? teams.FirstOrDefault()?.Id);
    }

    /// <summary>All players, by name.</summary>
    public async Task<ImmutableArray<OfferedPerson>> PlayersAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await PeopleAsync(db, RoleNames.Player, cancellationToken);
    }

    private static async Task<ImmutableArray<OfferedPerson>> PeopleAsync(TrainingHubDb db, string role, CancellationToken cancellationToken)
        => [.. await db.Users.AsNoTracking()
            .Where(user => db.UserRoles.Any(held => held.UserId == user.Id && held.RoleId == role))
            .OrderBy(user => user.DisplayName)
            .Select(user => new OfferedPerson(user.Id, user.DisplayName))
            .ToListAsync(cancellationToken)];
}

/// <param name="Workouts">The trainer's own first, then those that others share, then the examples.</param>
/// <param name="Players">All of them, for a trainer without a team.</param>
/// <param name="LastWorkoutId">Of the trainer's last session; null before the first.</param>
/// <param name="TeamId">The team to begin with: the last one used, else the first; null where there is none.</param>
public sealed record PlanOffer(
    ImmutableArray<Workout> Workouts,
    ImmutableArray<OfferedTeam> Teams,
    ImmutableArray<OfferedPerson> Players,
    ImmutableArray<OfferedPerson> Observers,
    string? LastWorkoutId,
    string? TeamId);

public sealed record OfferedTeam(string Id, string Name, ImmutableArray<string> PlayerIds);

public sealed record OfferedPerson(string Id, string Name);
