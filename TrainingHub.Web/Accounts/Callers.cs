using System.Security.Claims;
using OpenIddict.Abstractions;
using TrainingHub.Core.Sessions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TrainingHub.Web.Accounts;

/// <summary>Turns who a door has authenticated, by cookie or by token, into who asks the engine.</summary>
public static class Callers
{
    /// <exception cref="InvalidOperationException">Nobody is signed in.</exception>
    public static Caller ToCaller(this ClaimsPrincipal principal) => new(
        principal.GetClaim(Claims.Subject) ?? throw new InvalidOperationException("Nobody is signed in."),
        principal.GetClaim(Claims.Name) ?? "",
        RolesOf(principal.GetClaims(Claims.Role)));

    /// <summary>The roles with these names; others are none of ours.</summary>
    public static Roles RolesOf(IEnumerable<string> names) => names.Aggregate(Roles.None, (roles, name) => roles | Parse(name));

    private static Roles Parse(string name) => Enum.TryParse<Roles>(name, ignoreCase: true, out var role) ? role : Roles.None;
}
