using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Accounts;

/// <summary>The sign-ins that their browsers ended, for as long as a copy of their cookie could live.</summary>
public sealed class EndedSignIns(IDbContextFactory<TrainingHubDb> contexts, TimeProvider time) : IHostedService
{
    // A cookie lives for 14 days from when it was last written, and one of an ended sign-in is not written again.
    private static readonly TimeSpan _kept = TimeSpan.FromDays(15);

    private readonly ConcurrentDictionary<string, bool> _ids = [];

    public bool Has(string signInId) => _ids.ContainsKey(signInId);

    /// <summary>Counts at once, and from the answer on also after a restart.</summary>
    public async Task AddAsync(string signInId)
    {
        if (_ids.TryAdd(signInId, true))
        {
            await using var db = await contexts.CreateDbContextAsync();
            db.EndedSignIns.Add(new EndedSignIn { Id = signInId, EndedAt = time.GetUtcNow() });
            await db.SaveChangesAsync();
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var old = time.GetUtcNow() - _kept;
        await db.EndedSignIns.Where(ended => ended.EndedAt < old).ExecuteDeleteAsync(cancellationToken);
        await foreach (var ended in db.EndedSignIns.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            _ids[ended.Id] = true;
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
