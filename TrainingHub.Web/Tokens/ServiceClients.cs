using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using OpenIddict.Abstractions;
using TrainingHub.Core;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Data;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TrainingHub.Web.Tokens;

/// <summary>The trusted services that an admin registered; each gets tokens by client credentials.</summary>
public sealed class ServiceClients(IServiceScopeFactory scopes, AccountChanges changes)
{
    private const string RolesProperty = "roles";

    /// <summary>Registers a service. Its secret is shown once and kept as a hash.</summary>
    /// <param name="name">What admins see it called.</param>
    /// <param name="roles">Of <see cref="RoleNames.All"/>; what the service may do.</param>
    public async Task<ServiceCredentials> RegisterAsync(string name, IEnumerable<string> roles, CancellationToken cancellation = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        var credentials = new ServiceCredentials("service-" + Ids.New(), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
        await Applications(scope).CreateAsync(
            new OpenIddictApplicationDescriptor
            {
                ClientId = credentials.ClientId,
                ClientSecret = credentials.ClientSecret,
                ClientType = ClientTypes.Confidential,
                DisplayName = name,
                Permissions =
                {
                    Permissions.Endpoints.Token,
                    Permissions.Endpoints.Revocation,
                    Permissions.GrantTypes.ClientCredentials,
                    Permissions.Prefixes.Scope + TokenAuth.Scope,
                },
                Properties = { [RolesProperty] = JsonSerializer.SerializeToElement(roles.Intersect(RoleNames.All)) },
            },
            cancellation);
        return credentials;
    }

    public async Task<IReadOnlyList<ServiceClient>> ListAsync(CancellationToken cancellation = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        var applications = Applications(scope);
        List<ServiceClient> found = [];
        await foreach (var application in applications.ListAsync(cancellationToken: cancellation))
        {
            if (await applications.HasClientTypeAsync(application, ClientTypes.Confidential, cancellation))
            {
                found.Add(new ServiceClient(
                    (await applications.GetClientIdAsync(application, cancellation))!,
                    await applications.GetDisplayNameAsync(application, cancellation) ?? "",
                    await RolesOfAsync(applications, application, cancellation)));
            }
        }

        return found;
    }

    /// <summary>Takes the registration and all its tokens away; false where there is no such service.</summary>
    public async Task<bool> RemoveAsync(string clientId, CancellationToken cancellation = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        var applications = Applications(scope);
        if (await applications.FindByClientIdAsync(clientId, cancellation) is not { } application
            || !await applications.HasClientTypeAsync(application, ClientTypes.Confidential, cancellation))
        {
            return false;
        }

        await applications.DeleteAsync(application, cancellation);
        changes.Raise(clientId);
        return true;
    }

    internal static async Task<ImmutableArray<string>> RolesOfAsync(IOpenIddictApplicationManager applications, object application, CancellationToken cancellation)
    {
        var properties = await applications.GetPropertiesAsync(application, cancellation);
        return properties.TryGetValue(RolesProperty, out var roles) ? roles.Deserialize<ImmutableArray<string>>() : [];
    }

    private static IOpenIddictApplicationManager Applications(AsyncServiceScope scope) =>
        scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
}

/// <summary>A registered service.</summary>
public sealed record ServiceClient(string ClientId, string Name, IReadOnlyList<string> Roles);

/// <summary>What a service signs in with.</summary>
public sealed record ServiceCredentials(string ClientId, string ClientSecret);
