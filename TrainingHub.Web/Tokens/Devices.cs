using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using TrainingHub.Web.Audit;
using TrainingHub.Web.Data;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TrainingHub.Web.Tokens;

/// <summary>Something that has access in a person's name: a device that they allowed, or the app that they signed in to.</summary>
/// <param name="Id">Of the token server's authorization.</param>
/// <param name="FromAddress">Where it asked from; empty for the app.</param>
/// <param name="LastUsedAt">To a minute or so; null where it was not used yet.</param>
public sealed record Device(string Id, string Name, string FromAddress, string Program, DateTimeOffset AllowedAt, DateTimeOffset? LastUsedAt);

/// <summary>What has access in a person's name. Each has an authorization of its own, so that one is revoked without the others.</summary>
public sealed class Devices(
    IOpenIddictAuthorizationManager authorizations, IOpenIddictApplicationManager applications, IOpenIddictTokenManager tokens, TrainingHubDb db, DeviceUse use, AuditLog audit, TimeProvider time)
{
    /// <summary>Makes the authorization with which the device's codes were made the person's own, and remembers what they were shown when they allowed it.</summary>
    public async Task AllowAsync(string userId, string clientId, string authorizationId, DeviceRequest device, CancellationToken cancellation)
    {
        var authorization = await authorizations.FindByIdAsync(authorizationId, cancellation) ?? throw new InvalidOperationException("The device's code has no authorization.");
        var descriptor = new OpenIddictAuthorizationDescriptor();
        await authorizations.PopulateAsync(descriptor, authorization, cancellation);
        descriptor.Subject = userId;
        await authorizations.UpdateAsync(authorization, descriptor, cancellation);
        db.DeviceGrants.Add(new DeviceGrant
        {
            AuthorizationId = authorizationId,
            UserId = userId,
            Name = device.Name ?? await ClientNameAsync(clientId, cancellation),
            FromAddress = device.FromAddress,
            Program = device.Program,
            AllowedAt = time.GetUtcNow(),
        });
        await db.SaveChangesAsync(cancellation);
        await audit.WriteAsync(AuditKinds.DeviceAllowed, userId);
    }

    /// <summary>All that has access in the person's name now, newest first.</summary>
    public async Task<ImmutableArray<Device>> OfAsync(string userId, CancellationToken cancellation)
    {
        var grants = await db.DeviceGrants.AsNoTracking().Where(grant => grant.UserId == userId).ToDictionaryAsync(grant => grant.AuthorizationId, cancellation);
        var found = ImmutableArray.CreateBuilder<Device>();
        foreach (var authorization in await authorizations.FindBySubjectAsync(userId, cancellation).ToListAsync(cancellation))
        {
            var id = (await authorizations.GetIdAsync(authorization, cancellation))!;
            if (await authorizations.HasStatusAsync(authorization, Statuses.Valid, cancellation) && await HasAccessAsync(id, cancellation))
            {
                var allowed = await authorizations.GetCreationDateAsync(authorization, cancellation) ?? DateTimeOffset.MinValue;
                found.Add(grants.TryGetValue(id, out var grant)
                    ? new Device(id, grant.Name, grant.FromAddress, grant.Program, grant.AllowedAt, use.LastOf(id) ?? grant.LastUsedAt)
                    : new Device(id, await NameAsync(authorization, cancellation), "", "", allowed, use.LastOf(id)));
            }
        }

        return [.. found.OrderByDescending(device => device.AllowedAt)];
    }

    /// <summary>Takes the access away at once; does nothing where it is not this person's.</summary>
    public async Task RevokeAsync(string userId, string id, CancellationToken cancellation)
    {
        if (await authorizations.FindByIdAsync(id, cancellation) is { } authorization
            && await authorizations.GetSubjectAsync(authorization, cancellation) == userId
            && await authorizations.TryRevokeAsync(authorization, cancellation))
        {
            await audit.WriteAsync(AuditKinds.DeviceRevoked, userId);
            await db.DeviceGrants.Where(grant => grant.AuthorizationId == id).ExecuteDeleteAsync(CancellationToken.None);
            // Last, because it is told at once to who holds its connections.
            await tokens.RevokeByAuthorizationIdAsync(id, CancellationToken.None);
        }
    }

    private async Task<bool> HasAccessAsync(string authorizationId, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await foreach (var token in tokens.FindByAuthorizationIdAsync(authorizationId, cancellation))
        {
            if (await tokens.HasStatusAsync(token, Statuses.Valid, cancellation) && await tokens.GetExpirationDateAsync(token, cancellation) > now)
            {
                return true;
            }
        }

        return false;
    }

    private async Task<string> ClientNameAsync(string clientId, CancellationToken cancellation) =>
        await applications.FindByClientIdAsync(clientId, cancellation) is { } application && await applications.GetDisplayNameAsync(application, cancellation) is { } name ? name : clientId;

    private async Task<string> NameAsync(object authorization, CancellationToken cancellation) =>
        await authorizations.GetApplicationIdAsync(authorization, cancellation) is { } applicationId
            && await applications.FindByIdAsync(applicationId, cancellation) is { } application
            && await applications.GetDisplayNameAsync(application, cancellation) is { } name
                ? name
                : "A program";
}
