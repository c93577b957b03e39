using System.Security.Claims;
using OpenIddict.Abstractions;

namespace TrainingHub.Web.Joining;

/// <summary>A guest plays in their session and does nothing else: what is not that page, or what it is made of, is closed to them, whatever it is.</summary>
internal static class GuestDoor
{
    private const string GuestOf = "traininghub:guest_of";

    // The page's circuit and its files; how one gets in, and out.
    private static readonly PathString[] _open = ["/_blazor", "/_framework", "/_content", "/join", "/account/logout", "/error", "/not-found"];

    public static ClaimsIdentity SetGuestOf(this ClaimsIdentity identity, string sessionId) => identity.SetClaim(GuestOf, sessionId);

    /// <summary>The session whose guest this is; null where it is none.</summary>
    public static string? GuestSession(this ClaimsPrincipal principal) => principal.GetClaim(GuestOf);

    /// <summary>Goes after authentication.</summary>
    public static void UseGuestDoor(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.User.GuestSession() is not { } sessionId || IsOpen(context, sessionId))
        {
            return next(context);
        }

        if (HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.Redirect($"/sessions/{sessionId}/play");
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }

        return Task.CompletedTask;
    });

    private static bool IsOpen(HttpContext context, string sessionId)
        => context.Request.Path.Equals($"/sessions/{sessionId}/play", StringComparison.OrdinalIgnoreCase)
            || _open.Any(path => context.Request.Path.StartsWithSegments(path))
            // Files are the same for everybody, signed in or not.
            || context.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is not null;
}
