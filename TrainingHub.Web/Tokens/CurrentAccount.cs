using OpenIddict.Abstractions;
using OpenIddict.Validation;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Validation.OpenIddictValidationEvents;

namespace TrainingHub.Web.Tokens;

/// <summary>Authority comes from the store: a valid token gets the name and the roles that its account has now, and none if the account is gone or locked.</summary>
public sealed class CurrentAccount(TokenIdentity identities, DeviceUse use, TimeProvider time) : IOpenIddictValidationHandler<ValidateTokenContext>
{
    public async ValueTask HandleAsync(ValidateTokenContext context)
    {
        if (context.Principal is not { } principal)
        {
            return;
        }

        var lookedAt = time.GetUtcNow();
        var subject = principal.GetClaim(Claims.Subject);
        var current = await identities.OfUserAsync(subject, principal.GetScopes())
            ?? await identities.OfServiceAsync(subject, principal.GetScopes(), context.CancellationToken);
        if (current is null)
        {
            context.Reject(Errors.InvalidToken, "The account of this token no longer exists or is locked.");
            return;
        }

        if (principal.GetAuthorizationId() is { } device)
        {
            use.Seen(device);
        }

        principal.SetClaim(Claims.Name, current.GetClaim(Claims.Name)).SetClaims(Claims.Role, current.GetClaims(Claims.Role)).SetVerifiedAt(lookedAt);
    }
}
