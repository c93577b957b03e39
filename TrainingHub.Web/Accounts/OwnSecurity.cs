using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using TrainingHub.Web.Audit;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Accounts;

/// <summary>What follows when a person changes how they sign in: it is audited, they stay signed in here and nowhere else, and they are written, for it may have been somebody else.</summary>
public sealed class OwnSecurity(SignInManager<User> signIn, IOpenIddictTokenManager tokens, AccountChanges changes, AuditLog audit, AccountLetters letters)
{
    /// <param name="user">Who is signed in here, with the change stored.</param>
    /// <param name="kind">Of <see cref="AuditKinds"/>.</param>
    /// <param name="endTokens">Whether devices, too, lose their access.</param>
    public async Task ChangedAsync(User user, string kind, bool endTokens = false)
    {
        await signIn.UserManager.UpdateSecurityStampAsync(user);
        await audit.WriteAsync(kind, user.Id);
        // Before the new cookie is written: cookies from before the change are looked at again.
        changes.Raise(user.Id);
        if (endTokens)
        {
            await tokens.RevokeBySubjectAsync(user.Id);
        }

        await signIn.RefreshSignInAsync(user);
        if (user.Email is { } email)
        {
            letters.Changed(email, Sentence(kind));
        }
    }

    private static string Sentence(string kind) => kind switch
    {
        AuditKinds.PasswordChanged => "Your password was changed.",
        AuditKinds.PasskeyAdded => "A passkey was added to your account.",
        AuditKinds.PasskeyRemoved => "A passkey was removed from your account.",
        AuditKinds.TwoFactorOn => "The second step of your sign-in was turned on.",
        AuditKinds.TwoFactorOff => "The second step of your sign-in was turned off.",
        _ => "New recovery codes were made for your account.",
    };
}
