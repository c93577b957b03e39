using TrainingHub.Web.Server;

namespace TrainingHub.Web.Security;

/// <summary>
/// A cookie that goes over HTTPS alone wherever the server is reached that way: where the request is, as a trusted proxy tells it, and where <c>Server:PublicUrl</c> says so.
/// </summary>
internal sealed class OwnCookie(ServerOptions server) : CookieBuilder
{
    private readonly bool _isPublicByHttps = server.PublicUrl?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) == true;

    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        var options = base.Build(context, expiresFrom);
        options.Secure = _isPublicByHttps || context.Request.IsHttps;
        options.Path ??= "/";
        return options;
    }
}
