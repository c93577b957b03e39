using Microsoft.Extensions.Options;
using TrainingHub.Web.Projection;

namespace TrainingHub.Web.Journal;

/// <summary>Compacts what ended sessions wrote once they rest, again where samples came late, and says what it gained.</summary>
internal sealed partial class JournalCompaction(
    SqliteSessionJournal journal, SessionRows rows, IOptions<JournalOptions> options, TimeProvider time, ILogger<JournalCompaction> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.CompactAfter, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await RunAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops; what is left is compacted after the next start.
        }
    }

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            var ended = await rows.EndedAsync(stoppingToken);
            var restingSince = time.GetUtcNow() - options.Value.CompactAfter;
            foreach (var sessionId in journal.Uncompacted(restingSince).Where(ended.Contains))
            {
                await CompactAsync(sessionId, stoppingToken);
            }

            await journal.ShrinkAsync(stoppingToken);
        }
        catch (Exception error) when (error is not OperationCanceledException) // it is tried again; nobody waits for it
        {
            LogFailed(error);
        }
    }

    private async Task CompactAsync(string sessionId, CancellationToken stoppingToken)
    {
        var start = time.GetTimestamp();
        try
        {
            var (before, after) = await journal.CompactAsync(sessionId, stoppingToken);
            var elapsed = time.GetElapsedTime(start);
            LogCompacted(sessionId, before, after, elapsed);
        }
        catch (JournalDamagedException error)
        {
            LogDamaged(error, sessionId);
        }
        catch (Exception error) when (error is not OperationCanceledException) // what is wrong with one session is no reason to leave the others
        {
            LogFailed(error);
        }
    }

    [LoggerMessage(EventId = 2110, Level = LogLevel.Information, Message = "Session {SessionId} was compacted from {Before} to {After} bytes in {Elapsed}")]
    private partial void LogCompacted(string sessionId, long before, long after, TimeSpan elapsed);

    [LoggerMessage(EventId = 2111, Level = LogLevel.Error, Message = "Session {SessionId} cannot be compacted: what it wrote is damaged")]
    private partial void LogDamaged(Exception error, string sessionId);

    [LoggerMessage(EventId = 2112, Level = LogLevel.Warning, Message = "Compaction failed; it is tried again")]
    private partial void LogFailed(Exception error);
}
