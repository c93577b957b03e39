using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Admin;

/// <summary>The accounts, for an admin to look through.</summary>
public sealed class People(IDbContextFactory<TrainingHubDb> contexts)
{
    /// <summary>A list is for looking through: at most so many.</summary>
    public const int Most = 100;

    /// <param name="text">Part of a name or an e-mail; empty for all.</param>
    /// <returns>At most <see cref="Most"/>, by name.</returns>
    public async Task<ImmutableArray<Person>> FindAsync(string text, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var like = $"%{text.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
        var users = await db.Users.AsNoTracking()
            .Where(user => EF.Functions.Like(user.DisplayName, like, "\\") || EF.Functions.Like(user.Email!, like, "\\"))
            .OrderBy(user => user.DisplayName)
            .Take(Most)
            .Select(user => new
            {
                User = user,
                Roles = db.UserRoles.Where(held => held.UserId == user.Id).Select(held => held.RoleId).ToList(),
                Invited = user.PasswordHash == null && db.Invitations.Any(invitation => invitation.UserId == user.Id),
            })
            .ToListAsync(cancellationToken);
        return [.. users.Select(found => new Person(
            found.User.Id, found.User.DisplayName, found.User.Email ?? "", [.. found.Roles], found.User.IsLockedByAdmin, found.Invited))];
    }
}

/// <param name="Invited">Has a link and has not set a password yet.</param>
public sealed record Person(string Id, string Name, string Email, ImmutableHashSet<string> Roles, bool Locked, bool Invited);
