using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using TrainingHub.Web.Data;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TrainingHub.Web.Tokens;

/// <summary>Whom a token speaks for: a user or a service, as the store knows them now.</summary>
public sealed class TokenIdentity(UserManager<User> users, IOpenIddictApplicationManager applications)
{
    /// <summary>The user's identity with these scopes, or null where there is no such user or an admin locked them.</summary>
    public async Task<ClaimsIdentity?> OfUserAsync(string? userId, ImmutableArray<string> scopes)
    {
        if (userId is null || await users.FindByIdAsync(userId) is not { IsLockedByAdmin: false } user)
        {
            return null;
        }

        return Build(user.Id, user.DisplayName, await users.GetRolesAsync(user), scopes);
    }

    /// <summary>The identity of a service registered by an admin, or null where there is none.</summary>
    public async Task<ClaimsIdentity?> OfServiceAsync(string? clientId, ImmutableArray<string> scopes, CancellationToken cancellation)
    {
        if (clientId is null || await applications.FindByClientIdAsync(clientId, cancellation) is not { } application)
        {
            return null;
        }

        var name = await applications.GetDisplayNameAsync(application, cancellation);
        return Build(clientId, name ?? clientId, await ServiceClients.RolesOfAsync(applications, application, cancellation), scopes);
    }

    private static ClaimsIdentity Build(string subject, string name, IEnumerable<string> roles, ImmutableArray<string> scopes)
    {
        var identity = new ClaimsIdentity("token", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, subject).SetClaim(Claims.Name, name).SetClaims(Claims.Role, [.. roles]);
        // Who asks for no scope wants what there is to have.
        identity.SetScopes(scopes.Contains(TokenAuth.Scope) ? scopes : scopes.Add(TokenAuth.Scope));
        identity.SetResources(TokenAuth.Audience);
        identity.SetDestinations(_ => [Destinations.AccessToken, Destinations.IdentityToken]);
        return identity;
    }
}
