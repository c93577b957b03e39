using System.Security.Claims;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace TrainingHub.Web.Tokens;

/// <summary>Issues access tokens inside the process, for the demo's athletes and the player's page: the same tokens as those of <c>/connect/token</c>, revocable like them.</summary>
public sealed class AccessTokens(IServiceScopeFactory scopes, IOptionsMonitor<OpenIddictServerOptions> options, TimeProvider time)
{
    /// <summary>The longest life of an access token, and of those that are issued without a lifetime.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>A signed access token of this user, or null where there is no such user or an admin locked them.</summary>
    public async Task<string?> IssueAsync(string userId, TimeSpan? lifetime = null)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        if (await services.GetRequiredService<TokenIdentity>().OfUserAsync(userId, [TokenAuth.Scope]) is not { } identity)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var principal = new ClaimsPrincipal(identity)
            .SetClaim(Claims.Private.Issuer, options.CurrentValue.Issuer!.AbsoluteUri)
            .SetAudiences(TokenAuth.Audience)
            .SetCreationDate(now)
            .SetExpirationDate(now + (lifetime ?? Lifetime));
        foreach (var claim in principal.Claims)
        {
            claim.Properties.Remove(Properties.Destinations);
        }

        var transaction = await services.GetRequiredService<IOpenIddictServerFactory>().CreateTransactionAsync();
        var generation = new GenerateTokenContext(transaction)
        {
            CreateTokenEntry = true,
            Principal = principal,
            TokenFormat = TokenFormats.Private.JsonWebToken,
            TokenType = TokenTypeIdentifiers.AccessToken,
        };
        await services.GetRequiredService<IOpenIddictServerDispatcher>().DispatchAsync(generation);
        return generation.Token ?? throw new InvalidOperationException($"The token server refused to make a token: {generation.ErrorDescription}");
    }
}
