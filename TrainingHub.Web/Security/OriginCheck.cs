using Microsoft.Extensions.Options;
using TrainingHub.Web.Server;
using TrainingHub.Web.Tokens;

namespace TrainingHub.Web.Security;

/// <summary>
/// A browser lets any site open a WebSocket to any other, and says only which site it was: so whose page may connect is asked here. Who says nothing is no browser.
/// </summary>
internal sealed class OriginCheck(IOptions<OriginOptions> origins, IOptions<ServerOptions> server)
{
    private static readonly PathString Hub = TokenAuth.HubPath, Circuits = "/_blazor";

    // What a page of another site may fetch: it shows a token, or asks for one.
    private static readonly PathString[] Shared = [Hub, "/api", "/connect/token", "/connect/device", "/connect/revoke", "/.well-known"];

    private readonly HashSet<string> _others = origins.Value.Origins.ToHashSet(StringComparer.OrdinalIgnoreCase);
    private readonly string? _own = server.Value.PublicUrl is { Length: > 0 } url ? new Uri(url).GetLeftPart(UriPartial.Authority) : null;

    public static bool IsShared(PathString path) => Shared.Any(shared => path.StartsWithSegments(shared));

    /// <summary>Whether the request is by a page that has no business here.</summary>
    public bool IsForeign(HttpRequest request)
    {
        var isHub = request.Path.StartsWithSegments(Hub);
        if (!isHub && !request.Path.StartsWithSegments(Circuits))
        {
            return false;
        }

        return request.Headers.Origin switch
        {
            [] => false,
            [{ } origin] => !IsOwn(origin, request.Host) && !(isHub && _others.Contains(origin)),
            _ => true,
        };
    }

    // By host, not by scheme: behind a proxy that is not in Server:TrustedProxies the request's scheme is not the browser's.
    private bool IsOwn(string origin, HostString host)
        => string.Equals(origin, _own, StringComparison.OrdinalIgnoreCase)
            || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && string.Equals(uri.Authority, host.Value, StringComparison.OrdinalIgnoreCase));
}
