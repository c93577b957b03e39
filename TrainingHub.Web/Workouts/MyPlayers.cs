using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Data;
using TrainingHub.Web.Teams;

namespace TrainingHub.Web.Workouts;

/// <summary>A player of one of the trainer's teams, with the thresholds that hold today.</summary>
public sealed record MyPlayer(string Id, string Name, Thresholds Thresholds);

/// <summary>For whom a trainer sees a plan's targets: the players of their own teams.</summary>
public sealed class MyPlayers(IDbContextFactory<TrainingHubDb> contexts, TimeProvider time)
{
    /// <returns>By name, each once; none for who may not plan sessions.</returns>
    public async Task<ImmutableArray<MyPlayer>> OfAsync(Caller trainer, CancellationToken cancellationToken)
    {
        if (!Permissions.May(trainer, ServerAction.PlanSessions))
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var players = await db.Users.AsNoTracking()
            .Where(user => db.TeamMembers.Any(member => member.PlayerId == user.Id && db.Teams.Any(team => team.Id == member.TeamId && team.TrainerId == trainer.UserId)))
            .OrderBy(user => user.DisplayName)
            .Select(user => new { user.Id, user.DisplayName })
            .ToListAsync(cancellationToken);
        var ids = players.Select(player => player.Id).ToList();
        var thresholds = await db.ThresholdsOnAsync(ids, time.Today(), cancellationToken);
        return [.. players.Select(player => new MyPlayer(player.Id, player.DisplayName, thresholds.GetValueOrDefault(player.Id)?.Values ?? Thresholds.Unknown))];
    }
}
