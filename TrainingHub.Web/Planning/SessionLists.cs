using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Planning;

/// <summary>The sessions that someone may see, in lists: rows of the projection, overlaid with what is in memory.</summary>
public sealed class SessionLists(IDbContextFactory<TrainingHubDb> contexts, ISessions sessions, TimeProvider time)
{
    /// <summary>What a member of staff leads: a trainer their own, an admin all.</summary>
    /// <param name="past">How many of those that are over.</param>
    public async Task<ImmutableArray<ListedSession>> LedByAsync(Caller caller, int past, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = caller.Is(Roles.Admin) ? db.Sessions : db.Sessions.Where(row => row.TrainerId == caller.UserId);
        return await ListAsync(rows, past, cancellationToken);
    }

    /// <summary>What the user is on the roster of (<see cref="RoleNames.Player"/>), or may watch (<see cref="RoleNames.Observer"/>).</summary>
    public async Task<ImmutableArray<ListedSession>> OfAsync(string userId, string role, int past, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = db.Sessions.Where(row => row.People.Any(person => person.UserId == userId && person.Role == role && !person.Removed));
        return await ListAsync(rows, past, cancellationToken);
    }

    /// <returns>The player's live session, else their next one; null where they are on no roster.</returns>
    public async Task<ListedSession?> NextOfAsync(string playerId, CancellationToken cancellationToken)
    {
        var own = await OfAsync(playerId, RoleNames.Player, past: 0, cancellationToken);
        return own.Where(session => !session.IsPast).OrderByDescending(session => session.IsLive).ThenBy(session => session.When).FirstOrDefault();
    }

    private static IQueryable<SessionRow> NotOver(IQueryable<SessionRow> rows)
        => rows.Where(row => row.Status == "active" || row.Status == "paused" || row.Status == "scheduled");

    private static IQueryable<SessionRow> Over(IQueryable<SessionRow> rows)
        => rows.Where(row => row.Status == "completed" || row.Status == "cancelled");

    private async Task<ImmutableArray<ListedSession>> ListAsync(IQueryable<SessionRow> rows, int past, CancellationToken cancellationToken)
    {
        var found = await WithCounts(NotOver(rows).OrderBy(row => row.ScheduledAt)).ToListAsync(cancellationToken);
        found.AddRange(await WithCounts(Over(rows).OrderByDescending(row => row.EndTime).Take(past)).ToListAsync(cancellationToken));
        var inMemory = sessions.InMemory.ToDictionary(state => state.SessionId);
        var now = time.GetUtcNow();
        return [.. found.Select(item => ListedSession.Of(item.Row, item.Players, inMemory.GetValueOrDefault(item.Row.Id), now))];
    }

    private static IQueryable<Counted> WithCounts(IQueryable<SessionRow> rows)
        => rows.AsNoTracking().Select(row => new Counted(row, row.People.Count(person => person.Role == RoleNames.Player && !person.Removed)));

    private sealed record Counted(SessionRow Row, int Players);
}
