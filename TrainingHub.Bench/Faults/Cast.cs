using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Core;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Data;
using TrainingHub.Web.Demo;
using TrainingHub.Web.Journal;
using TrainingHub.Web.Projection;
using TrainingHub.Web.Server;
using TrainingHub.Web.Sessions;
using TrainingHub.Web.Tokens;

namespace TrainingHub.Bench.Faults;

/// <param name="Id">The user id.</param>
/// <param name="Token">A real access token.</param>
internal sealed record Person(string Id, string Token);

/// <summary>Who takes part in a scheduled session of a data directory.</summary>
/// <param name="OnTheBench">On the roster, never there: to be kicked and readmitted.</param>
internal sealed record Cast(string SessionId, Person Trainer, ImmutableArray<Person> Players, Person OnTheBench, ImmutableArray<Person> Observers)
{
    /// <summary>Tokens say this issued them, whatever address the server has after a restart.</summary>
    public const string IssuerSetting = "--Server:PublicUrl=http://localhost";

    /// <summary>Longer than any run.</summary>
    private static readonly TimeSpan TokensLast = TimeSpan.FromHours(12);

    /// <summary>Makes people, their tokens and the session in a data directory that no server uses now; nobody has a password.</summary>
    public static async Task<Cast> PrepareAsync(string dataDirectory, int players, int observers)
    {
        await using var app = await OpenAsync(dataDirectory);
        var trainer = await MakeAsync(app, "Trainer", RoleNames.Trainer);
        var onTheBench = await MakeAsync(app, "On the bench", RoleNames.Player);
        var playing = await MakeAsync(app, "Player", RoleNames.Player, players);
        var observing = await MakeAsync(app, "Observer", RoleNames.Observer, observers);
        var session = new NewSession(
            Ids.New(), ExampleWorkouts.All[0], trainer.Id, "Trainer", null, null, false,
            [.. playing.Append(onTheBench).Select(OnRoster)], [.. observing.Select(observer => new SessionObserver(observer.Id, "Observer"))]);
        var reply = await app.Services.GetRequiredService<ISessions>().CreateAsync(new Caller(trainer.Id, "Trainer", Roles.Trainer), session, CancellationToken.None);
        LetGo(app);
        return reply.Ok
            ? new Cast(session.SessionId, trainer, playing, onTheBench, observing)
            : throw new InvalidOperationException(reply.Refusal!.Message);
    }

    // In turn what observers see differs, so that their view is tested in all its forms.
    private static RosterPlayer OnRoster(Person player, int index)
        => new(player.Id, $"Player {index}", index, new Thresholds(HeartRateMaxBpm: 190), (HeartRateVisibility)(index % 3));

    // The server's own services without the server: no port, no pages.
    private static async Task<WebApplication> OpenAsync(string dataDirectory)
    {
        var demo = new DemoOptions(false);
        var builder = ServerSlice.CreateBuilder([$"--Data:Directory={dataDirectory}", IssuerSetting, "--Logging:LogLevel:Default=Warning"]);
        builder.Services.AddSingleton(demo);
        builder.Services.AddServer();
        builder.Services.AddData(await builder.Configuration.OpenDataAsync(demo));
        builder.Services.AddAccounts(demo);
        builder.Services.AddTokens();
        builder.Services.AddJournal();
        builder.Services.AddProjection();
        builder.Services.AddSessions();
        var app = builder.Build();
        await app.PrepareDataAsync();
        return app;
    }

    // Files that this process has open would keep a disk from being taken away.
    private static void LetGo(WebApplication app)
    {
        using var db = app.Services.GetRequiredService<IDbContextFactory<TrainingHubDb>>().CreateDbContext();
        SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
    }

    private static async Task<ImmutableArray<Person>> MakeAsync(WebApplication app, string name, string role, int count)
    {
        var people = ImmutableArray.CreateBuilder<Person>(count);
        while (people.Count < count)
        {
            people.Add(await MakeAsync(app, $"{name} {people.Count}", role));
        }

        return people.DrainToImmutable();
    }

    private static async Task<Person> MakeAsync(WebApplication app, string name, string role)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var user = new User { DisplayName = name };
        user.UserName = user.Email = $"{Ids.New()}@example.org";
        Demand(await users.CreateAsync(user));
        Demand(await users.AddToRoleAsync(user, role));
        var token = await app.Services.GetRequiredService<AccessTokens>().IssueAsync(user.Id, TokensLast);
        return new Person(user.Id, token ?? throw new InvalidOperationException("This user gets no token."));
    }

    private static void Demand(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(result.ToString());
        }
    }
}
