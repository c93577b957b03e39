using Microsoft.Extensions.Options;
using TrainingHub.Core.Sessions.Live;
using TrainingHub.Web.Journal;
using TrainingHub.Web.Projection;
using TrainingHub.Web.Server;

namespace TrainingHub.Web.Privacy;

/// <summary>Removes sessions that ended longer ago than <c>Data:Retention</c> says, and those that were planned for then and never began: after each start, and once a day.</summary>
internal sealed partial class Retention(
    IOptions<RetentionOptions> options, SessionRows rows, SqliteSessionJournal journal, LiveSessions sessions, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Retention> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Retention is not { } days || days == 0)
        {
            return;
        }

        try
        {
            await lifetime.StartedAsync(stoppingToken);
            using var timer = new PeriodicTimer(Every, time);
            do
            {
                await TryRunAsync(TimeSpan.FromDays(days), stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops; what is left is removed after the next start.
        }
    }

    /// <returns>How many were removed.</returns>
    internal async Task<int> RunAsync(TimeSpan keep, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - keep;
        var removed = 0;
        foreach (var sessionId in await rows.OverBeforeAsync(before, cancellationToken))
        {
            if (IsLive(sessionId))
            {
                continue; // it was planned long ago, and began since the list was made
            }

            // The row first: a server that ends between the two finds the session in its journal and lists it again, where the other way round it would miss it.
            await sessions.RereadAsync(sessionId, async () =>
            {
                if (await rows.IsOverBeforeAsync(sessionId, before, cancellationToken))
                {
                    await rows.RemoveAsync(sessionId, cancellationToken);
                    await journal.RemoveAsync(sessionId, cancellationToken);
                    removed++;
                }
            });
        }

        return removed;
    }

    private bool IsLive(string sessionId) => sessions.InMemory.Any(session => session.SessionId == sessionId && session.IsLive);

    private async Task TryRunAsync(TimeSpan keep, CancellationToken stoppingToken)
    {
        try
        {
            if (await RunAsync(keep, stoppingToken) is > 0 and var count)
            {
                LogRemoved(count, keep.TotalDays);
            }
        }
        catch (Exception error) when (error is not OperationCanceledException) // it is tried again
        {
            LogFailed(error);
        }
    }

    [LoggerMessage(EventId = 2310, Level = LogLevel.Information, Message = "{Count} sessions that were over for more than {Days} days were removed")]
    private partial void LogRemoved(int count, double days);

    [LoggerMessage(EventId = 2311, Level = LogLevel.Error, Message = "Old sessions could not be removed; it is tried again tomorrow")]
    private partial void LogFailed(Exception error);
}
