using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.Net.Http.Headers;

namespace TrainingHub.Web.Security;

/// <summary>What every answer tells a browser about itself: what it may load, send and be framed by, and that nobody keeps it.</summary>
internal static class SecurityHeaders
{
    // What pages ask of the browser; the rest stays with what nobody needs. A heart rate strap may come to a page by Bluetooth.
    private const string Permissions =
        "bluetooth=(self), fullscreen=(self), publickey-credentials-create=(self), publickey-credentials-get=(self), screen-wake-lock=(self), "
        + "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

    /// <summary>Goes after what plays a request again as another page (errors, not found), so that the other page gets its own headers.</summary>
    public static void UseSecurityHeaders(this IApplicationBuilder app)
    {
        var pages = new PagePolicy();
        app.Use((context, next) =>
        {
            Write(context.Response.Headers, context.GetEndpoint(), pages);
            return next(context);
        });
    }

    /// <summary>Also for an answer that is given before the request gets there.</summary>
    public static void Write(IHeaderDictionary headers, Endpoint? endpoint, PagePolicy pages)
    {
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        // Not no-referrer: forms would then come with the origin "null", and a passkey is believed only with its page's own.
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Embedder-Policy"] = "require-corp";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["X-Permitted-Cross-Domain-Policies"] = "none";
        headers.ContentSecurityPolicy = endpoint?.Metadata.GetMetadata<ComponentTypeMetadata>() is null ? PagePolicy.NotAPage : pages.Of(endpoint);
        // Files that may be kept say so themselves.
        headers[HeaderNames.CacheControl] = "no-cache, no-store"; // as forms say it: antiforgery warns of anything else on each page
    }
}
