using System.Globalization;
using System.Security.Claims;
using OpenIddict.Abstractions;

namespace TrainingHub.Web.Tokens;

/// <summary>When the store was asked about a token's account: who holds on to a principal can tell whether the account has changed since.</summary>
public static class Verified
{
    // On the principal of a request alone; no token carries it.
    private const string Claim = "traininghub:verified_at";

    public static ClaimsPrincipal SetVerifiedAt(this ClaimsPrincipal principal, DateTimeOffset at)
        => principal.SetClaim(Claim, at.UtcTicks.ToString(CultureInfo.InvariantCulture));

    public static DateTimeOffset VerifiedAt(this ClaimsPrincipal principal)
        => long.TryParse(principal.GetClaim(Claim), CultureInfo.InvariantCulture, out var ticks) ? new DateTimeOffset(ticks, TimeSpan.Zero) : DateTimeOffset.MinValue;
}
