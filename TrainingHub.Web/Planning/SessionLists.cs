using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Planning;

/// <summary>The sessions that someone may see, in lists: rows of the projection, overlaid with what is in memory.</summary>
public sealed class SessionLists(IDbContextFactory<TrainingHubDb> contexts, ISessions sessions, TimeProvider time)
{
    /// <summary>The sessions to which the caller is one of these, and still has the role for it: a trainer their own, an admin all, who plays or watches those that name them.</summary>
    /// <param name="past">How many of those that are over.</param>
    public async Task<ImmutableArray<ListedSession>> OfAsync(Caller caller, Relation relations, int past, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ListAsync(db.Sessions.Where(VisibleSessions.To(caller, relations)), past, cancellationToken);
    }

    /// <returns>The player's live session, else their next one; null where they are on no roster.</returns>
    public async Task<ListedSession?> NextOfAsync(Caller player, CancellationToken cancellationToken)
    {
        var own = await OfAsync(player, Relation.Self, past: 0, cancellationToken);
        return own.Where(session => !session.IsPast).OrderByDescending(session => session.IsLive).ThenBy(session => session.When).FirstOrDefault();
    }

    private static IQueryable<SessionRow> Over(IQueryable<SessionRow> rows)
        => rows.Where(row => row.Status == "completed" || row.Status == "cancelled");

    private async Task<ImmutableArray<ListedSession>> ListAsync(IQueryable<SessionRow> rows, int past, CancellationToken cancellationToken)
    {
        var found = await WithCounts(rows.Where(SessionRow.IsNotOver).OrderBy(row => row.ScheduledAt)).ToListAsync(cancellationToken);
        found.AddRange(await WithCounts(Over(rows).OrderByDescending(row => row.EndTime).Take(past)).ToListAsync(cancellationToken));
        var inMemory = sessions.InMemory.ToDictionary(state => state.SessionId);
        var now = time.GetUtcNow();
        return [.. found.Select(item => ListedSession.Of(item.Row, item.Players, inMemory.GetValueOrDefault(item.Row.Id), now))];
    }

    private static IQueryable<Counted> WithCounts(IQueryable<SessionRow> rows)
        => rows.AsNoTracking().Select(row => new Counted(row, row.People.Count(person => person.Role == RoleNames.Player && !person.Removed)));

    private sealed record Counted(SessionRow Row, int Players);
}
