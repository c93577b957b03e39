using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Core;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Web.Hubs;

/// <summary>A server with people on it: their tokens are real, and each test makes a session of its own.</summary>
public sealed class HubStage : IAsyncLifetime
{
    public HubStage() : this(new WebApp())
    {
    }

    private HubStage(WebApp app) => App = app;

    public WebApp App { get; }

    public User Trainer { get; private set; } = null!;

    public User OtherTrainer { get; private set; } = null!;

    public User Player { get; private set; } = null!;

    public User OtherPlayer { get; private set; } = null!;

    public User Observer { get; private set; } = null!;

    public User Admin { get; private set; } = null!;

    /// <summary>For <see cref="OpenAsync"/>: what a player has sent counts against them for as long as any test runs.</summary>
    public static void NothingIsForgotten(IWebHostBuilder web)
        => web.UseSetting("Limits:Metrics:Period", "01:00:00").UseSetting("Limits:Backfill:Period", "01:00:00");

    /// <summary>For a test that needs the server otherwise, or to itself.</summary>
    public static async Task<HubStage> OpenAsync(Action<IWebHostBuilder> configure)
    {
        var stage = new HubStage(await WebApp.StartAsync(configure));
        await stage.InviteAsync();
        return stage;
    }

    public async Task InitializeAsync()
    {
        await App.InitializeAsync();
        await InviteAsync();
    }

    public Task DisposeAsync() => App.DisposeAsync();

    /// <summary>A scheduled session with both players on its roster; each has a maximum heart rate of 200.</summary>
    /// <param name="teamSees">What both players let each other see; null: they have not agreed.</param>
    public async Task<string> NewSessionAsync(bool shareWithTeam = false, HeartRateVisibility observersSee = HeartRateVisibility.Number, HeartRateVisibility? teamSees = null)
    {
        var session = new NewSession(
            Ids.New(), ExampleWorkouts.All[0], Trainer.Id, Trainer.DisplayName, null, null, shareWithTeam,
            [.. new[] { Player, OtherPlayer }.Select(user => new RosterPlayer(user.Id, user.DisplayName, null, new Thresholds(HeartRateMaxBpm: 200), observersSee, teamSees))],
            [new SessionObserver(Observer.Id, Observer.DisplayName)]);
        var reply = await App.Services.GetRequiredService<ISessions>().CreateAsync(new Caller(Trainer.Id, Trainer.DisplayName, Roles.Trainer), session, CancellationToken.None);
        Assert.True(reply.Ok);
        return session.SessionId;
    }

    public async Task<HubLink> ConnectAsync(User user, Encoding encoding = Encoding.Json)
        => await HubLink.ConnectAsync(App.Address, await App.TokenForAsync(user), encoding);

    public async Task<HubLink> JoinAsync(User user, string sessionId, string role, Encoding encoding = Encoding.Json)
    {
        var link = await ConnectAsync(user, encoding);
        await link.JoinAsync(sessionId, role);
        return link;
    }

    private async Task InviteAsync()
    {
        Trainer = await App.CreateUserAsync("Tara Trainer", RoleNames.Trainer);
        OtherTrainer = await App.CreateUserAsync("Otto Trainer", RoleNames.Trainer);
        Player = await App.CreateUserAsync("Pia Player", RoleNames.Player);
        OtherPlayer = await App.CreateUserAsync("Ole Player", RoleNames.Player);
        Observer = await App.CreateUserAsync("Ona Observer", RoleNames.Observer);
        Admin = await App.CreateUserAsync("Ada Admin", RoleNames.Admin);
    }
}
