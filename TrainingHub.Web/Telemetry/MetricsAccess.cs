using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using OpenIddict.Abstractions;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Tokens;

namespace TrainingHub.Web.Telemetry;

/// <summary>
/// Who may read <c>/metrics</c>: who sends the configured token, and admins, by cookie or by access token. Where a request comes from counts for nothing:
/// behind a proxy on the same machine everybody comes from loopback.
/// </summary>
internal sealed class MetricsAccess(IOptions<MetricsOptions> options)
{
    private const string Bearer = "Bearer";

    private readonly byte[]? _token = options.Value.Token is { } token ? Digest(token) : null;

    /// <summary>An endpoint that answers 401 or 403 to everybody else.</summary>
    public RequestDelegate Before(RequestDelegate next) => async http =>
    {
        var status = await JudgeAsync(http);
        if (status == StatusCodes.Status200OK)
        {
            await next(http);
            return;
        }

        http.Response.StatusCode = status;
        if (status == StatusCodes.Status401Unauthorized)
        {
            http.Response.Headers.WWWAuthenticate = Bearer;
        }
    };

    private async Task<int> JudgeAsync(HttpContext http)
    {
        if (HasToken(http.Request))
        {
            return StatusCodes.Status200OK;
        }

        // The cookie was looked at before any endpoint; a token is looked at only where one asks for it.
        var user = http.User;
        if (user.Identity?.IsAuthenticated != true)
        {
            var ticket = await http.AuthenticateAsync(TokenAuth.Scheme);
            if (!ticket.Succeeded || !ticket.Principal.HasScope(TokenAuth.Scope))
            {
                return StatusCodes.Status401Unauthorized;
            }

            user = ticket.Principal;
        }

        return Permissions.May(user.ToCaller(), ServerAction.ReadFigures) ? StatusCodes.Status200OK : StatusCodes.Status403Forbidden;
    }

    private bool HasToken(HttpRequest request)
        => _token is not null
            && request.Headers[HeaderNames.Authorization] is [{ } header]
            && header.StartsWith($"{Bearer} ", StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Digest(header[(Bearer.Length + 1)..].Trim()), _token);

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
