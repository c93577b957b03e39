using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using TrainingHub.Bench.Replay;
using TrainingHub.Client;
using TrainingHub.Core;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;
using TrainingHub.Tests.Web;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Data;
using TrainingHub.Web.Sessions;

namespace TrainingHub.Tests.Browser;

/// <summary>A server with a trainer, a team of three, an observer and an admin, for a browser to look at.</summary>
public sealed class Club : IAsyncDisposable
{
    private static readonly string[] _others =
        ["Emma Koch", "Paul Sand", "Ida Brandt", "Finn Otte", "Greta Holm", "Max Ritter", "Clara Neuhaus", "Tom Arendt", "Hannah Voss"];

    private readonly WebApp _app;

    private Club(WebApp app) => _app = app;

    public WebApp App => _app;

    public Uri Address => _app.Address;

    public ISessions Sessions => _app.Services.GetRequiredService<ISessions>();

    public AccountRoles Accounts => _app.Services.GetRequiredService<AccountRoles>();

    public User Trainer { get; private set; } = null!;

    public ImmutableArray<User> Players { get; private set; } = [];

    public User Observer { get; private set; } = null!;

    public User Admin { get; private set; } = null!;

    public string TeamId { get; private set; } = "";

    public static async Task<Club> OpenAsync() => await OpenAsync(await WebApp.StartAsync());

    /// <summary>In a server that runs; it ends with the club.</summary>
    public static async Task<Club> OpenAsync(WebApp app)
    {
        var club = new Club(app)
        {
            Trainer = await app.CreateUserAsync("Toni Trainer", RoleNames.Trainer),
            Observer = await app.CreateUserAsync("Olga Observer", RoleNames.Observer),
            Admin = await app.CreateUserAsync("Ada Admin", RoleNames.Admin),
            Players =
            [
                await app.CreateUserAsync("Mia Berg", RoleNames.Player),
                await app.CreateUserAsync("Jonas Weber", RoleNames.Player),
                await app.CreateUserAsync("Lea Vogt", RoleNames.Player),
            ],
        };
        await club.FoundTeamAsync();
        return club;
    }

    /// <summary>A browser page in which this user is signed in.</summary>
    public async Task<IPage> SignInAsync(IBrowserContext context, User user)
    {
        var (name, value) = await _app.CookieForAsync(user);
        await context.AddCookiesAsync([new Cookie { Name = name, Value = value, Url = Address.ToString() }]);
        return await context.NewPageAsync();
    }

    public static Caller CallerOf(User user, Roles role) => new(user.Id, user.DisplayName, role);

    public Caller TrainerCaller => CallerOf(Trainer, Roles.Trainer);

    /// <summary>A session of the team, scheduled and not started.</summary>
    public async Task<string> PlanAsync(string workoutId = "example-threshold", DateTimeOffset? at = null)
    {
        var planner = _app.Services.GetRequiredService<SessionPlanner>();
        var planned = await planner.PlanAsync(
            TrainerCaller, new SessionPlan(workoutId, [.. Players.Select(player => player.Id)], [Observer.Id], TeamId, at), CancellationToken.None);
        var session = planned.Session ?? throw new InvalidOperationException(planned.Refusal!.Message);
        Demand(await Sessions.CreateAsync(TrainerCaller, session, CancellationToken.None));
        return session.SessionId;
    }

    /// <summary>A training of half an hour that was, with twelve players; the first three are the club's.</summary>
    public async Task<string> RecordAsync(DateTimeOffset start, string workoutId = "example-circuit")
    {
        var session = new NewSession(Ids.New(), ExampleWorkouts.All.Single(workout => workout.WorkoutId == workoutId), Trainer.Id, Trainer.DisplayName, "First team", null, false,
            [
                .. Players.Select((player, i) => new RosterPlayer(player.Id, player.DisplayName, 7 + i, new Thresholds(190, 52, 170, 270, 70))),
                .. _others.Select((name, i) => new RosterPlayer(Ids.New(), name, 11 + i, new Thresholds(190, 52, 170, 270, 70), (HeartRateVisibility)(i % 3))),
            ],
            [new SessionObserver(Observer.Id, Observer.DisplayName)]);
        await _app.Services.GetRequiredService<ISessionJournal>()
            .AppendAsync(session.SessionId, 1, [.. RecordedTraining.Of(session, start, TimeSpan.FromMinutes(30))], CancellationToken.None);
        return session.SessionId;
    }

    /// <summary>A training that runs, in the middle of it: so many players (the first three are the club's) have sent for twenty minutes.</summary>
    public async Task<string> RunAsync(int players, string workoutId = "example-threshold")
    {
        var now = _app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var session = new NewSession(Ids.New(), ExampleWorkouts.All.Single(workout => workout.WorkoutId == workoutId), Trainer.Id, Trainer.DisplayName, "First team", null, false,
            [.. Enumerable.Range(0, players).Select(i => new RosterPlayer(
                i < Players.Length ? Players[i].Id : Ids.New(), i < Players.Length ? Players[i].DisplayName : _others[i % _others.Length].Split(' ')[0] + $" {(char)('A' + i % 26)}. Longfellow", i + 1, new Thresholds(190, 52, 170, 270, 70)))],
            [new SessionObserver(Observer.Id, Observer.DisplayName)]);
        var length = TimeSpan.FromMinutes(20);
        await _app.Services.GetRequiredService<ISessionJournal>().AppendAsync(session.SessionId, 1,
            [.. RecordedTraining.Of(session, now - length, length).Where(happened => happened is not (SessionEvent.Ended or SessionEvent.PlayerKicked))], CancellationToken.None);
        return session.SessionId;
    }

    /// <summary>The trainer's command, by the door that needs no join.</summary>
    public async Task CommandAsync(string sessionId, SessionCommand command)
        => Demand(await Sessions.SendAsync(TrainerCaller, sessionId, command, null, CancellationToken.None));

    /// <summary>Waits until the session is as expected.</summary>
    public async Task SeeAsync(string sessionId, Func<SessionState, bool> expected)
    {
        var changed = Channel.CreateUnbounded<SessionWatch>();
        var watching = await Sessions.WatchAsync(TrainerCaller, sessionId, watch => changed.Writer.TryWrite(watch), CancellationToken.None);
        using var watch = watching.Watch!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!expected(watch.Current.State))
        {
            await changed.Reader.ReadAsync(patience.Token);
            while (watch.TryTake(out _))
            {
            }
        }
    }

    /// <summary>A sample from the player's wearable.</summary>
    public async Task SampleAsync(string sessionId, User player, double heartRate, double? power = null)
    {
        var values = new MetricValues.Builder().Set(Metric.HeartRate, heartRate);
        if (power is not null)
        {
            values.Set(Metric.Power, power).Set(Metric.Cadence, 90);
        }

        var command = new SessionCommand.ReportMetrics(player.Id, "strap", null, values.Build());
        Demand(await Sessions.SendAsync(CallerOf(player, Roles.Player), sessionId, command, null, CancellationToken.None));
    }

    /// <summary>The player's wearable: joined over the public hub with a token of their own.</summary>
    public async Task<TrainingHubClient> StrapAsync(User player, string sessionId)
    {
        var strap = new TrainingHubClient(Address, async _ => await _app.TokenForAsync(player));
        await strap.ConnectAsync();
        var joined = await strap.JoinAsync(sessionId, TrainingHub.Client.JoinRole.Player);
        return joined.Ok ? strap : throw new InvalidOperationException(joined.Error!.Message);
    }

    public ValueTask DisposeAsync() => ((IAsyncDisposable)_app).DisposeAsync();

    private static void Demand(SessionReply reply)
    {
        if (reply.Refusal is { } refusal)
        {
            throw new InvalidOperationException(refusal.Message);
        }
    }

    private async Task FoundTeamAsync()
    {
        await using var db = await _app.Services.GetRequiredService<IDbContextFactory<TrainingHubDb>>().CreateDbContextAsync();
        var team = new Team { Name = "First team", TrainerId = Trainer.Id };
        for (var i = 0; i < Players.Length; i++)
        {
            team.Members.Add(new TeamMember { TeamId = team.Id, PlayerId = Players[i].Id, ShirtNumber = 7 + i });
            db.Thresholds.Add(new PlayerThresholds
            {
                UserId = Players[i].Id,
                ValidFrom = new DateOnly(2026, 1, 1),
                HeartRateMaxBpm = 190 + i,
                HeartRateRestBpm = 52,
                FtpWatts = 270,
            });
        }

        db.Teams.Add(team);
        await db.SaveChangesAsync();
        TeamId = team.Id;
    }
}
