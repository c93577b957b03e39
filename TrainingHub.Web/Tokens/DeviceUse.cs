using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Tokens;

/// <summary>When each device was last let in. Kept in memory and written once a minute: a gateway's hundred connections must not be a hundred writes.</summary>
public sealed partial class DeviceUse(IDbContextFactory<TrainingHubDb> contexts, TimeProvider time, ILogger<DeviceUse> logger) : BackgroundService
{
    private static readonly TimeSpan _between = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _last = [];
    private ConcurrentDictionary<string, DateTimeOffset> _unwritten = [];

    public void Seen(string authorizationId) => _last[authorizationId] = _unwritten[authorizationId] = time.GetUtcNow();

    public DateTimeOffset? LastOf(string authorizationId) => _last.TryGetValue(authorizationId, out var at) ? at : null;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_between, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await WriteAsync();
        }
    }

    private async Task WriteAsync()
    {
        var seen = Interlocked.Exchange(ref _unwritten, []);
        if (seen.IsEmpty)
        {
            return;
        }

        try
        {
            await using var db = await contexts.CreateDbContextAsync();
            await using var transaction = await db.Database.BeginTransactionAsync();
            foreach (var (id, at) in seen)
            {
                await db.DeviceGrants.Where(grant => grant.AuthorizationId == id).ExecuteUpdateAsync(set => set.SetProperty(grant => grant.LastUsedAt, at));
            }

            await transaction.CommitAsync();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A time that is a minute old is no reason to stop; the next minute is written anew.
            LogNotWritten(error);
        }
    }

    [LoggerMessage(EventId = 1511, Level = LogLevel.Warning, Message = "When devices were last used could not be written.")]
    private partial void LogNotWritten(Exception error);
}
