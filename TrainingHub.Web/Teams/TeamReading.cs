using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Teams;

/// <summary>Teams and players, for those who may see them.</summary>
public sealed class TeamReading(IDbContextFactory<TrainingHubDb> contexts, TimeProvider time)
{
    /// <summary>Most that a search answers.</summary>
    public const int MostFound = 20;

    /// <summary>The caller's teams by name; all of them for an admin.</summary>
    public async Task<ImmutableArray<TeamRoster>> OfAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ReadAsync(db, db.TeamsFor(caller, TeamAction.ReadTeam), cancellationToken);
    }

    /// <returns>Null where there is none, or the caller may not see it.</returns>
    public async Task<TeamRoster?> FindAsync(Caller caller, string teamId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return (await ReadAsync(db, db.TeamsFor(caller, TeamAction.ReadTeam).Where(team => team.Id == teamId), cancellationToken)).SingleOrDefault();
    }

    /// <summary>Players with this in their name who are not on the team, by name; at most <see cref="MostFound"/>.</summary>
    public async Task<ImmutableArray<(string Id, string Name)>> SearchAsync(Caller caller, string teamId, string text, CancellationToken cancellationToken)
    {
        if (!Permissions.May(caller, ServerAction.FindPlayers))
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var like = $"%{text.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
        var found = await db.Players().AsNoTracking()
            .Where(user => EF.Functions.Like(user.DisplayName, like, "\\") && !db.TeamMembers.Any(member => member.TeamId == teamId && member.PlayerId == user.Id))
            .OrderBy(user => user.DisplayName).ThenBy(user => user.Id)
            .Take(MostFound)
            .Select(user => new { user.Id, user.DisplayName })
            .ToListAsync(cancellationToken);
        return [.. found.Select(user => (user.Id, user.DisplayName))];
    }

    private async Task<ImmutableArray<TeamRoster>> ReadAsync(TrainingHubDb db, IQueryable<Team> teams, CancellationToken cancellationToken)
    {
        var found = await teams.AsNoTracking()
            .Select(team => new
            {
                Team = team,
                Trainer = db.Users.Where(user => user.Id == team.TrainerId).Select(user => user.DisplayName).FirstOrDefault(),
                Members = team.Members.Select(member => new { member.PlayerId, member.Player!.DisplayName, member.ShirtNumber }).ToList(),
            })
            .ToListAsync(cancellationToken);
        var ids = found.SelectMany(team => team.Members).Select(member => member.PlayerId).Distinct().ToList();
        var now = await db.ThresholdsOnAsync(ids, time.Today(), cancellationToken);
        return [.. found
            .OrderBy(team => team.Team.Name, StringComparer.OrdinalIgnoreCase)
            .Select(team => new TeamRoster(team.Team.Id, team.Team.Name, team.Team.TrainerId, team.Trainer ?? "", [.. team.Members
                .OrderBy(member => member.ShirtNumber ?? int.MaxValue).ThenBy(member => member.DisplayName, StringComparer.OrdinalIgnoreCase)
                .Select(member => new TeamPlayer(member.PlayerId, member.DisplayName, member.ShirtNumber, now.GetValueOrDefault(member.PlayerId)))]))];
    }

    internal static DatedThresholds Dated(PlayerThresholds row) => new(row.ValidFrom, row.ToThresholds());
}
