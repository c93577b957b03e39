using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TrainingHub.Web.Tokens;

/// <summary><c>GET /connect/authorize</c>: who is signed in hands the first-party app a code; who is not signs in first.</summary>
internal static class AuthorizeEndpoint
{
    public static void MapAuthorizeEndpoint(this IEndpointRouteBuilder routes) => routes.MapGet("/connect/authorize", AuthorizeAsync);

    private static async Task<IResult> AuthorizeAsync(HttpContext context, TokenIdentity identities)
    {
        var request = context.GetOpenIddictServerRequest()!;
        var cookie = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        if (!cookie.Succeeded && request.HasPromptValue(PromptValues.None))
        {
            return TokenRefusal.Of(Errors.LoginRequired, "Nobody is signed in.");
        }

        if (!cookie.Succeeded)
        {
            return Results.Challenge(
                new AuthenticationProperties { RedirectUri = context.Request.PathBase + context.Request.Path + context.Request.QueryString },
                [IdentityConstants.ApplicationScheme]);
        }

        return await identities.OfUserAsync(cookie.Principal.GetClaim(Claims.Subject), request.GetScopes()) is { } identity
            ? Results.SignIn(new ClaimsPrincipal(identity), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)
            : TokenRefusal.Of(Errors.AccessDenied, "This account is locked.");
    }
}
