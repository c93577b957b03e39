using TrainingHub.Web.Server;

namespace TrainingHub.Web.Joining;

/// <summary>Each minute: codes of sessions that are over go, and so do their guests.</summary>
internal sealed partial class JoiningUpkeep(JoinCodes codes, Guests guests, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<JoiningUpkeep> logger) : BackgroundService
{
    private static readonly TimeSpan _every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await lifetime.StartedAsync(stoppingToken);
            using var timer = new PeriodicTimer(_every, time);
            do
            {
                await TryRunAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops; the next start goes on.
        }
    }

    private async Task TryRunAsync(CancellationToken stoppingToken)
    {
        try
        {
            await codes.SweepAsync(stoppingToken);
            await guests.SweepAsync(stoppingToken);
        }
        catch (Exception error) when (error is not OperationCanceledException) // it is tried again
        {
            LogFailed(error);
        }
    }

    [LoggerMessage(EventId = 2431, Level = LogLevel.Error, Message = "Join codes and guests of sessions that are over could not be removed; it is tried again in a minute.")]
    private partial void LogFailed(Exception error);
}
