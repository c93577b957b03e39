using TrainingHub.Core.Sessions;

namespace TrainingHub.Web.Server;

/// <summary>Says when the machine's clock was set, and follows it as soon as no session is under way and no device, whose clock was compared with it, is in one.</summary>
internal sealed partial class SteadyTimeUpkeep(SteadyTime time, ISessions sessions, ILogger<SteadyTimeUpkeep> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10), Noticed = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        var told = TimeSpan.Zero;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var difference = time.Difference;
            if (!sessions.InMemory.Any(IsUnderWay))
            {
                time.Follow();
                told = TimeSpan.Zero;
            }
            else if ((difference - told).Duration() > Noticed)
            {
                told = difference;
                LogSet(difference);
            }
        }
    }

    private static bool IsUnderWay(SessionState session) => session.IsLive || session.Players.Values.Any(player => player.Connected);

    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "The machine's clock was set by {Difference}; the server keeps its own until no session is active or paused and no player is connected")]
    private partial void LogSet(TimeSpan difference);
}
