using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using OpenIddict.Abstractions;
using TrainingHub.Core;

namespace TrainingHub.Web.Accounts;

/// <summary>What a sign-in's cookie carries beside who it is: which sign-in it is, and when the person last showed that it is them.</summary>
public static class SignInTicket
{
    private const string Id = "traininghub:sign_in", ShownAt = "traininghub:shown_at";

    /// <summary>Gives a new sign-in its id and its time; one that is only written anew keeps both.</summary>
    public static Task Begin(CookieSigningInContext context)
    {
        context.Properties.BeginSignIn(context.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());
        return Task.CompletedTask;
    }

    public static void BeginSignIn(this AuthenticationProperties properties, DateTimeOffset now)
    {
        properties.Items.TryAdd(Id, Ids.New());
        if (!properties.Items.ContainsKey(ShownAt))
        {
            properties.SetShownAt(now);
        }
    }

    public static string? SignInId(this AuthenticationProperties properties) => properties.Items.TryGetValue(Id, out var id) ? id : null;

    /// <summary>When the person last gave a password or a passkey; long ago where the cookie does not say.</summary>
    public static DateTimeOffset GetShownAt(this AuthenticationProperties properties)
        => properties.Items.TryGetValue(ShownAt, out var ticks) && long.TryParse(ticks, CultureInfo.InvariantCulture, out var known)
            ? new DateTimeOffset(known, TimeSpan.Zero)
            : DateTimeOffset.MinValue;

    public static void SetShownAt(this AuthenticationProperties properties, DateTimeOffset at)
        => properties.Items[ShownAt] = at.UtcTicks.ToString(CultureInfo.InvariantCulture);

    /// <summary>For who holds on to the principal of a request, such as a circuit's connection.</summary>
    public static ClaimsPrincipal SetSignInId(this ClaimsPrincipal principal, string? id) => id is null ? principal : principal.SetClaim(Id, id);

    public static string? SignInId(this ClaimsPrincipal principal) => principal.GetClaim(Id);
}
