using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Accounts;

/// <summary>Looks at a cookie's security stamp at once where its account changed since the cookie was made, and else now and then.</summary>
public sealed class CookieCheck(
    IOptions<SecurityStampValidatorOptions> options,
    SignInManager<User> signIn,
    ILoggerFactory logging,
    AccountChanges changes,
    EndedSignIns ended) : SecurityStampValidator<User>(options, signIn, logging)
{
    private static readonly TimeSpan _cookieResolution = TimeSpan.FromSeconds(1);

    public override Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (context.Properties.SignInId() is { } signInId && ended.Has(signInId))
        {
            context.RejectPrincipal();
            return Task.CompletedTask;
        }

        if (context.Principal?.GetClaim(OpenIddictConstants.Claims.Subject) is { } userId
            && changes.LatestOf(userId) + _cookieResolution >= context.Properties.IssuedUtc)
        {
            // A cookie of unknown age is always looked at.
            context.Properties.IssuedUtc = null;
        }

        return base.ValidateAsync(context);
    }
}
