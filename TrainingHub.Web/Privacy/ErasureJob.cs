using TrainingHub.Core.Sessions.Live;
using TrainingHub.Web.Data;
using TrainingHub.Web.Journal;
using TrainingHub.Web.Server;

namespace TrainingHub.Web.Privacy;

/// <summary>
/// Erases who asked for it, one after the other, and then writes the files anew. A large journal is written anew when no session is live, and at the latest after a day.
/// </summary>
internal sealed partial class ErasureJob(
    Erasures erasures, ErasedPeople erased, PersonErasure person, DatabaseScrub database, SqliteSessionJournal journal, LiveSessions sessions, DataDirectory data,
    IHostApplicationLifetime lifetime, TimeProvider time, ILogger<ErasureJob> log) : BackgroundService
{
    /// <summary>So little is written anew within a second: live sessions wait for it unnoticed.</summary>
    private const long SmallJournal = 64 << 20;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(10), ScrubWithin = TimeSpan.FromDays(1);

    private readonly List<TaskCompletionSource> _waiting = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await lifetime.StartedAsync(stoppingToken);
            while (true)
            {
                while (erasures.Asked.TryRead(out var asked))
                {
                    _waiting.Add(asked);
                }

                var settled = await TryRunAsync(stoppingToken);
                if (settled)
                {
                    _waiting.ForEach(asked => asked.TrySetResult());
                    _waiting.Clear();
                }

                await WakeAsync(settled ? Timeout.InfiniteTimeSpan : RetryAfter, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops; the next start goes on.
        }
        finally
        {
            _waiting.ForEach(asked => asked.TrySetCanceled(stoppingToken));
        }
    }

    private async Task WakeAsync(TimeSpan atLatest, CancellationToken stoppingToken)
    {
        using var patience = new CancellationTokenSource(atLatest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stoppingToken);
        try
        {
            await erasures.Asked.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            // It is time to try again.
        }
    }

    /// <returns>Whether nothing is left to do.</returns>
    private async Task<bool> TryRunAsync(CancellationToken stoppingToken)
    {
        var settled = true;
        try
        {
            foreach (var userId in await erased.BackAsync(stoppingToken))
            {
                await erasures.AddAsync(userId, stoppingToken);
            }

            foreach (var userId in await erasures.PendingAsync(stoppingToken))
            {
                settled &= await TryEraseAsync(userId, stoppingToken);
            }

            return await TryScrubAsync(stoppingToken) && settled;
        }
        catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested) // it is tried again
        {
            LogFailed(error);
            return false;
        }
    }

    private async Task<bool> TryEraseAsync(string userId, CancellationToken stoppingToken)
    {
        try
        {
            var start = time.GetTimestamp();
            // Remembered first: a backup that is restored while a damaged session holds it up brings the person back, and takes the note in the database away.
            erased.Add(userId);
            var count = await person.RunAsync(userId, stoppingToken);
            await erasures.GoneAsync(userId, stoppingToken);
            var elapsed = time.GetElapsedTime(start);
            LogErased(count, elapsed);
            return true;
        }
        catch (JournalDamagedException error)
        {
            LogDamaged(error, error.SessionId, JournalDamagedException.Remedy);
            return false;
        }
        catch (Exception error) when (!stoppingToken.IsCancellationRequested) // others must not wait for this one
        {
            LogFailed(error);
            return false;
        }
    }

    private async Task<bool> TryScrubAsync(CancellationToken stoppingToken)
    {
        if (await erasures.ScrubSinceAsync(stoppingToken) is not { } since)
        {
            return true;
        }

        if (journal.Length > SmallJournal && time.GetUtcNow() < since + ScrubWithin && sessions.InMemory.Any(session => session.IsLive))
        {
            return false;
        }

        var start = time.GetTimestamp();
        await journal.ScrubAsync(stoppingToken);
        await database.RunAsync(stoppingToken);
        await erasures.ScrubbedAsync(stoppingToken);
        var elapsed = time.GetElapsedTime(start);
        LogScrubbed(elapsed);
        foreach (var aside in ErasedFiles.Aside(data.Files))
        {
            LogAside(aside);
        }

        return true;
    }

    [LoggerMessage(EventId = 2300, Level = LogLevel.Information, Message = "A person was erased from the database and from {Sessions} sessions in {Elapsed}; next the files are written anew")]
    private partial void LogErased(int sessions, TimeSpan elapsed);

    [LoggerMessage(EventId = 2301, Level = LogLevel.Error, Message = "A person cannot be erased from session {SessionId}, which is damaged; stop the server and {Remedy}")]
    private partial void LogDamaged(Exception error, string sessionId, string remedy);

    [LoggerMessage(EventId = 2302, Level = LogLevel.Error, Message = "Somebody who is to be erased is not yet gone, or still in the files' free space; it is tried again")]
    private partial void LogFailed(Exception error);

    [LoggerMessage(EventId = 2303, Level = LogLevel.Information, Message = "The files were written anew in {Elapsed}: nothing of who was erased is left in them")]
    private partial void LogScrubbed(TimeSpan elapsed);

    [LoggerMessage(EventId = 2304, Level = LogLevel.Warning, Message = "{Path} was put aside earlier and may hold data of who was erased; delete it when you no longer need it")]
    private partial void LogAside(string path);
}
