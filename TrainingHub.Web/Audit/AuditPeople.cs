using Microsoft.EntityFrameworkCore;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Audit;

/// <summary>The numbers by which the audit knows people.</summary>
internal static class AuditPeople
{
    /// <returns>The number of a user or service, made on the first use and with their name of now; null where there is no such account, or none any more that the audit knows.</returns>
    public static async Task<long?> RefAsync(TrainingHubDb db, string? accountId, CancellationToken cancellation)
    {
        if (accountId is null)
        {
            return null;
        }

        var made = await db.Database.SqlQuery<long>(
            $"""
             INSERT INTO AuditPeople (UserId, Name)
             SELECT Id, DisplayName FROM AspNetUsers WHERE Id = {accountId}
             UNION ALL SELECT ClientId, COALESCE(DisplayName, ClientId) FROM OpenIddictApplications WHERE ClientId = {accountId}
             ON CONFLICT (UserId) DO UPDATE SET Name = excluded.Name RETURNING Ref AS Value
             """).ToListAsync(cancellation);
        return made is [var known, ..] ? known : await db.AuditPeople.Where(person => person.UserId == accountId).Select(person => (long?)person.Ref).SingleOrDefaultAsync(cancellation);
    }
}
