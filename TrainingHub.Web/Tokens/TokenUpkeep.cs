using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.EntityFrameworkCore.Models;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Tokens;

/// <summary>Knows the public clients from the start on, and once a day forgets tokens that have long been of no use.</summary>
public sealed partial class TokenUpkeep(IServiceScopeFactory scopes, TimeProvider time, ILogger<TokenUpkeep> logger) : BackgroundService
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(14);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await using (var scope = scopes.CreateAsyncScope())
        {
            await KnownClients.EnsureAsync(scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>(), cancellationToken);
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var daily = new PeriodicTimer(TimeSpan.FromDays(1), time);
        while (await daily.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await PruneAsync(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // A busy database today must not end the upkeep of tomorrow.
                LogPruneFailed(error);
            }
        }
    }

    private async Task PruneAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var before = time.GetUtcNow() - Kept;
        await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(before, cancellation);
        await scope.ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>().PruneAsync(before, cancellation);
        // Where a device asked from is kept no longer than its access.
        var db = scope.ServiceProvider.GetRequiredService<TrainingHubDb>();
        await db.DeviceGrants
            .Where(grant => !db.Set<OpenIddictEntityFrameworkCoreAuthorization>().Any(authorization => authorization.Id == grant.AuthorizationId))
            .ExecuteDeleteAsync(cancellation);
    }

    [LoggerMessage(EventId = 1501, Level = LogLevel.Error, Message = "Old tokens could not be removed; the next try is tomorrow.")]
    private partial void LogPruneFailed(Exception error);
}
