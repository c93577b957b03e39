using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Core;
using OpenIddict.EntityFrameworkCore.Models;
using TrainingHub.Web.Accounts;
using Token = OpenIddict.EntityFrameworkCore.Models.OpenIddictEntityFrameworkCoreToken;

namespace TrainingHub.Web.Tokens;

/// <summary>Tells <see cref="AccountChanges"/> of every revocation, by whichever way it came, so that live connections end with their token.</summary>
public sealed class AnnouncingTokenManager(
    IOpenIddictTokenCache<Token> cache,
    ILogger<OpenIddictTokenManager<Token>> logger,
    IOptionsMonitor<OpenIddictCoreOptions> options,
    IOpenIddictTokenStore<Token> store,
    IOpenIddictAuthorizationStore<OpenIddictEntityFrameworkCoreAuthorization> authorizations,
    AccountChanges changes) : OpenIddictTokenManager<Token>(cache, logger, options, store)
{
    public override async ValueTask<bool> TryRevokeAsync(Token token, CancellationToken cancellationToken = default)
    {
        var revoked = await base.TryRevokeAsync(token, cancellationToken);
        Announce(await GetSubjectAsync(token, cancellationToken));
        return revoked;
    }

    public override async ValueTask<long> RevokeBySubjectAsync(string subject, CancellationToken cancellationToken = default)
    {
        var count = await base.RevokeBySubjectAsync(subject, cancellationToken);
        Announce(subject);
        return count;
    }

    public override async ValueTask<long> RevokeByAuthorizationIdAsync(string identifier, CancellationToken cancellationToken = default)
    {
        var count = await base.RevokeByAuthorizationIdAsync(identifier, cancellationToken);
        if (await authorizations.FindByIdAsync(identifier, cancellationToken) is { } authorization)
        {
            Announce(await authorizations.GetSubjectAsync(authorization, cancellationToken));
        }

        return count;
    }

    private void Announce(string? subject)
    {
        if (subject is not null)
        {
            changes.Raise(subject);
        }
    }
}
