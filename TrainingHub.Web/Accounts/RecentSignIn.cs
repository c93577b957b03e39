using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace TrainingHub.Web.Accounts;

/// <summary>On a page or endpoint: only for who gave their password or passkey within <see cref="Within"/>. Whoever holds a browser that was left open is asked first.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RecentSignInAttribute : Attribute
{
    public static readonly TimeSpan Within = TimeSpan.FromMinutes(5);
}

internal static class RecentSignIn
{
    /// <summary>Goes after authorization, which has said who may come here at all.</summary>
    public static void UseRecentSignIn(this WebApplication app)
    {
        var time = app.Services.GetRequiredService<TimeProvider>();
        app.Use(async (context, next) =>
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<RecentSignInAttribute>() is not null
                && await context.AuthenticateAsync(IdentityConstants.ApplicationScheme) is { Succeeded: true } cookie
                && time.GetUtcNow() - cookie.Properties.GetShownAt() > RecentSignInAttribute.Within)
            {
                // What a form carried is not kept: they come back to its page.
                var back = HttpMethods.IsGet(context.Request.Method) ? $"{context.Request.Path}{context.Request.QueryString}" : FormPage(context);
                context.Response.Redirect($"/account/confirm?returnUrl={Uri.EscapeDataString(back)}");
                return;
            }

            await next(context);
        });
    }

    private static string FormPage(HttpContext context) =>
        context.Request.Headers.Referer is [{ } referer] && Uri.TryCreate(referer, UriKind.Absolute, out var page) && page.Authority == context.Request.Host.Value
            ? page.PathAndQuery
            : "/account/manage";
}
