using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Accounts;

/// <summary>One-time links with which people that an admin added set their password; also the way back in for who forgot theirs.</summary>
public sealed class Invitations(IServiceScopeFactory scopes, AccountChanges changes, TimeProvider time)
{
    /// <summary>How long a link works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>Adds a user who cannot sign in before they followed the link.</summary>
    /// <param name="by">An admin, as the store has them.</param>
    /// <param name="email">What they sign in with; nothing is sent to it.</param>
    /// <param name="roles">Of <see cref="RoleNames.All"/>.</param>
    public async Task<InvitationOutcome> CreateAsync(Caller by, string email, string displayName, IReadOnlyCollection<string> roles, CancellationToken cancellation = default)
    {
        if (roles.Except(RoleNames.All).FirstOrDefault() is { } unknown)
        {
            return new InvitationOutcome(null, null, AccountRefusals.UnknownRole(unknown));
        }

        await using var scope = scopes.CreateAsyncScope();
        if (await Admins.DemandAsync(scope.ServiceProvider, by, ServerAction.InvitePeople) is { } notAllowed)
        {
            return new InvitationOutcome(null, null, notAllowed);
        }

        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var user = new User { UserName = email.Trim(), Email = email.Trim(), DisplayName = displayName.Trim() };
        if (user.DisplayName is { Length: 0 or > 200 })
        {
            return new InvitationOutcome(null, null, Refusal.Invalid("The name must have 1 to 200 characters."));
        }

        var db = scope.ServiceProvider.GetRequiredService<TrainingHubDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var result = await users.CreateAsync(user);
        if (result.Succeeded)
        {
            result = await users.AddToRolesAsync(user, roles.Distinct());
        }

        if (!result.Succeeded)
        {
            return new InvitationOutcome(null, null, AccountRefusals.From(result));
        }

        var token = await AddLinkAsync(db, user.Id, cancellation);
        await transaction.CommitAsync(cancellation);
        return new InvitationOutcome(user.Id, token, null);
    }

    /// <summary>A new link for a user who exists; earlier ones stop working.</summary>
    /// <param name="by">An admin, as the store has them.</param>
    public async Task<InvitationOutcome> RenewAsync(Caller by, string userId, CancellationToken cancellation = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await Admins.DemandAsync(scope.ServiceProvider, by, ServerAction.InvitePeople) is { } notAllowed)
        {
            return new InvitationOutcome(null, null, notAllowed);
        }

        var db = scope.ServiceProvider.GetRequiredService<TrainingHubDb>();
        if (!await db.Users.AnyAsync(user => user.Id == userId, cancellation))
        {
            return new InvitationOutcome(null, null, AccountRefusals.NoSuchUser);
        }

        await db.Invitations.Where(invitation => invitation.UserId == userId).ExecuteDeleteAsync(cancellation);
        return new InvitationOutcome(userId, await AddLinkAsync(db, userId, cancellation), null);
    }

    /// <summary>The user whom a link that still works is for, else null.</summary>
    public async Task<User?> FindAsync(string token, CancellationToken cancellation = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrainingHubDb>();
        return await Working(db, token)
            .Join(db.Users, invitation => invitation.UserId, user => user.Id, (_, user) => user)
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);
    }

    /// <summary>Uses the link up, sets the password and ends the sign-ins and tokens that the user had. A password that is refused leaves the link working.</summary>
    public async Task<Refusal?> RedeemAsync(string token, string password, CancellationToken cancellation = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrainingHubDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var userId = await Working(db, token).Select(invitation => invitation.UserId).SingleOrDefaultAsync(cancellation);
        if (userId is null || await Working(db, token).ExecuteDeleteAsync(cancellation) == 0)
        {
            return new Refusal(RefusalCode.NotFound, "This link was used already or is older than 7 days; ask an admin for a new one.");
        }

        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var user = (await users.FindByIdAsync(userId))!;
        var reset = await users.ResetPasswordAsync(user, await users.GeneratePasswordResetTokenAsync(user), password);
        if (!reset.Succeeded)
        {
            return AccountRefusals.From(reset);
        }

        await transaction.CommitAsync(cancellation);
        await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>().RevokeBySubjectAsync(userId, CancellationToken.None);
        changes.Raise(userId);
        return null;
    }

    private async Task<string> AddLinkAsync(TrainingHubDb db, string userId, CancellationToken cancellation)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        db.Invitations.Add(new Invitation { TokenHash = Hash(token), UserId = userId, ExpiresAt = time.GetUtcNow() + Lifetime });
        await db.SaveChangesAsync(cancellation);
        return token;
    }

    private IQueryable<Invitation> Working(TrainingHubDb db, string token)
    {
        var hash = Hash(token);
        var now = time.GetUtcNow();
        return db.Invitations.Where(invitation => invitation.TokenHash == hash && invitation.ExpiresAt > now);
    }

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

/// <summary>What became of an invitation: the user and the token of their link <c>/account/invite/{token}</c>, or a refusal.</summary>
public sealed record InvitationOutcome(string? UserId, string? Token, Refusal? Refusal);
