using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Data;

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
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var thresholds = (await db.Thresholds.AsNoTracking().Where(row => ids.Contains(row.UserId) && row.ValidFrom <= today).ToListAsync(cancellationToken))
            .GroupBy(row => row.UserId)
            .ToDictionary(rows => rows.Key, rows => rows.MaxBy(row => row.ValidFrom)!.ToThresholds());
        return [.. players.Select(player => new MyPlayer(player.Id, player.DisplayName, thresholds.GetValueOrDefault(player.Id, Thresholds.Unknown)))];
    }
}
