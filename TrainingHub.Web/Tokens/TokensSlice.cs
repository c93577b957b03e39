using Microsoft.AspNetCore;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Validation;
using OpenIddict.Validation.AspNetCore;
using TrainingHub.Web.Data;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace TrainingHub.Web.Tokens;

public static class TokensSlice
{
    /// <summary>A wearable that rests for a season's break still knows its player.</summary>
    internal static readonly TimeSpan RefreshTokenLifetime = TimeSpan.FromDays(90);

    /// <summary>The token server at <c>/connect</c>, and the scheme and policy of <see cref="TokenAuth"/>.</summary>
    public static IServiceCollection AddTokens(this IServiceCollection services)
    {
        services.AddSingleton<TokenKeys>();
        services.AddSingleton<KeyRotation>();
        services.AddHostedService(provider => provider.GetRequiredService<KeyRotation>());
        AddRenewal<OpenIddictServerOptions>(services);
        AddRenewal<OpenIddictValidationOptions>(services);
        services.AddSingleton<TokenIssuer>();
        services.AddScoped<TokenIdentity>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<ServiceClients>();
        services.AddHostedService<TokenUpkeep>();
        services.AddScoped<Devices>();
        services.AddSingleton<DeviceUse>();
        services.AddHostedService(provider => provider.GetRequiredService<DeviceUse>());
        services.AddOptions<OpenIddictServerOptions>().Configure<TokenIssuer>((server, issuer) => server.Issuer = issuer.Resolve());
        services.AddOpenIddict()
            .AddCore(core => core
                .ReplaceTokenManager<OpenIddict.EntityFrameworkCore.Models.OpenIddictEntityFrameworkCoreToken, AnnouncingTokenManager>()
                .UseEntityFrameworkCore().UseDbContext<TrainingHubDb>())
            .AddServer(ConfigureServer)
            .AddValidation(ConfigureValidation);
        services.AddOptions<OpenIddictServerOptions>().Configure<TokenKeys>((server, keys) =>
        {
            // The first of each is the one that is used.
            server.SigningCredentials.AddRange(keys.Signing.Select(key => new SigningCredentials(key, SecurityAlgorithms.RsaSha256)));
            server.EncryptionCredentials.AddRange(keys.Encryption.Select(key => new EncryptingCredentials(key, SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512)));
        });
        services.AddAuthorizationBuilder().AddPolicy(TokenAuth.Policy, policy => policy
            .AddAuthenticationSchemes(TokenAuth.Scheme)
            .RequireAuthenticatedUser()
            .RequireAssertion(context => context.User.HasScope(TokenAuth.Scope)))
            .AddPolicy(TokenAuth.HubPolicy, policy => policy.RequireAssertion(context => context.User.VerifiedAt() > DateTimeOffset.MinValue));
        return services;
    }

    public static void MapTokens(this IEndpointRouteBuilder routes)
    {
        routes.MapAuthorizeEndpoint();
        routes.MapTokenEndpoint();
        routes.MapVerifyEndpoint();
    }

    private static void AddRenewal<T>(IServiceCollection services) => services
        .AddSingleton<OptionsRenewal<T>>()
        .AddSingleton<IOptionsChangeTokenSource<T>>(provider => provider.GetRequiredService<OptionsRenewal<T>>());

    private static void ConfigureServer(OpenIddictServerBuilder server)
    {
        server
            .SetAuthorizationEndpointUris("connect/authorize")
            .SetTokenEndpointUris("connect/token")
            .SetRevocationEndpointUris("connect/revoke")
            .SetDeviceAuthorizationEndpointUris("connect/device")
            .SetEndUserVerificationEndpointUris("connect/verify", VerifyEndpoint.DecisionPath)
            .AllowAuthorizationCodeFlow()
            .AllowDeviceAuthorizationFlow()
            .AllowClientCredentialsFlow()
            .AllowRefreshTokenFlow()
            .RequireProofKeyForCodeExchange()
            .RegisterScopes(TokenAuth.Scope, OpenIddictConstants.Scopes.OfflineAccess)
            .SetAccessTokenLifetime(AccessTokens.Lifetime)
            .SetRefreshTokenLifetime(RefreshTokenLifetime)
            .DisableAccessTokenEncryption()
            .AddEventHandler<ProcessSignInContext>(handler => handler
                .UseInlineHandler(DeviceRequest.Keep)
                .SetOrder(OpenIddictServerHandlers.PrepareDeviceCodePrincipal.Descriptor.Order - 500));
        server.UseAspNetCore()
            .EnableAuthorizationEndpointPassthrough()
            .EnableTokenEndpointPassthrough()
            .EnableEndUserVerificationEndpointPassthrough()
            // Plain HTTP is for a local network and for behind a proxy; Kestrel's own settings bring HTTPS.
            .DisableTransportSecurityRequirement();
    }

    private static void ConfigureValidation(OpenIddictValidationBuilder validation)
    {
        validation.UseLocalServer();
        validation.AddAudiences(TokenAuth.Audience);
        // Without these two a revoked token would live on until it expires.
        validation.EnableTokenEntryValidation();
        validation.EnableAuthorizationEntryValidation();
        validation.UseAspNetCore().DisableAccessTokenExtractionFromBodyForm().DisableAccessTokenExtractionFromQueryString();
        validation.AddEventHandler<OpenIddictValidationEvents.ProcessAuthenticationContext>(handler => handler
            .UseInlineHandler(TakeFromHubQuery)
            .SetOrder(OpenIddictValidationAspNetCoreHandlers.ExtractAccessTokenFromQueryString.Descriptor.Order));
        validation.AddEventHandler<OpenIddictValidationEvents.ValidateTokenContext>(handler => handler
            .UseSingletonHandler<NotBefore>()
            .SetOrder(OpenIddictValidationHandlers.Protection.ValidateExpirationDate.Descriptor.Order + 500));
        validation.AddEventHandler<OpenIddictValidationEvents.ValidateTokenContext>(handler => handler
            .UseScopedHandler<CurrentAccount>()
            .SetOrder(OpenIddictValidationHandlers.Protection.ValidateAuthorizationEntry.Descriptor.Order + 500));
    }

    private static ValueTask TakeFromHubQuery(OpenIddictValidationEvents.ProcessAuthenticationContext context)
    {
        if (context.AccessToken is null
            && context.Transaction.GetHttpRequest() is { } request
            && request.Path.StartsWithSegments(TokenAuth.HubPath, StringComparison.OrdinalIgnoreCase)
            && request.Query["access_token"] is [{ Length: > 0 } token])
        {
            context.AccessToken = token;
        }

        return ValueTask.CompletedTask;
    }
}
