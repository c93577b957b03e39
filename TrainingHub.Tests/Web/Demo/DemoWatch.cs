using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Client;
using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Client;
using TrainingHub.Web.Demo;
using TrainingHub.Web.Tokens;

namespace TrainingHub.Tests.Web.Demo;

/// <summary>A server in its demo, and its trainer who watches the live session over the hub.</summary>
public sealed class DemoWatch : IAsyncDisposable
{
    private readonly WebApp _app;
    private readonly TrainingHubClient _client;

    private DemoWatch(WebApp app, TrainingHubClient client, EventLog log) => (_app, _client, Log) = (app, client, log);

    public EventLog Log { get; }

    public WebApp App => _app;

    public ISessions Sessions => _app.Services.GetRequiredService<ISessions>();

    public DemoTeam Team => _app.Services.GetRequiredService<DemoTeam>();

    public static async Task<DemoWatch> StartAsync(Action<IWebHostBuilder>? configure = null, string? dataDirectory = null)
    {
        var app = await WebApp.StartAsync(
            web =>
            {
                web.UseSetting("demo", "true");
                configure?.Invoke(web);
            },
            dataDirectory);
        var tokens = app.Services.GetRequiredService<AccessTokens>();
        var log = new EventLog();
        var client = new TrainingHubClient(app.Address, async _ => await tokens.IssueAsync(DemoTeam.TrainerId), log.TakeAsync);
        await client.ConnectAsync();
        return new DemoWatch(app, client, log);
    }

    /// <summary>Joins the demo's live session, once there is one.</summary>
    public async Task<TrainingHub.Client.Session> JoinAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await look.WaitForNextTickAsync(patience.Token))
        {
            if (Sessions.InMemory.FirstOrDefault(session => session.IsLive) is { } live)
            {
                return (await _client.JoinAsync(live.SessionId, TrainingHub.Client.JoinRole.Trainer, patience.Token)).Session!;
            }
        }

        throw new InvalidOperationException("The demo started no session.");
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _app.DisposeAsync();
    }
}
