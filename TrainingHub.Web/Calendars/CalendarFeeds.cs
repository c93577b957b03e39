using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Calendars;

/// <summary>
/// The secret addresses of calendars: one an account, shown when it is made and never again. Who has the address sees when and where its owner trains, and nothing else;
/// a new one puts an end to the old one at once.
/// </summary>
public sealed class CalendarFeeds(IDbContextFactory<TrainingHubDb> contexts, TimeProvider time)
{
    private const int SecretBytes = 24;

    /// <summary>When the account's address was made; null where it has none.</summary>
    public async Task<DateTimeOffset?> MadeAtAsync(string userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.CalendarFeeds.Where(feed => feed.UserId == userId).Select(feed => (DateTimeOffset?)feed.MadeAt).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Makes a new address in place of the one before.</summary>
    /// <returns>Its secret: 32 characters, 192 bits of a cryptographic random.</returns>
    public async Task<string> RenewAsync(string userId, CancellationToken cancellationToken)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.CalendarFeeds.Where(feed => feed.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        db.CalendarFeeds.Add(new CalendarFeed { TokenHash = Hash(secret), UserId = userId, MadeAt = time.GetUtcNow() });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return secret;
    }

    /// <summary>Puts an end to the account's address.</summary>
    public async Task RemoveAsync(string userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.CalendarFeeds.Where(feed => feed.UserId == userId).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Whose address this is, with the roles that the store gives them now; null where it is nobody's, or its owner is locked.</summary>
    public async Task<Caller?> OwnerAsync(string secret, CancellationToken cancellationToken)
    {
        var hash = Hash(secret);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var owner = await db.CalendarFeeds.Where(feed => feed.TokenHash == hash).Join(db.Users, feed => feed.UserId, user => user.Id, (_, user) => user).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        return owner is null or { IsLockedByAdmin: true }
            ? null
            : new Caller(owner.Id, owner.DisplayName, Callers.RolesOf(await db.UserRoles.Where(held => held.UserId == owner.Id).Select(held => held.RoleId).ToListAsync(cancellationToken)));
    }

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
