using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TrainingHub.Web.Tokens;

/// <summary>The public clients that every installation knows.</summary>
public static class KnownClients
{
    public const string Device = "traininghub-device";
    public const string App = "traininghub-app";

    /// <summary>Adds those that are missing.</summary>
    public static async Task EnsureAsync(IOpenIddictApplicationManager applications, CancellationToken cancellation)
    {
        foreach (var client in new[] { DeviceClient(), AppClient() })
        {
            if (await applications.FindByClientIdAsync(client.ClientId!, cancellation) is null)
            {
                await applications.CreateAsync(client, cancellation);
            }
        }
    }

    private static OpenIddictApplicationDescriptor DeviceClient() => new()
    {
        ClientId = Device,
        ClientType = ClientTypes.Public,
        DisplayName = "A wearable or gateway",
        Permissions =
        {
            Permissions.Endpoints.DeviceAuthorization,
            Permissions.Endpoints.Token,
            Permissions.Endpoints.Revocation,
            Permissions.GrantTypes.DeviceCode,
            Permissions.GrantTypes.RefreshToken,
            Permissions.Prefixes.Scope + TokenAuth.Scope,
        },
    };

    private static OpenIddictApplicationDescriptor AppClient() => new()
    {
        ClientId = App,
        // Native: a loopback redirect is taken on any port (RFC 8252).
        ApplicationType = ApplicationTypes.Native,
        ClientType = ClientTypes.Public,
        ConsentType = ConsentTypes.Implicit,
        DisplayName = "The TrainingHub app",
        RedirectUris = { new("http://127.0.0.1/"), new("http://127.0.0.1/callback"), new("traininghub:/callback") },
        Permissions =
        {
            Permissions.Endpoints.Authorization,
            Permissions.Endpoints.Token,
            Permissions.Endpoints.Revocation,
            Permissions.GrantTypes.AuthorizationCode,
            Permissions.GrantTypes.RefreshToken,
            Permissions.ResponseTypes.Code,
            Permissions.Prefixes.Scope + TokenAuth.Scope,
        },
        Requirements = { Requirements.Features.ProofKeyForCodeExchange },
    };
}
