using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using TrainingHub.Web.Security;
using TrainingHub.Web.Server;

namespace TrainingHub.Web.Accounts;

/// <summary>Where an account page goes when its form was taken, and what the next page says about it.</summary>
public sealed class AccountRedirects(NavigationManager navigation, IHttpContextAccessor http, IOptions<ServerOptions> server)
{
    private const string CookieName = "traininghub-notice";

    private readonly OwnCookie _cookie = new(server.Value)
    {
        SameSite = SameSiteMode.Strict,
        HttpOnly = true,
        IsEssential = true,
        MaxAge = TimeSpan.FromSeconds(5),
    };

    /// <summary>Goes to a page of ours; an address of anybody else's becomes the start page.</summary>
    public void To(string? address) => navigation.NavigateTo(IsOurs(address) ? address! : "/");

    /// <param name="notice">What was done; shown once by <c>Notice</c>.</param>
    public void To(string address, string notice)
    {
        var context = http.HttpContext!;
        context.Response.Cookies.Append(CookieName, Uri.EscapeDataString(notice), _cookie.Build(context));
        To(address);
    }

    /// <summary>What the page before has to say, once.</summary>
    public string? TakeNotice()
    {
        var context = http.HttpContext!;
        if (context.Request.Cookies[CookieName] is not { } notice)
        {
            return null;
        }

        context.Response.Cookies.Delete(CookieName);
        return Uri.UnescapeDataString(notice);
    }

    /// <summary>Whether an address leads to a page of this server, and nowhere else.</summary>
    public static bool IsOurs(string? address) =>
        address is ['/', ..] && !address.StartsWith("//", StringComparison.Ordinal) && !address.StartsWith("/\\", StringComparison.Ordinal);
}
