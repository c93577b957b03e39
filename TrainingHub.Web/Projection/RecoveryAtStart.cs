using TrainingHub.Core.Sessions.Live;
using TrainingHub.Web.Data;
using TrainingHub.Web.Journal;

namespace TrainingHub.Web.Projection;

/// <summary>Before the server listens: the lists are up to date, and sessions that were live are live again.</summary>
internal sealed partial class RecoveryAtStart(
    ProjectionCatchUp catchUp, SessionRows rows, LiveSessions sessions, TimeProvider time, ILogger<RecoveryAtStart> log) : IHostedService
{
    /// <exception cref="StartupRefusedException">The journal is damaged where it must be read.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        try
        {
            await catchUp.RunAsync(cancellationToken);
            var live = await rows.LiveAsync(cancellationToken);
            await sessions.OpenAsync(live, cancellationToken);
            var elapsed = time.GetElapsedTime(start);
            LogRecovered(live.Count, elapsed);
        }
        catch (JournalDamagedException error)
        {
            throw new StartupRefusedException($"{error.Message.TrimEnd('.')}; {JournalDamagedException.Remedy}", error);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 2133, Level = LogLevel.Information, Message = "{Count} sessions were live and go on, {Elapsed} after the journal was opened")]
    private partial void LogRecovered(int count, TimeSpan elapsed);
}
