using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Primitives;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TrainingHub.Web.Security;

/// <summary>Where somebody without rights may knock as often as they like, were they not counted.</summary>
internal enum DoorKind { SignIn, Token, Device, Verify, Join, Calendar }

/// <summary>One knock: at which door, and for which account where that is known.</summary>
/// <param name="Account">A hash: what was typed is nobody's business and may be long. Null where the request names none.</param>
/// <param name="WaitsForOwner">A device that asks whether it was allowed meanwhile; its protocol has a word for being too quick.</param>
internal sealed record Door(DoorKind Kind, string? Account, bool WaitsForOwner)
{
    private static readonly PathString Login = "/account/login", Forgot = "/account/forgot", SecondFactor = "/account/second-factor", Token = "/connect/token", Verify = "/connect/verify";

    // Posts that try a password, a code, a link or a key, or ask for a letter, and what begins such a try.
    private static readonly PathString[] SignIns = [Login, SecondFactor, "/account/setup", "/account/invite", "/account/passkeys", "/account/demo",
        Forgot, "/account/confirm", "/account/manage/password", "/account/manage/data"];

    public static DoorKind? KindOf(HttpRequest request)
        => HttpMethods.IsPost(request.Method) && SignIns.Any(path => request.Path.StartsWithSegments(path)) ? DoorKind.SignIn
            // A link is tried by opening it.
            : request.Path.StartsWithSegments("/account/invite") ? DoorKind.SignIn
            : request.Path.StartsWithSegments(Token) || request.Path.StartsWithSegments("/connect/revoke") ? DoorKind.Token
            : request.Path.StartsWithSegments("/join") && (request.Path.Value!.Length > "/join/".Length || request.Query.ContainsKey("code")) ? DoorKind.Join
            : request.Path.StartsWithSegments("/calendar") ? DoorKind.Calendar
            : request.Path.StartsWithSegments("/connect/device") ? DoorKind.Device
            : request.Path.StartsWithSegments(Verify) && (HttpMethods.IsPost(request.Method) || request.Query.ContainsKey("user_code")) ? DoorKind.Verify
            : null;

    /// <summary>Reads what the knock is about; its form was read already (<see cref="ReadableForms"/>).</summary>
    public static async Task<Door> ReadAsync(HttpContext context, DoorKind kind)
    {
        var request = context.Request;
        var form = HttpMethods.IsPost(request.Method) && request.HasFormContentType ? await request.ReadFormAsync(context.RequestAborted) : null;
        return kind switch
        {
            // The first of several, as the page takes it.
            DoorKind.SignIn when request.Path.StartsWithSegments(Login) || request.Path.StartsWithSegments(Forgot) => new Door(kind, Hash(form?["Input.Email"].FirstOrDefault()), false),
            DoorKind.SignIn when request.Path.StartsWithSegments(SecondFactor) => new Door(kind, Hash(await WhoAsync(context, IdentityConstants.TwoFactorUserIdScheme, Claims.Name)), false),
            DoorKind.Token => new Door(
                kind,
                Hash(SecretOf(request, form)),
                Is(form, GrantTypes.DeviceCode)),
            DoorKind.Verify => new Door(kind, Hash(await WhoAsync(context, IdentityConstants.ApplicationScheme, Claims.Subject)), false),
            _ => new Door(kind, null, false),
        };
    }

    // Whose secret is tried, whatever for: in the form, or as the name before the colon of a Basic header.
    private static string? SecretOf(HttpRequest request, IFormCollection? form)
    {
        if (!StringValues.IsNullOrEmpty(form?["client_secret"] ?? default))
        {
            return form!["client_id"].FirstOrDefault();
        }

        if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header) || header is not { Scheme: "Basic" or "basic", Parameter: { } encoded })
        {
            return null;
        }

        Span<byte> named = stackalloc byte[Math.Min(encoded.Length, 1024)];
        return Convert.TryFromBase64String(encoded, named, out var length) ? Uri.UnescapeDataString(Encoding.UTF8.GetString(named[..length]).Split(':')[0]) : encoded;
    }

    private static bool Is(IFormCollection? form, string grantType) => string.Equals(form?["grant_type"], grantType, StringComparison.Ordinal);

    private static async Task<string?> WhoAsync(HttpContext context, string scheme, string claim)
        => (await context.AuthenticateAsync(scheme)).Principal is { } principal ? principal.GetClaim(claim) ?? principal.Identity?.Name : null;

    private static string? Hash(string? account)
        => string.IsNullOrWhiteSpace(account) ? null : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(account.Trim().Normalize().ToUpperInvariant())));
}
