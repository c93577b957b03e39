using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Audit;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TrainingHub.Web.Tokens;

/// <summary>What the form of <c>/connect/verify</c> is posted to: <em>Allow</em> or <em>Deny</em> for the device whose code it carries.</summary>
internal static class VerifyEndpoint
{
    public const string DecisionPath = "connect/verify/decision";
    public const string Allow = "allow";
    public const string Deny = "deny";

    public static void MapVerifyEndpoint(this IEndpointRouteBuilder routes) => routes
        .MapPost(DecisionPath, DecideAsync)
        .RequireAuthorization(policy => policy.AddAuthenticationSchemes(IdentityConstants.ApplicationScheme).RequireAuthenticatedUser())
        .WithMetadata(new RecentSignInAttribute());

    private static async Task<IResult> DecideAsync(HttpContext context, TokenIdentity identities, Devices devices, AuditLog audit, [FromForm] string decision)
    {
        var device = await context.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        if (device is not { Succeeded: true, Principal: { } asked } || asked.GetClaim(Claims.ClientId) is not { } clientId || asked.GetAuthorizationId() is not { } authorizationId)
        {
            return Results.LocalRedirect("/connect/verify?outcome=unknown");
        }

        var userId = context.User.GetClaim(Claims.Subject);
        if (decision != Allow)
        {
            await audit.WriteAsync(AuditKinds.DeviceDenied, userId);
            return TokenRefusal.Of(Errors.AccessDenied, "The person denied the device.", "/connect/verify?outcome=denied");
        }

        if (await identities.OfUserAsync(userId, asked.GetScopes()) is not { } identity)
        {
            return TokenRefusal.Of(Errors.AccessDenied, "This account is locked.", "/connect/verify?outcome=denied");
        }

        await devices.AllowAsync(userId!, clientId, authorizationId, DeviceRequest.Of(asked), context.RequestAborted);
        return Results.SignIn(
            new ClaimsPrincipal(identity),
            new AuthenticationProperties { RedirectUri = "/connect/verify?outcome=allowed" },
            OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }
}
