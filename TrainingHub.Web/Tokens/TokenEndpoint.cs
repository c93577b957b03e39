using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TrainingHub.Web.Tokens;

/// <summary><c>POST /connect/token</c>: what a code, a device code or a refresh token stood for becomes an access token with the name and roles of now.</summary>
internal static class TokenEndpoint
{
    // Called by programs with a client id, never by a browser's form with a cookie: nothing for antiforgery to protect.
    public static void MapTokenEndpoint(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/connect/token", ExchangeAsync).DisableAntiforgery();

    private static async Task<IResult> ExchangeAsync(HttpContext context, TokenIdentity identities)
    {
        var request = context.GetOpenIddictServerRequest()!;
        return await IdentifyAsync(context, request, identities) is { } identity
            ? Results.SignIn(new ClaimsPrincipal(identity), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)
            : TokenRefusal.Of(Errors.InvalidGrant, "The account no longer exists or is locked.");
    }

    private static async Task<ClaimsIdentity?> IdentifyAsync(HttpContext context, OpenIddictRequest request, TokenIdentity identities)
    {
        if (request.IsClientCredentialsGrantType())
        {
            return await identities.OfServiceAsync(request.ClientId, request.GetScopes(), context.RequestAborted);
        }

        var granted = (await context.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal!;
        return await identities.OfUserAsync(granted.GetClaim(Claims.Subject), granted.GetScopes());
    }
}
