using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using TrainingHub.Core.Sessions.Live;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Audit;
using TrainingHub.Web.Data;
using TrainingHub.Web.Journal;
using TrainingHub.Web.Projection;

namespace TrainingHub.Web.Privacy;

/// <summary>Takes a person out of the database and of every session. Each step may be done again: a server that ends in the middle begins anew.</summary>
internal sealed class PersonErasure(
    IServiceScopeFactory scopes,
    IDbContextFactory<TrainingHubDb> contexts,
    AccountChanges changes,
    AuditLog audit,
    SqliteSessionJournal journal,
    LiveSessions sessions,
    ProjectionCatchUp projection,
    TimeProvider time)
{
    /// <returns>How many sessions were written anew.</returns>
    /// <exception cref="JournalDamagedException">The person is still in a session that cannot be read; of all others they are gone.</exception>
    public async Task<int> RunAsync(string userId, CancellationToken cancellationToken)
    {
        await ForgetAccountAsync(userId, cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Teams.Where(team => team.TrainerId == userId).ExecuteDeleteAsync(cancellationToken);
        await db.Workouts.Where(workout => workout.TrainerId == userId).ExecuteDeleteAsync(cancellationToken);
        await db.LoggedSets.Where(set => set.PlayerId == userId).ExecuteDeleteAsync(cancellationToken); // also of sessions that cannot be read
        await db.Series.Where(series => series.TrainerId == userId).ExecuteDeleteAsync(cancellationToken);
        foreach (var series in await db.Series.Where(series => series.PlayerIds.Contains(userId) || series.ObserverIds.Contains(userId)).ToListAsync(cancellationToken))
        {
            if (series.PlayerIds is [_, ..] && series.PlayerIds.All(id => id == userId))
            {
                series.EndOn(series.Rule.DayOf(time.GetUtcNow())); // it was theirs alone: without players it would become the whole team's
            }

            series.PlayerIds = [.. series.PlayerIds.Where(id => id != userId)];
            series.ObserverIds = [.. series.ObserverIds.Where(id => id != userId)];
        }

        await db.SaveChangesAsync(cancellationToken);
        var listed = await db.Sessions.Where(session => session.TrainerId == userId || session.People.Any(person => person.UserId == userId))
            .Select(session => session.Id).ToListAsync(cancellationToken);
        JournalDamagedException? damage = null;
        var found = listed.Union(journal.SessionsOf(userId)).ToList();
        foreach (var sessionId in found)
        {
            try
            {
                await RewriteAsync(sessionId, userId, cancellationToken);
            }
            catch (JournalDamagedException error)
            {
                damage ??= error;
            }
        }

        return damage is null ? found.Count : throw damage;
    }

    private async Task ForgetAccountAsync(string userId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        if (await users.FindByIdAsync(userId) is { } user && AccountRefusals.Of(await users.DeleteAsync(user)) is { } refusal)
        {
            throw new InvalidOperationException(refusal.Message);
        }

        // Revoked before they are deleted, so that whoever holds one is told.
        var tokens = scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>();
        await tokens.RevokeBySubjectAsync(userId, cancellationToken);
        foreach (var token in await tokens.FindBySubjectAsync(userId, cancellationToken).ToListAsync(cancellationToken))
        {
            await tokens.DeleteAsync(token, cancellationToken);
        }

        var authorizations = scope.ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>();
        foreach (var authorization in await authorizations.FindBySubjectAsync(userId, cancellationToken).ToListAsync(cancellationToken))
        {
            await authorizations.DeleteAsync(authorization, cancellationToken);
        }

        await audit.ForgetAsync(userId);
        changes.Raise(userId);
    }

    // Most of it is compacted while the session goes on, so that it is away for a moment only.
    private async Task RewriteAsync(string sessionId, string userId, CancellationToken cancellationToken)
    {
        await journal.CompactAsync(sessionId, cancellationToken);
        await sessions.RereadAsync(sessionId, async () =>
        {
            await journal.EraseAsync(sessionId, userId, cancellationToken);
            await projection.RenewAsync(sessionId, cancellationToken);
        });
    }
}
