using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Workouts;

/// <summary>A workout to start again.</summary>
public sealed record StartOffer(LibraryWorkout Workout, string? TeamId, string? TeamName)
{
    /// <summary>The new session's page, with workout and team chosen.</summary>
    public string Href => $"sessions/new?workout={Uri.EscapeDataString(Workout.Id)}" + (TeamId is null ? "" : $"&team={Uri.EscapeDataString(TeamId)}");
}

/// <summary>What a trainer most likely starts next: what they ran last, with the team that did it, then templates.</summary>
public sealed class StartOffers(IDbContextFactory<TrainingHubDb> contexts, WorkoutLibrary library)
{
    public const int Most = 4;

    private const int LookBack = 40;

    /// <returns>At most <see cref="Most"/>; none for who may not plan sessions, or has no team yet.</returns>
    public async Task<ImmutableArray<StartOffer>> OfAsync(Caller trainer, CancellationToken cancellationToken)
    {
        if (!Permissions.May(trainer, ServerAction.PlanSessions))
        {
            return [];
        }

        var workouts = (await library.ListAsync(trainer, new LibraryFilter(), cancellationToken)).ToDictionary(workout => workout.Id);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var teams = await db.Teams.AsNoTracking().Where(team => team.TrainerId == trainer.UserId && team.Members.Count > 0).OrderBy(team => team.Name)
            .Select(team => new { team.Id, team.Name })
            .ToListAsync(cancellationToken);
        if (teams is [])
        {
            return [];
        }

        var last = await db.Sessions.AsNoTracking().Where(row => row.TrainerId == trainer.UserId).OrderByDescending(row => row.CreatedAt)
            .Select(row => new { row.WorkoutId, row.TeamName })
            .Take(LookBack)
            .ToListAsync(cancellationToken);
        var latest = teams.FirstOrDefault(team => team.Name == last.Select(row => row.TeamName).FirstOrDefault(name => name is not null)) ?? teams[0];
        var ran = last.Where(row => workouts.ContainsKey(row.WorkoutId))
            .Select(row => (row.WorkoutId, Team: teams.FirstOrDefault(team => team.Name == row.TeamName) ?? latest));
        var templates = workouts.Values.Where(workout => workout.IsTemplate).OrderByDescending(workout => workout.IsOwn).ThenBy(workout => workout.IsExample)
            .Select(workout => (WorkoutId: workout.Id, Team: latest));
        return [.. ran.Concat(templates).DistinctBy(offer => offer.WorkoutId).Take(Most).Select(offer => new StartOffer(workouts[offer.WorkoutId], offer.Team.Id, offer.Team.Name))];
    }
}
