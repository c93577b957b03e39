using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Core;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Sessions.Live;
using TrainingHub.Core.Workouts;
using TrainingHub.Tests.Core.Sessions;
using TrainingHub.Tests.Web.Commands;
using TrainingHub.Tests.Web.Hubs;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Data;
using TrainingHub.Web.Journal;
using TrainingHub.Web.Privacy;

namespace TrainingHub.Tests.Web.Privacy;

/// <summary><em>Erase me</em>: history is kept without the person.</summary>
public sealed class EraseMeTests
{
    private const string Name = "Zebulon Quastenflosser";
    private const string Device = "zq-strap-0815";
    private const double Marker = 143.140625;

    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task After_it_no_file_holds_anything_of_the_person_and_every_session_tells_the_rest()
    {
        var folder = Directory.CreateTempSubdirectory("traininghub-");
        string ended, live, scheduled;
        string[] personal;
        await using (var app = await StartAsync(folder.FullName))
        {
            var stage = await Stage.SetAsync(app);
            personal = [Name, stage.Player.Id, stage.Player.Email!, stage.Player.NormalizedEmail!, Device, "143.140625", "187.25", "67.390625", "Come to me alone"];
            ended = await stage.PlayAsync(end: true);
            live = await stage.PlayAsync(end: false);
            scheduled = await stage.PlanAsync();
            var journal = app.Services.GetRequiredService<SqliteSessionJournal>();
            await journal.CompactAsync(ended, None);
            journal.KeepSnapshot(SnapshotJson.Write((await stage.FindAsync(live))!));
            await using var watcher = await stage.WatchAsync(live);
            await using var wearable = await HubLink.ConnectAsync(app.Address, await app.TokenForAsync(stage.Player));
            Assert.Equal(personal.Order(), DataGrep.Find(folder.FullName, personal).Select(found => found[..found.LastIndexOf(" in ", StringComparison.Ordinal)]).Distinct().Order());
            using var browser = await app.CreateClientAsync(stage.Player);
            var form = await PageForm.OpenAsync(browser, "account/manage/data", "Erase my account");

            Assert.StartsWith("This is not your password", (await form.With("password", "something else").SendAsync()).Notice, StringComparison.Ordinal);
            Assert.Equal("/account/login", (await form.With("password", WebApp.Password).SendAsync()).Redirect);
            await wearable.Closed;
            await app.Services.GetRequiredService<Erasures>().SettleAsync().WaitAsync(Patience);

            Assert.Empty(DataGrep.Find(folder.FullName, personal));
            await watcher.Closed; // who watched the live session comes again, and is given it whole
            foreach (var sessionId in new[] { ended, live, scheduled })
            {
                var state = (await stage.FindAsync(sessionId))!;
                Assert.Equal(["A former player", "Mate"], state.Roster.Select(player => player.Profile.Name));
                Assert.Equal(sessionId == scheduled ? null : 155.0, state.Players[stage.Mate.Id].Metrics?[TrainingHub.Core.Metrics.Metric.HeartRate]);
                var row = await stage.RowAsync(sessionId);
                Assert.Equal(state.Players.Keys.Order(), row.People.Select(person => person.UserId).Order());
            }

            Assert.Null((await app.Services.GetRequiredService<ISessions>().SendAsync(stage.Trainer, live, new SessionCommand.Pause(), null, None)).Refusal);
            var replay = await app.Services.GetRequiredService<ISessions>().RecordingAsync(stage.Trainer, ended, None);
            Assert.Equal(SessionStatus.Completed, replay.Recording!.Last.Status);
            using var gone = await browser.GetAsync(new Uri("account/manage", UriKind.Relative));
            Assert.Equal(HttpStatusCode.Redirect, gone.StatusCode);
        }

        await using (var again = await StartAsync(folder.FullName))
        {
            Assert.Equal(SessionStatus.Paused, Assert.Single(again.Services.GetRequiredService<ISessions>().InMemory).Status);
            await again.Services.GetRequiredService<Erasures>().SettleAsync().WaitAsync(Patience);
            Assert.Empty(DataGrep.Find(folder.FullName, personal));
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_server_that_ended_in_the_middle_goes_on_with_its_next_start()
    {
        var folder = Directory.CreateTempSubdirectory("traininghub-");
        string[] personal;
        await using (var app = await StartAsync(folder.FullName))
        {
            var stage = await Stage.SetAsync(app);
            personal = [Name, stage.Player.Id, stage.Player.Email!, Device, "143.140625"];
            var done = await stage.PlayAsync(end: true);
            await stage.PlayAsync(end: true);
            // As far as it came: it was noted, and the first session was written anew; account, rows and the second were not.
            await app.Services.GetRequiredService<Erasures>().AddAsync(stage.Player.Id);
            await app.Services.GetRequiredService<LiveSessions>().RereadAsync(
                done, () => app.Services.GetRequiredService<SqliteSessionJournal>().EraseAsync(done, stage.Player.Id, None));
        }

        Assert.NotEmpty(DataGrep.Find(folder.FullName, personal));
        await using (var again = await StartAsync(folder.FullName))
        {
            await again.Services.GetRequiredService<Erasures>().SettleAsync().WaitAsync(Patience);
            Assert.Empty(DataGrep.Find(folder.FullName, personal));
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Who_comes_back_with_a_backup_is_erased_again()
    {
        var folder = Directory.CreateTempSubdirectory("traininghub-");
        var data = Path.Combine(folder.FullName, "data");
        var backup = Path.Combine(folder.FullName, "before.traininghub");
        string[] personal;
        await using (var app = await StartAsync(data))
        {
            var stage = await Stage.SetAsync(app);
            personal = [Name, stage.Player.Id, Device];
            await stage.PlayAsync(end: true);
            await Ops.MustAsync(data, "backup", backup);
            await app.Services.GetRequiredService<AccountRoles>().DeleteAsync(await app.CreateAdminAsync(), stage.Player.Id);
            await app.Services.GetRequiredService<Erasures>().SettleAsync().WaitAsync(Patience);
        }

        SqliteConnection.ClearAllPools(); // a restore is for a process of its own: this one still holds the file that is put aside
        await Ops.MustAsync(data, "restore", backup);
        Assert.NotEmpty(DataGrep.Find(data, personal));
        await using (var again = await StartAsync(data))
        {
            await again.Services.GetRequiredService<Erasures>().SettleAsync().WaitAsync(Patience);
            Assert.Empty(DataGrep.Find(data, personal));
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_trainer_ends_their_live_session_first()
    {
        await using var app = await StartAsync();
        var stage = await Stage.SetAsync(app);
        var live = await stage.PlayAsync(end: false);
        using var browser = await app.CreateClientAsync(stage.TrainerUser);
        var form = (await PageForm.OpenAsync(browser, "account/manage/data", "Erase my account")).With("password", WebApp.Password);

        Assert.StartsWith("A session of this trainer is live", (await form.SendAsync()).Notice, StringComparison.Ordinal);
        await app.Services.GetRequiredService<ISessions>().SendAsync(stage.Trainer, live, new SessionCommand.End(), null, None);
        Assert.Equal("/account/login", (await form.SendAsync()).Redirect);
        await app.Services.GetRequiredService<Erasures>().SettleAsync().WaitAsync(Patience);

        Assert.Empty(DataGrep.Find(app.DataDirectory, "Tilda Trainerova", stage.Trainer.UserId));
        Assert.Equal("A former trainer", (await stage.RowAsync(live)).TrainerName);
    }

    [Fact]
    public async Task An_account_that_an_admin_deletes_is_erased_too()
    {
        await using var app = await StartAsync();
        var stage = await Stage.SetAsync(app);
        await stage.PlayAsync(end: true);

        Assert.Null(await app.Services.GetRequiredService<AccountRoles>().DeleteAsync(await app.CreateAdminAsync(), stage.Player.Id));
        await app.Services.GetRequiredService<Erasures>().SettleAsync().WaitAsync(Patience);

        Assert.Empty(DataGrep.Find(app.DataDirectory, Name, stage.Player.Id, Device));
    }

    private static Task<WebApp> StartAsync(string? folder = null) => WebApp.StartAsync(web => web.UseSetting("Limits:Metrics:Burst", "1000"), folder);

    /// <summary>A trainer with two players, one of whom is to be erased.</summary>
    private sealed record Stage(WebApp App, User TrainerUser, User Player, User Mate)
    {
        public Caller Trainer => new(TrainerUser.Id, TrainerUser.DisplayName, Roles.Trainer);

        private Caller Self => new(Player.Id, Player.DisplayName, Roles.Player);

        private ISessions Sessions => App.Services.GetRequiredService<ISessions>();

        public static async Task<Stage> SetAsync(WebApp app) => new(
            app, await app.CreateUserAsync("Tilda Trainerova", RoleNames.Trainer), await app.CreateUserAsync(Name, RoleNames.Player), await app.CreateUserAsync("Mate", RoleNames.Player));

        public async Task<string> PlanAsync()
        {
            var session = new NewSession(
                Ids.New(), ExampleWorkouts.All[0], Trainer.UserId, Trainer.Name, null, null, false,
                [new RosterPlayer(Player.Id, Name, 7, new Thresholds(187.25)), new RosterPlayer(Mate.Id, "Mate", 8, Thresholds.Unknown)], []);
            Assert.True((await Sessions.CreateAsync(Trainer, session, None)).Ok);
            return session.SessionId;
        }

        /// <summary>Samples, late samples, a set, words, a hand, a kick and a readmission.</summary>
        public async Task<string> PlayAsync(bool end)
        {
            var id = await PlanAsync();
            await MustAsync(id, Trainer, new SessionCommand.Start());
            for (var i = 0; i < 20; i++)
            {
                await MustAsync(id, Self, new SessionCommand.ReportMetrics(Player.Id, Device, TimeProvider.System.GetUtcNow(), Examples.HeartRate(Marker + (i / 4))));
            }

            await MustAsync(id, Self, new SessionCommand.Backfill(Player.Id, [new BackfillSample(Device, TimeProvider.System.GetUtcNow().AddSeconds(-1), Examples.HeartRate(Marker))]));
            await MustAsync(id, Self, new SessionCommand.SetStatus(Player.Id, PlayerStatus.Paused, $"{Name} rests"));
            await MustAsync(id, Self, new SessionCommand.ReportExercise(new ExerciseProgress(Player.Id, "squat", "Squat", 1, 3, true, 5, 67.390625, Rpe: 8.5)));
            await MustAsync(id, Trainer, new SessionCommand.SendMessage(Ids.New(), [Player.Id], MessagePriority.High, "Come to me alone"));
            await MustAsync(id, Trainer, new SessionCommand.SendMessage(Ids.New(), default, MessagePriority.Normal, $"Wait for {Name}"));
            await MustAsync(id, Self, new SessionCommand.SetHand(Player.Id, true));
            await MustAsync(id, Self, new SessionCommand.RateEffort(Player.Id, 9));
            await MustAsync(id, Trainer, new SessionCommand.Kick(Player.Id, $"{Name} fell"));
            await MustAsync(id, Trainer, new SessionCommand.Readmit(Player.Id));
            await MustAsync(id, new Caller(Mate.Id, "Mate", Roles.Player), new SessionCommand.ReportMetrics(Mate.Id, "mate-strap", null, Examples.HeartRate(155)));
            if (end)
            {
                await MustAsync(id, Trainer, new SessionCommand.End());
            }

            return id;
        }

        public async Task<SessionState?> FindAsync(string sessionId) => (await Sessions.FindAsync(Trainer, sessionId, None)).View?.State;

        public async Task<SessionRow> RowAsync(string sessionId)
        {
            await using var db = await App.Services.GetRequiredService<IDbContextFactory<TrainingHubDb>>().CreateDbContextAsync();
            return await db.Sessions.Include(row => row.People).SingleAsync(row => row.Id == sessionId);
        }

        public async Task<HubLink> WatchAsync(string sessionId)
        {
            var link = await HubLink.ConnectAsync(App.Address, await App.TokenForAsync(TrainerUser));
            await link.JoinAsync(sessionId, "trainer");
            return link;
        }

        private async Task MustAsync(string sessionId, Caller caller, SessionCommand command)
            => Assert.Null((await Sessions.SendAsync(caller, sessionId, command, null, None)).Refusal);
    }
}
