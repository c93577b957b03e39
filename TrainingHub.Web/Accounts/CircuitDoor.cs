using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using TrainingHub.Web.Tokens;

namespace TrainingHub.Web.Accounts;

/// <summary>Lets nobody open a circuit who is not signed in: every page that has one is for who is.</summary>
internal static class CircuitDoor
{
    private static readonly PathString _circuits = "/_blazor";

    /// <summary>Goes before authentication, so that it knows since when what the cookie says has been looked at.</summary>
    public static void UseCircuitDoor(this WebApplication app)
    {
        var time = app.Services.GetRequiredService<TimeProvider>();
        app.Use(async (context, next) =>
        {
            // All below it: routing takes a slash at the end as well, and what was not looked at here has no sign-in to be ended by.
            if (context.Request.Path.StartsWithSegments(_circuits))
            {
                var lookedAt = time.GetUtcNow();
                var cookie = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
                if (!cookie.Succeeded)
                {
                    context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                    return;
                }

                cookie.Principal.SetVerifiedAt(lookedAt).SetSignInId(cookie.Properties.SignInId());
            }

            await next(context);
        });
    }
}
