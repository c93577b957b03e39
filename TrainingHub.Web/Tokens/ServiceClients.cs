using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using OpenIddict.Abstractions;
using TrainingHub.Core;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Audit;
using TrainingHub.Web.Data;
using static OpenIddict.Abstractions.OpenIddictConstants;
using Permissions = OpenIddict.Abstractions.OpenIddictConstants.Permissions;

namespace TrainingHub.Web.Tokens;

/// <summary>The trusted services that an admin registered; each gets tokens by client credentials.</summary>
public sealed class ServiceClients(IServiceScopeFactory scopes, AccountChanges changes, AuditLog audit)
{
    private const string RolesProperty = "roles";

    /// <summary>Registers a service. Its secret is shown once and kept as a hash.</summary>
    /// <param name="by">An admin, as the store has them.</param>
    /// <param name="name">What admins see it called.</param>
    /// <param name="roles">Of <see cref="RoleNames.All"/>; what the service may do.</param>
    public async Task<ServiceRegistration> RegisterAsync(Caller by, string name, IEnumerable<string> roles, CancellationToken cancellation = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await Admins.DemandAsync(scope.ServiceProvider, by, ServerAction.ManageServices) is { } notAllowed)
        {
            return new ServiceRegistration(null, notAllowed);
        }

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
        await audit.WriteAsync(AuditKinds.ServiceRegistered, by.UserId, credentials.ClientId, string.Join(", ", roles.Intersect(RoleNames.All)));
        return new ServiceRegistration(credentials, null);
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

    /// <summary>Takes the registration and all its tokens away.</summary>
    /// <param name="by">An admin, as the store has them.</param>
    public async Task<Refusal?> RemoveAsync(Caller by, string clientId, CancellationToken cancellation = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await Admins.DemandAsync(scope.ServiceProvider, by, ServerAction.ManageServices) is { } notAllowed)
        {
            return notAllowed;
        }

        var applications = Applications(scope);
        if (await applications.FindByClientIdAsync(clientId, cancellation) is not { } application
            || !await applications.HasClientTypeAsync(application, ClientTypes.Confidential, cancellation))
        {
            return new Refusal(RefusalCode.NotFound, "There is no such service.");
        }

        // While it can still be looked up.
        await audit.KnowAsync(clientId);
        await applications.DeleteAsync(application, cancellation);
        changes.Raise(clientId);
        await audit.WriteAsync(AuditKinds.ServiceRemoved, by.UserId, clientId);
        return null;
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

/// <summary>What became of a registration: what the service signs in with, or a refusal.</summary>
public sealed record ServiceRegistration(ServiceCredentials? Credentials, Refusal? Refusal);

/// <summary>What a service signs in with.</summary>
public sealed record ServiceCredentials(string ClientId, string ClientSecret);
