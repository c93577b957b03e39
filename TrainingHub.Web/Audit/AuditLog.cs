using Microsoft.EntityFrameworkCore;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Audit;

/// <summary>Writes down who did what to whom. A line is on disk when the call returns, and nobody can change or remove it after.</summary>
public sealed class AuditLog(IDbContextFactory<TrainingHubDb> contexts, TimeProvider time)
{
    /// <param name="kind">Of <see cref="AuditKinds"/>.</param>
    /// <param name="actorId">The user or service who did it; null where it was nobody known.</param>
    /// <param name="subjectId">The user or service to whom it was done.</param>
    /// <param name="detail">At most 200 characters, more are cut off; never a name, an e-mail or an address.</param>
    public async Task WriteAsync(string kind, string? actorId, string? subjectId = null, string? detail = null, string? sessionId = null)
    {
        // Not to be called off: what it tells of has happened.
        await using var db = await contexts.CreateDbContextAsync();
        db.AuditEntries.Add(new AuditEntry
        {
            At = time.GetUtcNow(),
            Kind = kind,
            ActorRef = await AuditPeople.RefAsync(db, actorId, CancellationToken.None),
            SubjectRef = await AuditPeople.RefAsync(db, subjectId, CancellationToken.None),
            SessionId = sessionId,
            Detail = detail is { Length: > 200 } ? detail[..200] : detail,
        });
        await db.SaveChangesAsync();
    }

    /// <summary>Gives a person their number while they can still be looked up.</summary>
    public async Task KnowAsync(string userId)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await AuditPeople.RefAsync(db, userId, CancellationToken.None);
    }

    /// <summary>Takes a person's name and id out of the audit; its lines stay, and no longer say who it was.</summary>
    public async Task ForgetAsync(string userId)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await db.AuditPeople.Where(person => person.UserId == userId).ExecuteDeleteAsync();
    }
}
