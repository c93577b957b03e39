using TrainingHub.Web.Server;

namespace TrainingHub.Web.Journal;

/// <summary>
/// Once after each start, slowly and behind everything else: looks at every row of every session and logs what is damaged. It never stops the server:
/// who reads a damaged session is told, and all others go on.
/// </summary>
internal sealed partial class JournalInspection(
    SqliteSessionJournal journal, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<JournalInspection> log) : BackgroundService
{
    /// <summary>So many times as long as it worked it rests.</summary>
    private const int RestsFor = 4;

    /// <summary>Those who come back after a start go first.</summary>
    private static readonly TimeSpan BeginsAfter = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await lifetime.StartedAsync(stoppingToken);
            await Task.Delay(BeginsAfter, time, stoppingToken);
            var (sessions, damaged) = (0, 0);
            await foreach (var (sessionId, _) in journal.LastSeqsAsync(stoppingToken))
            {
                sessions++;
                damaged += await IsSoundAsync(sessionId, stoppingToken) ? 0 : 1;
            }

            LogInspected(sessions, damaged);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops; the next start inspects again.
        }
        catch (Exception error) // an inspection that fails is a finding, and no reason to stop
        {
            LogFailed(error, JournalDamagedException.Remedy);
        }
    }

    private async Task<bool> IsSoundAsync(string sessionId, CancellationToken stoppingToken)
    {
        try
        {
            var start = time.GetTimestamp();
            foreach (var _ in journal.SoundUpTo(sessionId))
            {
                await Task.Delay(time.GetElapsedTime(start) * RestsFor, time, stoppingToken);
                start = time.GetTimestamp();
            }

            return true;
        }
        catch (JournalDamagedException error)
        {
            LogDamaged(error, sessionId, error.Seq, JournalDamagedException.Remedy);
            return false;
        }
    }

    [LoggerMessage(EventId = 2120, Level = LogLevel.Error, Message = "The journal is damaged in session {SessionId} from {Seq} on; stop the server and {Remedy}")]
    private partial void LogDamaged(Exception error, string sessionId, long seq, string remedy);

    [LoggerMessage(EventId = 2121, Level = LogLevel.Information, Message = "Inspected the journal: {Sessions} sessions, {Damaged} damaged")]
    private partial void LogInspected(int sessions, int damaged);

    [LoggerMessage(EventId = 2122, Level = LogLevel.Error, Message = "The journal cannot be inspected; stop the server and {Remedy}")]
    private partial void LogFailed(Exception error, string remedy);
}
