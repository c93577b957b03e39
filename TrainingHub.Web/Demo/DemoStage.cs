using Microsoft.AspNetCore.Hosting.Server;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Server;
using TrainingHub.Web.Tokens;

namespace TrainingHub.Web.Demo;

/// <summary>Plays the demo while the server runs.</summary>
internal sealed partial class DemoStage(
    IServer server, IHostApplicationLifetime lifetime, DemoTeam team, DemoSessions demoSessions, ISessions sessions, AccessTokens tokens, TimeProvider time, ILoggerFactory logging, ILogger<DemoStage> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        try
        {
            await lifetime.StartedAsync(ending.Token);
            if (DemoServer.Of(server) is not { } address)
            {
                LogNowhere();
                return;
            }

            await Task.WhenAll(team.Players.Select((player, index) => AthleteOf(player, address).RunAsync(DemoAthlete.Period * index / team.Players.Length, ending.Token))
                .Prepend(demoSessions.RunAsync(ending.Token)));
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private DemoAthlete AthleteOf(DemoPlayer player, DemoServer address) => new(
        player, player.UserId != team.PlayerId, sessions, async _ => await tokens.IssueAsync(player.UserId), address, time, logging.CreateLogger<DemoAthlete>());

    [LoggerMessage(EventId = 1706, Level = LogLevel.Warning, Message = "The demo's athletes stay silent: the server listens on no address that they can call")]
    private partial void LogNowhere();
}
