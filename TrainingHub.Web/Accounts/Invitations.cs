using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Audit;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Accounts;

/// <summary>One-time links with which people that an admin added set their password; also the way back in for who forgot theirs.</summary>
public sealed class Invitations(IServiceScopeFactory scopes, AccountChanges changes, AuditLog audit, AccountLetters letters, TimeProvider time)
{
    /// <summary>How long a link works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>How long a link works that somebody asked for by mail.</summary>
    public static readonly TimeSpan ResetLifetime = TimeSpan.FromHours(1);

    // Nobody's letterbox is filled by who asks again and again.
    private static readonly TimeSpan _betweenResets = TimeSpan.FromMinutes(5);

    /// <summary>Adds a user who cannot sign in before they followed the link.</summary>
    /// <param name="by">An admin, as the store has them.</param>
    /// <param name="email">What they sign in with; the link is sent to it, too, where letters are sent.</param>
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

        return await AddAsync(scope.ServiceProvider, by, email, displayName, roles, teamId: null, cancellation);
    }

    /// <summary>A trainer's invitation: of a player, and of nobody else.</summary>
    /// <param name="by">A trainer or an admin, as the store has them.</param>
    /// <param name="teamId">A team of theirs that the player comes into; null for none.</param>
    public async Task<InvitationOutcome> CreatePlayerAsync(Caller by, string email, string displayName, string? teamId, CancellationToken cancellation = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await Admins.DemandAsync(scope.ServiceProvider, by, ServerAction.InvitePlayers) is { } notAllowed)
        {
            return new InvitationOutcome(null, null, notAllowed);
        }

        var db = scope.ServiceProvider.GetRequiredService<TrainingHubDb>();
        return teamId is null || await db.Teams.AnyAsync(team => team.Id == teamId && team.TrainerId == by.UserId, cancellation)
            ? await AddAsync(scope.ServiceProvider, by, email, displayName, [RoleNames.Player], teamId, cancellation)
            : new InvitationOutcome(null, null, new Refusal(RefusalCode.NotFound, "You have no such team."));
    }

    private async Task<InvitationOutcome> AddAsync(
        IServiceProvider services, Caller by, string email, string displayName, IReadOnlyCollection<string> roles, string? teamId, CancellationToken cancellation)
    {
        var users = services.GetRequiredService<UserManager<User>>();
        var user = new User { UserName = email.Trim(), Email = email.Trim(), DisplayName = displayName.Trim() };
        if (user.DisplayName is { Length: 0 or > 200 })
        {
            return new InvitationOutcome(null, null, Refusal.Invalid("The name must have 1 to 200 characters."));
        }

        var db = services.GetRequiredService<TrainingHubDb>();
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

        if (teamId is not null)
        {
            db.TeamMembers.Add(new TeamMember { TeamId = teamId, PlayerId = user.Id });
        }

        var token = await AddLinkAsync(db, user.Id, Lifetime, cancellation);
        await transaction.CommitAsync(cancellation);
        await audit.WriteAsync(AuditKinds.Invited, by.UserId, user.Id, string.Join(", ", roles.Distinct()));
        letters.Invitation(user.Email, token);
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
        var token = await AddLinkAsync(db, userId, Lifetime, cancellation);
        await audit.WriteAsync(AuditKinds.LinkMade, by.UserId, userId);
        return new InvitationOutcome(userId, token, null);
    }

    /// <summary>A link that somebody asked for with an e-mail; other links of the account go on working, or anybody could end them.</summary>
    /// <returns>Null where there is no such account that may sign in, or it was given one a moment ago.</returns>
    public async Task<(string Email, string Token)?> ResetAsync(string email, CancellationToken cancellation = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        if (await users.FindByEmailAsync(email) is not { IsLockedByAdmin: false, GuestOf: null, Email: { } address } user)
        {
            return null;
        }

        var db = scope.ServiceProvider.GetRequiredService<TrainingHubDb>();
        var now = time.GetUtcNow();
        var (recent, newest) = (now + ResetLifetime - _betweenResets, now + ResetLifetime);
        if (await db.Invitations.AnyAsync(link => link.UserId == user.Id && link.ExpiresAt > recent && link.ExpiresAt <= newest, cancellation))
        {
            return null;
        }

        var token = await AddLinkAsync(db, user.Id, ResetLifetime, cancellation);
        await audit.WriteAsync(AuditKinds.ResetAsked, null, user.Id);
        return (address, token);
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
            return new Refusal(RefusalCode.NotFound, "This link was used already or is too old; ask for a new one.");
        }

        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var user = (await users.FindByIdAsync(userId))!;
        var reset = await users.ResetPasswordAsync(user, await users.GeneratePasswordResetTokenAsync(user), password);
        if (!reset.Succeeded)
        {
            return AccountRefusals.From(reset);
        }

        // The others were for the same, and one of them may be a stranger's.
        await db.Invitations.Where(link => link.UserId == userId).ExecuteDeleteAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        await audit.WriteAsync(AuditKinds.LinkUsed, userId);
        await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>().RevokeBySubjectAsync(userId, CancellationToken.None);
        changes.Raise(userId);
        if (user.Email is { } email)
        {
            letters.Changed(email, "A password was chosen for your account at TrainingHub with a one-time link.");
        }

        return null;
    }

    private async Task<string> AddLinkAsync(TrainingHubDb db, string userId, TimeSpan lifetime, CancellationToken cancellation)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        db.Invitations.Add(new Invitation { TokenHash = Hash(token), UserId = userId, ExpiresAt = time.GetUtcNow() + lifetime });
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
