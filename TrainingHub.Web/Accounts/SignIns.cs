using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Audit;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Accounts;

/// <summary>
/// The ways in for people: a password, a passkey, the second step. Each is audited. What is refused is refused in one sentence, after the same work,
/// whether there is no such account, the password is wrong or the account is locked: nobody learns by asking who has an account here.
/// </summary>
public sealed class SignIns(SignInManager<User> signIn, NobodysPassword nobody, AuditLog audit, SignInMeter meter, TimeProvider time)
{
    public static Refusal WrongPassword { get; } = Refusal.Forbidden(
        "This e-mail and password do not belong together, or the account is locked. Five wrong passwords lock an account for 5 minutes; in all else an admin can help.");

    public static Refusal WrongPasskey { get; } = Refusal.Forbidden("This passkey opens no account here, or its account is locked; an admin can help.");

    private UserManager<User> Users => signIn.UserManager;

    public async Task<SignInOutcome> ByPasswordAsync(string email, string password, bool remember)
    {
        var user = await Users.FindByNameAsync(email);
        if (user?.PasswordHash is null || await Users.IsLockedOutAsync(user))
        {
            nobody.Verify(password);
            return await RefuseAsync(user, user is null ? "no such account" : user.PasswordHash is null ? "no password" : "locked", WrongPassword);
        }

        var result = await signIn.PasswordSignInAsync(user, password, remember, lockoutOnFailure: true);
        return result.RequiresTwoFactor ? SignInOutcome.SecondStep
            : result.Succeeded ? await AcceptAsync(user, "password")
            : await RefuseAsync(user, "password", WrongPassword);
    }

    /// <param name="credential">What the browser made of the options that it was given, as JSON.</param>
    public async Task<SignInOutcome> ByPasskeyAsync(string credential)
    {
        if (await VerifyPasskeyAsync(credential) is not { } user || user.IsLockedByAdmin)
        {
            // Wrong passwords lock for minutes, and by whomever: they do not stand in the way of who has the key.
            return await RefuseAsync(null, "passkey", WrongPasskey);
        }

        // A passkey is two factors in one: something that one has, opened by something that one is or knows.
        await signIn.SignInAsync(user, isPersistent: false, authenticationMethod: "passkey");
        return await AcceptAsync(user, "passkey");
    }

    /// <param name="code">The six digits of an authenticator app, or a recovery code.</param>
    public async Task<SignInOutcome> BySecondStepAsync(string code, bool remember, bool rememberBrowser)
    {
        var user = await signIn.GetTwoFactorAuthenticationUserAsync();
        var isRecovery = code.Length != 6;
        if (user is null)
        {
            return await RefuseAsync(null, "no first step", NoFirstStep);
        }

        if (await Users.IsLockedOutAsync(user))
        {
            return await RefuseAsync(user, "locked", TooManyCodes);
        }

        var result = isRecovery
            ? await signIn.TwoFactorRecoveryCodeSignInAsync(code)
            : await signIn.TwoFactorAuthenticatorSignInAsync(code, remember, rememberBrowser);
        if (result.Succeeded)
        {
            return await AcceptAsync(user, isRecovery ? "recovery code" : "second step");
        }

        if (isRecovery)
        {
            // Identity counts wrong codes of an app, and not these.
            await Users.AccessFailedAsync(user);
        }

        return await RefuseAsync(user, isRecovery ? "recovery code" : "second step", result.IsLockedOut ? TooManyCodes : WrongCode);
    }

    /// <summary>Asks who is signed in once more that it is them, by password or, where there is one, by passkey. Wrong passwords count as in a sign-in.</summary>
    public async Task<Refusal?> ConfirmAsync(HttpContext context, User user, string password, string? credential)
    {
        if (credential is { Length: > 0 })
        {
            if ((await VerifyPasskeyAsync(credential))?.Id != user.Id)
            {
                meter.Refused();
                await audit.WriteAsync(AuditKinds.ConfirmRefused, user.Id);
                return WrongPasskey;
            }
        }
        else if (!await IsPasswordAsync(user, password))
        {
            return WrongPassword;
        }

        var cookie = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        cookie.Properties!.SetShownAt(time.GetUtcNow());
        await signIn.SignInAsync(user, cookie.Properties!);
        await audit.WriteAsync(AuditKinds.Confirmed, user.Id);
        return null;
    }

    /// <summary>Whether this is the user's password; a wrong one counts as in a sign-in, and locks as many do.</summary>
    public async Task<bool> IsPasswordAsync(User user, string password)
    {
        var isTheirs = (await signIn.CheckPasswordSignInAsync(user, password, lockoutOnFailure: true)).Succeeded;
        if (!isTheirs)
        {
            meter.Refused();
            await audit.WriteAsync(AuditKinds.ConfirmRefused, user.Id);
        }

        return isTheirs;
    }

    /// <summary>The user whose passkey this is; null where it is nobody's, or was not asked for.</summary>
    public async Task<User?> VerifyPasskeyAsync(string credential)
    {
        try
        {
            var assertion = await signIn.PerformPasskeyAssertionAsync(credential);
            if (!assertion.Succeeded)
            {
                return null;
            }

            // The counter by which a copied passkey is noticed.
            return (await Users.AddOrUpdatePasskeyAsync(assertion.User, assertion.Passkey)).Succeeded ? assertion.User : null;
        }
        catch (InvalidOperationException)
        {
            // The framework's answer to a passkey without a request for one before (dotnet/aspnetcore #67539).
            return null;
        }
    }

    private static Refusal TooManyCodes { get; } = Refusal.Forbidden("Too many wrong codes; wait 5 minutes.");

    private static Refusal NoFirstStep { get; } = Refusal.Forbidden("It is too long since your password was asked; sign in anew.");

    private static Refusal WrongCode { get; } = Refusal.Forbidden("This code is not the one of now.");

    private async Task<SignInOutcome> AcceptAsync(User user, string how)
    {
        await audit.WriteAsync(AuditKinds.SignedIn, user.Id, detail: how);
        return SignInOutcome.In;
    }

    private async Task<SignInOutcome> RefuseAsync(User? user, string why, Refusal refusal)
    {
        meter.Refused();
        await audit.WriteAsync(AuditKinds.SignInRefused, null, user?.Id, why);
        return new SignInOutcome(false, refusal);
    }
}

/// <summary>In; or asked for the second step; or refused.</summary>
public sealed record SignInOutcome(bool NeedsSecondStep, Refusal? Refusal)
{
    public static SignInOutcome In { get; } = new(false, null);

    public static SignInOutcome SecondStep { get; } = new(true, null);
}

/// <summary>A password of nobody, to be compared with where there is none: an answer takes as long for an account that does not exist.</summary>
public sealed class NobodysPassword(IPasswordHasher<User> hasher)
{
    private static readonly User _nobody = new();

    private readonly string _hash = hasher.HashPassword(_nobody, Guid.NewGuid().ToString());

    public void Verify(string password) => hasher.VerifyHashedPassword(_nobody, _hash, password);
}
