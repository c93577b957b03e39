using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Bench.Faults;
using TrainingHub.Core;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Core.Sessions;
using TrainingHub.Web.Data;
using TrainingHub.Web.Privacy;

namespace TrainingHub.Tests.Web.Projection;

/// <summary>What lists read follows what was committed.</summary>
public sealed class ProjectionTests(WebApp app) : IClassFixture<WebApp>
{
    private static readonly CancellationToken None = CancellationToken.None;

    private ISessions Sessions => app.Services.GetRequiredService<ISessions>();

    [Fact]
    public async Task A_session_is_in_the_list_with_its_people_when_it_was_created()
    {
        var session = Examples.NewSession with { SessionId = Ids.New() };

        Assert.True((await Sessions.CreateAsync(Examples.Trainer, session, None)).Ok);

        var row = await RowAsync(app, session.SessionId);
        Assert.NotNull(row);
        Assert.Equal(
            ("workout", "Hill repeats", "hybrid", "trainer", "Tom Trainer", "First team", "scheduled", session.ScheduledAt, false),
            (row.WorkoutId, row.WorkoutName, row.WorkoutType, row.TrainerId, row.TrainerName, row.TeamName, row.Status, row.ScheduledAt, row.ShareWithTeam));
        Assert.Equal(["ada player", "ben player", "olga observer"], row.People.Select(person => $"{person.UserId} {person.Role}").Order());
    }

    [Fact]
    public async Task Its_row_follows_the_life_of_a_session()
    {
        var id = Ids.New();
        await Sessions.CreateAsync(Examples.Trainer, Examples.NewSession with { SessionId = id }, None);

        await SendAsync(id, new SessionCommand.Start());
        Assert.Equal("active", (await RowAsync(app, id, 2))!.Status);
        Assert.NotNull((await RowAsync(app, id))!.StartTime);
        await SendAsync(id, new SessionCommand.Pause());
        Assert.Equal("paused", (await RowAsync(app, id, 3))!.Status);
        await SendAsync(id, new SessionCommand.Kick("ben", null));
        Assert.True((await RowAsync(app, id, 4))!.People.Single(person => person.UserId == "ben").Removed);
        await SendAsync(id, new SessionCommand.Readmit("ben"));
        Assert.False((await RowAsync(app, id, 5))!.People.Single(person => person.UserId == "ben").Removed);
        await SendAsync(id, new SessionCommand.End());
        var row = (await RowAsync(app, id, 6))!;
        Assert.Equal("completed", row.Status);
        Assert.NotNull(row.EndTime);
    }

    [Fact]
    public async Task While_a_row_is_made_anew_nobody_finds_the_session_gone()
    {
        var id = Ids.New();
        RosterPlayer[] players = [.. Enumerable.Range(0, 10).Select(_ => new RosterPlayer(Ids.New(), "Somebody", null, Thresholds.Unknown))];
        await Sessions.CreateAsync(Examples.Trainer, Examples.NewSession with { SessionId = id, Players = [.. players] }, None);
        var erasures = app.Services.GetRequiredService<Erasures>();

        // Each erasure makes the row anew.
        var renewing = Task.Run(async () =>
        {
            foreach (var player in players)
            {
                await erasures.AddAsync(player.PlayerId);
                await erasures.SettleAsync();
            }
        });
        while (!renewing.IsCompleted)
        {
            Assert.NotNull(await RowAsync(app, id));
        }

        await renewing;
    }

    [Fact]
    public async Task At_start_the_rows_catch_up_with_the_journal_and_live_sessions_go_on()
    {
        var folder = Directory.CreateTempSubdirectory("traininghub-");
        await using (var first = await WebApp.StartAsync(dataDirectory: folder.FullName))
        {
            // Straight into the journal: as if the process had died before its projection wrote a row.
            var journal = first.Services.GetRequiredService<ISessionJournal>();
            await journal.AppendAsync("behind", 1, [Created("behind"), new SessionEvent.Started { At = Examples.T0 }, .. Examples.Samples(50)], None);
            await journal.AppendAsync("behind", 53, [new SessionEvent.PlayerKicked("ben", null, "trainer") { At = Examples.T0 }], None);
            await journal.AppendAsync("ended", 1, [Created("ended"), new SessionEvent.Started { At = Examples.T0 }, new SessionEvent.Ended { At = Examples.T0 }], None);
            await journal.AppendAsync("scheduled", 1, [Created("scheduled")], None);
        }

        await using (var second = await WebApp.StartAsync(dataDirectory: folder.FullName))
        {
            var behind = (await RowAsync(second, "behind"))!;
            Assert.Equal(("active", true), (behind.Status, behind.People.Single(person => person.UserId == "ben").Removed));
            Assert.Equal("completed", (await RowAsync(second, "ended"))!.Status);
            Assert.Equal("scheduled", (await RowAsync(second, "scheduled"))!.Status);
            var live = Assert.Single(second.Services.GetRequiredService<ISessions>().InMemory);
            Assert.Equal(("behind", SessionStatus.Active), (live.SessionId, live.Status));
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_row_that_is_ahead_of_the_journal_or_has_none_gives_way_to_the_journal()
    {
        var folder = Directory.CreateTempSubdirectory("traininghub-");
        await using (var first = await WebApp.StartAsync(dataDirectory: folder.FullName))
        {
            await first.Services.GetRequiredService<ISessionJournal>().AppendAsync("a", 1, [Created("a")], None);
            await using var db = await first.Services.GetRequiredService<IDbContextFactory<TrainingHubDb>>().CreateDbContextAsync();
            db.Sessions.AddRange(Row("a", 9), Row("lost", 5));
            await db.SaveChangesAsync();
        }

        await using (var second = await WebApp.StartAsync(dataDirectory: folder.FullName))
        {
            Assert.Equal(("scheduled", 1), ((await RowAsync(second, "a"))!.Status, (await RowAsync(second, "a"))!.Seq));
            Assert.Null(await RowAsync(second, "lost"));
        }

        folder.Delete(recursive: true);

        static SessionRow Row(string id, long seq) => new()
        {
            Id = id, Seq = seq, Status = "active", WorkoutId = "w", WorkoutName = "W", WorkoutType = "hybrid", TrainerId = "trainer", TrainerName = "T", CreatedAt = Examples.T0,
            People = [new SessionPersonRow { SessionId = id, UserId = "ada", Role = RoleNames.Player }],
        };
    }

    [Fact]
    public async Task A_journal_that_is_damaged_where_a_live_session_is_read_refuses_the_start()
    {
        var folder = Directory.CreateTempSubdirectory("traininghub-");
        await using (var first = await WebApp.StartAsync(dataDirectory: folder.FullName))
        {
            await first.Services.GetRequiredService<ISessionJournal>().AppendAsync("a", 1, [Created("a"), new SessionEvent.Started { At = Examples.T0 }], None);
        }

        await using (var journal = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(folder.FullName, "journal.db")};Pooling=False"))
        {
            await journal.OpenAsync();
            await using var damage = new Microsoft.Data.Sqlite.SqliteCommand("UPDATE batch SET events = replace(events, 'Hill', 'Hell')", journal);
            Assert.Equal(1, await damage.ExecuteNonQueryAsync());
        }

        await using var second = ServerProcess.Start(folder.FullName);
        var (code, errors) = await second.EndedAsync();

        Assert.Equal(1, code);
        Assert.Contains("is damaged in session a at 1", errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', errors);
        folder.Delete(recursive: true);
    }

    private static SessionEvent.Created Created(string id) => new SessionEvent.Created(Examples.NewSession with { SessionId = id }) { At = Examples.T0 };

    private async Task SendAsync(string id, SessionCommand command)
        => Assert.Null((await Sessions.SendAsync(Examples.Trainer, id, command, null, None)).Refusal);

    private static async Task<SessionRow?> RowAsync(WebApp app, string id, long seq = 0)
    {
        await app.Services.GetRequiredService<TrainingHub.Core.Sessions.Live.ISessionProjection>().CaughtUpAsync(id, seq, None).WaitAsync(TimeSpan.FromSeconds(60));
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<TrainingHubDb>>().CreateDbContextAsync();
        return await db.Sessions.Include(row => row.People).SingleOrDefaultAsync(row => row.Id == id);
    }
}
