using OpenIddict.Validation.AspNetCore;

namespace TrainingHub.Web.Tokens;

/// <summary>Names with which the hub and the API ask for a token; cookies never open them, and a token never opens a page.</summary>
public static class TokenAuth
{
    /// <summary>The authentication scheme that reads access tokens.</summary>
    public const string Scheme = OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme;

    /// <summary>
    /// The policy of everything that takes nothing but a valid access token with the scope <c>training</c>.
    /// The principal's <c>sub</c>, <c>name</c> and <c>role</c> claims are those of the store, not the token's.
    /// </summary>
    public const string Policy = "token";

    /// <summary>The hub's policy: whose token was judged when the request came in.</summary>
    public const string HubPolicy = "hub";

    /// <summary>The scope without which a token opens nothing.</summary>
    public const string Scope = "training";

    /// <summary>The audience of every access token.</summary>
    public const string Audience = "traininghub";

    /// <summary>The one path on which the token may stand in the query, because browsers cannot set headers on a WebSocket.</summary>
    public const string HubPath = "/training";
}
