using TrainingHub.Core.Sessions;

namespace TrainingHub.Web.Server;

/// <summary>Says when the machine's clock was set, and follows it as soon as no session is under way.</summary>
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
            if (!sessions.InMemory.Any(session => session.IsLive))
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

    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "The machine's clock was set by {Difference}; the server keeps its own until no session is active or paused")]
    private partial void LogSet(TimeSpan difference);
}
