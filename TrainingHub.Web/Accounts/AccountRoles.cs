using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Audit;
using TrainingHub.Web.Data;
using TrainingHub.Web.Privacy;

namespace TrainingHub.Web.Accounts;

/// <summary>
/// What an admin does to accounts. Each change ends the account's sign-ins (a new security stamp) and is told to
/// <see cref="AccountChanges"/> and audited; a lock, a deletion and a sign-out everywhere also revoke its tokens. Refused unless an admin asks, as the store has them. Answers null when it is done.
/// </summary>
public sealed class AccountRoles(IServiceScopeFactory scopes, AccountChanges changes, AuditLog audit, Erasures erasures, ISessions sessions)
{
    /// <param name="role">One of <see cref="RoleNames.All"/>.</param>
    public Task<Refusal?> GiveAsync(Caller by, string userId, string role) => ChangeAsync(by, userId, (AuditKinds.RoleGiven, role), async account =>
        !RoleNames.All.Contains(role) ? AccountRefusals.UnknownRole(role)
        : await account.Users.IsInRoleAsync(account.User, role) ? null
        : AccountRefusals.Of(await account.Users.AddToRoleAsync(account.User, role)));

    /// <param name="role">One of <see cref="RoleNames.All"/>.</param>
    public Task<Refusal?> TakeAsync(Caller by, string userId, string role) => ChangeAsync(by, userId, (AuditKinds.RoleTaken, role), async account =>
        !RoleNames.All.Contains(role) ? AccountRefusals.UnknownRole(role)
        : !await account.Users.IsInRoleAsync(account.User, role) ? null
        : role == RoleNames.Admin && await account.IsLastAdminAsync() ? LastAdmin
        : AccountRefusals.Of(await account.Users.RemoveFromRoleAsync(account.User, role)));

    /// <summary>Keeps the user out until <see cref="UnlockAsync"/>.</summary>
    public Task<Refusal?> LockAsync(Caller by, string userId) => ChangeAsync(
        by,
        userId,
        (AuditKinds.Locked, null),
        async account => await account.IsLastAdminAsync()
            ? LastAdmin
            : AccountRefusals.Of(await account.Users.SetLockoutEndDateAsync(account.User, User.LockedByAdmin)),
        endTokens: true);

    /// <summary>Lets the user in again, whoever or whatever locked them.</summary>
    public Task<Refusal?> UnlockAsync(Caller by, string userId) => ChangeAsync(by, userId, (AuditKinds.Unlocked, null), async account =>
        AccountRefusals.Of(await account.Users.SetLockoutEndDateAsync(account.User, null))
            ?? AccountRefusals.Of(await account.Users.ResetAccessFailedCountAsync(account.User)));

    /// <summary>Ends all sign-ins of the user, on every browser, and the access of their devices.</summary>
    /// <param name="by">An admin, or the user themself.</param>
    public Task<Refusal?> SignOutEverywhereAsync(Caller by, string userId) =>
        ChangeAsync(by, userId, (AuditKinds.SignedOutEverywhere, null), _ => Task.FromResult<Refusal?>(null), endTokens: true, oneselfToo: true);

    /// <summary>The account is gone when this returns; from then on <see cref="ErasureJob"/> takes the person out of all that is kept. The audit keeps what was done, and forgets whose account it was.</summary>
    /// <param name="by">An admin, or the user themself.</param>
    public async Task<Refusal?> DeleteAsync(Caller by, string userId)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (by.UserId != userId && await Admins.DemandAsync(scope.ServiceProvider, by) is { } notAllowed)
        {
            return notAllowed;
        }

        if (await Account.FindAsync(scope.ServiceProvider, userId) is not { } account)
        {
            return AccountRefusals.NoSuchUser;
        }

        if (await account.IsLastAdminAsync())
        {
            return LastAdmin;
        }

        if (sessions.InMemory.Any(session => session.IsLive && session.TrainerId == userId))
        {
            return LeadsLiveSession;
        }

        await audit.KnowAsync(userId);
        // Noted first: a server that ends in the middle erases the person with its next start.
        await erasures.AddAsync(userId);
        if (AccountRefusals.Of(await account.Users.DeleteAsync(account.User)) is { } refusal)
        {
            await erasures.WithdrawAsync(userId);
            return refusal;
        }

        await account.RevokeTokensAsync();
        changes.Raise(userId);
        await audit.WriteAsync(AuditKinds.Erased, by.UserId, userId);
        await audit.ForgetAsync(userId);
        erasures.Wake();
        return null;
    }

    private static Refusal LeadsLiveSession { get; } =
        Refusal.Conflict("A session of this trainer is live, and nobody else could end it; end it first, then the account can be erased.");

    private static Refusal LastAdmin { get; } =
        Refusal.Conflict("This is the last admin who can sign in; make someone else an admin first.");

    private async Task<Refusal?> ChangeAsync(
        Caller by, string userId, (string Kind, string? Detail) what, Func<Account, Task<Refusal?>> change, bool endTokens = false, bool oneselfToo = false)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (!(oneselfToo && by.UserId == userId) && await Admins.DemandAsync(scope.ServiceProvider, by) is { } notAllowed)
        {
            return notAllowed;
        }

        if (await Account.FindAsync(scope.ServiceProvider, userId) is not { } account)
        {
            return AccountRefusals.NoSuchUser;
        }

        var refusal = await change(account) ?? AccountRefusals.Of(await account.Users.UpdateSecurityStampAsync(account.User));
        if (refusal is not null)
        {
            return refusal;
        }

        // Last, because a revocation is told at once, and who hears of it must find the account as it is to be.
        if (endTokens)
        {
            await account.RevokeTokensAsync();
        }

        changes.Raise(userId);
        await audit.WriteAsync(what.Kind, by.UserId, userId, what.Detail);
        return null;
    }

    private sealed record Account(User User, UserManager<User> Users, IServiceProvider Services)
    {
        public static async Task<Account?> FindAsync(IServiceProvider services, string userId)
        {
            var users = services.GetRequiredService<UserManager<User>>();
            var user = await users.FindByIdAsync(userId);
            return user is null ? null : new Account(user, users, services);
        }

        public async Task<bool> IsLastAdminAsync() => await Admins.WhoCanSignInAsync(Services) is [var only] && only == User.Id;

        public async Task RevokeTokensAsync() => await Services.GetRequiredService<IOpenIddictTokenManager>().RevokeBySubjectAsync(User.Id);
    }
}
