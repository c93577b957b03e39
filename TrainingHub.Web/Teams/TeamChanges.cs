using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Audit;
using TrainingHub.Web.Data;
using TrainingHub.Web.Security;

namespace TrainingHub.Web.Teams;

/// <param name="TeamId">The team that was made; null with a refusal.</param>
public sealed record FoundedTeam(string? TeamId, Refusal? Refusal = null);

/// <summary>A place in a team.</summary>
public sealed record TeamPlace(string PlayerId, int? Number);

/// <summary>Makes and changes teams. Each call is one transaction; SQLite lets one writer in at a time, so what was looked at still holds when it is written.</summary>
public sealed class TeamChanges(IDbContextFactory<TrainingHubDb> contexts, AuditLog audit, IOptions<DoorLimits> limits)
{
    private const int MostTeams = 100;

    public async Task<FoundedTeam> FoundAsync(Caller caller, string name, CancellationToken cancellationToken)
    {
        if (!Permissions.May(caller, ServerAction.LeadTeams))
        {
            return new FoundedTeam(null, Refusal.Forbidden("Only trainers make teams."));
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Teams.CountAsync(team => team.TrainerId == caller.UserId, cancellationToken) >= MostTeams)
        {
            return new FoundedTeam(null, Refusal.Conflict($"You have {MostTeams} teams, and may have no more; delete one first."));
        }

        if (await NameRefusalAsync(db, caller.UserId, null, name, cancellationToken) is { } refusal)
        {
            return new FoundedTeam(null, refusal);
        }

        var made = new Team { Name = name.Trim(), TrainerId = caller.UserId };
        db.Teams.Add(made);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new FoundedTeam(made.Id);
    }

    public Task<Refusal?> RenameAsync(Caller caller, string teamId, string name, CancellationToken cancellationToken) => ChangeAsync(caller, teamId, async (db, team) =>
    {
        if (await NameRefusalAsync(db, team.TrainerId, teamId, name, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        team.Name = name.Trim();
        return null;
    }, cancellationToken);

    /// <summary>The team and its places; players keep their accounts, thresholds and sessions.</summary>
    public Task<Refusal?> DeleteAsync(Caller caller, string teamId, CancellationToken cancellationToken) => ChangeAsync(caller, teamId, (db, team) =>
    {
        db.Teams.Remove(team);
        return Task.FromResult<Refusal?>(null);
    }, cancellationToken);

    public Task<Refusal?> AddAsync(Caller caller, string teamId, string playerId, int? number, CancellationToken cancellationToken)
        => PlaceAsync(caller, teamId, places => [.. places.Where(place => place.PlayerId != playerId), new TeamPlace(playerId, number)], cancellationToken);

    public Task<Refusal?> RemoveAsync(Caller caller, string teamId, string playerId, CancellationToken cancellationToken)
        => PlaceAsync(caller, teamId, places => [.. places.Where(place => place.PlayerId != playerId)], cancellationToken);

    public Task<Refusal?> NumberAsync(Caller caller, string teamId, string playerId, int? number, CancellationToken cancellationToken)
        => PlaceAsync(caller, teamId, places => [.. places.Select(place => place.PlayerId == playerId ? place with { Number = number } : place)], cancellationToken);

    /// <summary>Makes these, and no others, the places of the team.</summary>
    public Task<Refusal?> ReplaceAsync(Caller caller, string teamId, IReadOnlyList<TeamPlace> places, CancellationToken cancellationToken)
        => PlaceAsync(caller, teamId, _ => [.. places], cancellationToken);

    private async Task<Refusal?> PlaceAsync(Caller caller, string teamId, Func<IEnumerable<TeamPlace>, List<TeamPlace>> change, CancellationToken cancellationToken)
    {
        List<string> came = [], left = [];
        var refusal = await ChangeAsync(caller, teamId, async (db, team) =>
        {
            var before = team.Members.ToDictionary(member => member.PlayerId);
            var wanted = change(team.Members.Select(member => new TeamPlace(member.PlayerId, member.ShirtNumber)));
            came = [.. wanted.Select(place => place.PlayerId).Where(id => !before.ContainsKey(id))];
            left = [.. before.Keys.Except(wanted.Select(place => place.PlayerId))];
            if (await PlacesRefusalAsync(db, wanted, came, cancellationToken) is { } fault)
            {
                return fault;
            }

            team.Members.RemoveAll(member => left.Contains(member.PlayerId));
            foreach (var place in wanted)
            {
                if (before.TryGetValue(place.PlayerId, out var member))
                {
                    member.ShirtNumber = place.Number;
                }
                else
                {
                    team.Members.Add(new TeamMember { TeamId = teamId, PlayerId = place.PlayerId, ShirtNumber = place.Number });
                }
            }

            return null;
        }, cancellationToken);
        if (refusal is null)
        {
            await TellAsync(caller, AuditKinds.PlayerAddedToTeam, came);
            await TellAsync(caller, AuditKinds.PlayerTakenFromTeam, left);
        }

        return refusal;
    }

    private async Task TellAsync(Caller caller, string kind, List<string> players)
    {
        foreach (var player in players)
        {
            await audit.WriteAsync(kind, caller.UserId, player);
        }
    }

    private async Task<Refusal?> PlacesRefusalAsync(TrainingHubDb db, List<TeamPlace> wanted, List<string> came, CancellationToken cancellationToken)
    {
        if (wanted.Count > limits.Value.PlayersPerSession)
        {
            return Refusal.Invalid($"The team would have {wanted.Count} players; at most {limits.Value.PlayersPerSession} are allowed.");
        }

        if (wanted.Select(place => TeamRules.NumberFault(place.Number)).FirstOrDefault(fault => fault is not null) is { } number)
        {
            return Refusal.Invalid(number.ToString());
        }

        if (wanted.GroupBy(place => place.PlayerId).Any(places => places.Count() > 1))
        {
            return Refusal.Invalid("members named a player twice; each may stand there once.");
        }

        if (wanted.Where(place => place.Number is not null).GroupBy(place => place.Number).FirstOrDefault(places => places.Count() > 1) is { Key: { } twice })
        {
            return Refusal.Conflict($"Two players of the team would wear number {twice}; a number is worn once in a team.");
        }

        return await db.Players().CountAsync(user => came.Contains(user.Id), cancellationToken) < came.Count
            ? Refusal.Invalid("members named someone who is not a player; each playerId must be the user id of a player.")
            : null;
    }

    private static async Task<Refusal?> NameRefusalAsync(TrainingHubDb db, string trainerId, string? teamId, string name, CancellationToken cancellationToken)
    {
        var wanted = name.Trim();
        if (wanted.Length is 0 or > TeamRules.LongestName)
        {
            return Refusal.Invalid($"name was {wanted.Length} characters long; it must have 1 to {TeamRules.LongestName}.");
        }

        return await db.Teams.AnyAsync(team => team.TrainerId == trainerId && team.Name == wanted && team.Id != teamId, cancellationToken)
            ? Refusal.Conflict("There is a team with this name already; a trainer's teams have different names.")
            : null;
    }

    private async Task<Refusal?> ChangeAsync(Caller caller, string teamId, Func<TrainingHubDb, Team, Task<Refusal?>> change, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.TeamsFor(caller, TeamAction.ChangeTeam).Include(team => team.Members).SingleOrDefaultAsync(team => team.Id == teamId, cancellationToken) is not { } team)
        {
            return Permissions.May(caller, ServerAction.FindPlayers) ? TeamRules.NoSuchTeam : Refusal.Forbidden("Only trainers and admins change teams.");
        }

        if (await change(db, team) is { } refusal)
        {
            return refusal;
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }
}
