using OpenIddict.Validation.AspNetCore;

namespace TrainingHub.Web.Tokens;

/// <summary>Names with which the hub and the API ask for a token; cookies never open them, and a token never opens a page.</summary>
public static class TokenAuth
{
    /// <summary>The authentication scheme that reads access tokens.</summary>
    public const string Scheme = OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme;

    /// <summary>The policy of everything that takes nothing but a valid access token with the scope <c>training</c>.</summary>
    public const string Policy = "token";
}
