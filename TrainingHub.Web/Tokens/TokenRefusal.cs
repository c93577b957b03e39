using Microsoft.AspNetCore.Authentication;
using OpenIddict.Server.AspNetCore;

namespace TrainingHub.Web.Tokens;

/// <summary>An OAuth error, as the token server words it.</summary>
internal static class TokenRefusal
{
    public static IResult Of(string error, string description, string? redirectUri = null) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        })
        {
            RedirectUri = redirectUri,
        },
        [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
}
