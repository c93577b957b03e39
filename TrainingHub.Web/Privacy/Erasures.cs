using System.Globalization;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Privacy;

/// <summary>
/// Who is to be erased, kept in the database until it is done, so that a server that ends in the middle goes on with its next start. <see cref="ErasureJob"/> does the work.
/// </summary>
public sealed class Erasures(IDbContextFactory<TrainingHubDb> contexts, TimeProvider time)
{
    private const string Person = "erase:";
    private const string Files = "scrub"; // tells of nobody

    private readonly Channel<TaskCompletionSource> _asked = Channel.CreateUnbounded<TaskCompletionSource>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>From when this returns the person will be erased, whatever happens.</summary>
    public Task AddAsync(string userId, CancellationToken cancellationToken = default) => SetAsync(Person + userId, cancellationToken);

    /// <summary>Takes back what was not begun.</summary>
    public Task WithdrawAsync(string userId, CancellationToken cancellationToken = default) => RemoveAsync(Person + userId, cancellationToken);

    /// <summary>Tells the job that there is work.</summary>
    public void Wake() => _asked.Writer.TryWrite(new TaskCompletionSource());

    /// <summary>Wakes the job, and ends when nobody waits to be erased and the files are clean; a fault only delays it.</summary>
    public Task SettleAsync()
    {
        var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked.Writer.TryWrite(settled); // unbounded: it is taken
        return settled.Task;
    }

    internal ChannelReader<TaskCompletionSource> Asked => _asked.Reader;

    internal async Task<List<string>> PendingAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Settings.Where(setting => setting.Name.StartsWith(Person)).Select(setting => setting.Name.Substring(Person.Length)).ToListAsync(cancellationToken);
    }

    /// <summary>The person is nowhere any more but in what the files hold of the past: in place of their id, that is noted.</summary>
    internal async Task GoneAsync(string userId, CancellationToken cancellationToken)
    {
        await SetAsync(Files, cancellationToken);
        await RemoveAsync(Person + userId, cancellationToken);
    }

    /// <summary>Since when the files wait to be scrubbed; null where they do not.</summary>
    internal async Task<DateTimeOffset?> ScrubSinceAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Settings.SingleOrDefaultAsync(setting => setting.Name == Files, cancellationToken) is { } setting
            ? DateTimeOffset.Parse(setting.Value, CultureInfo.InvariantCulture)
            : null;
    }

    internal Task ScrubbedAsync(CancellationToken cancellationToken) => RemoveAsync(Files, cancellationToken);

    private async Task SetAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.Settings.AnyAsync(setting => setting.Name == name, cancellationToken))
        {
            db.Settings.Add(new ServerSetting { Name = name, Value = time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture) });
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    private async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Settings.Where(setting => setting.Name == name).ExecuteDeleteAsync(cancellationToken);
    }
}
