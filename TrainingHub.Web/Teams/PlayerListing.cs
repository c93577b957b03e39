using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Teams;

/// <param name="Next">The last id, where there are more.</param>
public sealed record ListedPlayers(ImmutableArray<TeamPlayer> Players, string? Next);

/// <summary>Players page by page, with the thresholds of those whose thresholds the caller may see.</summary>
public sealed class PlayerListing(IDbContextFactory<TrainingHubDb> contexts, TimeProvider time)
{
    public const int PageLength = 100;

    /// <summary>All players for trainers and admins, themselves for a player; by id.</summary>
    /// <param name="teamId">Just those of a team that the caller may see; null for all.</param>
    /// <param name="after">The last id of the page before.</param>
    public async Task<ListedPlayers> ReadAsync(Caller caller, string? teamId, string? after, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var (finds, seesAll) = (Permissions.May(caller, ServerAction.FindPlayers), (Permissions.Of(caller, leads: false) & Permissions.Allowed(TeamAction.ReadThresholds)) != 0);
        var players = db.Players().AsNoTracking().Where(user => finds || user.Id == caller.UserId);
        if (teamId is not null)
        {
            var teams = db.TeamsFor(caller, TeamAction.ReadTeam).Where(team => team.Id == teamId).Select(team => team.Id);
            players = players.Where(user => db.TeamMembers.Any(member => member.PlayerId == user.Id && teams.Contains(member.TeamId)));
        }

        if (after is not null)
        {
#pragma warning disable CA1309 // It runs in the database, which compares bytes; the ordinal overload has no translation.
            players = players.Where(user => string.Compare(user.Id, after) > 0);
#pragma warning restore CA1309
        }

        var page = await players.OrderBy(user => user.Id).Take(PageLength + 1)
            .Select(user => new
            {
                user.Id,
                user.DisplayName,
                Number = db.TeamMembers.Where(member => member.TeamId == teamId && member.PlayerId == user.Id).Select(member => member.ShirtNumber).FirstOrDefault(),
                Leads = db.TeamMembers.Any(member => member.PlayerId == user.Id && db.Teams.Any(team => team.Id == member.TeamId && team.TrainerId == caller.UserId)),
            })
            .ToListAsync(cancellationToken);
        var shown = page.Take(PageLength).ToList();
        var open = shown.Where(user => seesAll || (Permissions.Of(caller, user.Leads, user.Id) & Permissions.Allowed(TeamAction.ReadThresholds)) != 0).Select(user => user.Id).ToList();
        var now = await db.ThresholdsOnAsync(open, time.Today(), cancellationToken);
        return new ListedPlayers(
            [.. shown.Select(user => new TeamPlayer(user.Id, user.DisplayName, user.Number, now.GetValueOrDefault(user.Id)))],
            page.Count > PageLength ? shown[^1].Id : null);
    }
}
