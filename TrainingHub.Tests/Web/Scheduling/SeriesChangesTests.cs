using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;
using TrainingHub.Tests.Web.Hubs;
using TrainingHub.Web.Data;
using TrainingHub.Web.Privacy;
using TrainingHub.Web.Scheduling;

namespace TrainingHub.Tests.Web.Scheduling;

/// <summary>What becomes of a series when it is planned anew, called off while its sessions are made, loses its players or its workout.</summary>
public sealed class SeriesChangesTests : IAsyncLifetime
{
    private HubStage _stage = null!;
    private HttpClient _trainer = null!;

    private static DateOnly Tomorrow => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(1);

    private Caller Trainer => new(_stage.Trainer.Id, _stage.Trainer.DisplayName, Roles.Trainer);

    private SeriesBook Book => _stage.App.Services.GetRequiredService<SeriesBook>();

    private SeriesMaker Maker => _stage.App.Services.GetRequiredService<SeriesMaker>();

    public async Task InitializeAsync()
    {
        _stage = await HubStage.OpenAsync(_ => { });
        _trainer = _stage.App.CreateClient(await _stage.App.TokenForAsync(_stage.Trainer));
    }

    public async Task DisposeAsync()
    {
        _trainer.Dispose();
        await _stage.App.DisposeAsync();
    }

    [Fact]
    public async Task A_series_that_was_one_erased_players_alone_ends_and_never_becomes_the_whole_teams()
    {
        await using var db = await DbAsync();
        var team = new Team { Name = "Team", TrainerId = _stage.Trainer.Id };
        team.Members.Add(new TeamMember { TeamId = team.Id, PlayerId = _stage.OtherPlayer.Id });
        db.Teams.Add(team);
        var alone = Row([_stage.Player.Id], team.Id);
        var whole = Row([], team.Id);
        whole.ObserverIds.Add(_stage.Player.Id);
        db.Series.AddRange(alone, whole);
        await db.SaveChangesAsync();
        var erasures = _stage.App.Services.GetRequiredService<Erasures>();

        await erasures.AddAsync(_stage.Player.Id);
        await erasures.SettleAsync();
        await Maker.MakeAllAsync(CancellationToken.None);

        var items = await ScheduleAsync(_trainer);
        Assert.DoesNotContain(items, item => item.GetProperty("seriesId").GetString() == alone.Id);
        Assert.Contains(items, item => item.GetProperty("seriesId").GetString() == whole.Id);
    }

    [Fact]
    public async Task Who_leaves_while_a_series_is_planned_anew_finds_the_new_one()
    {
        var id = (await Book.CreateAsync(Trainer, PlanOf(WeekDays.All), CancellationToken.None)).SeriesId!;
        using var left = new CancellationTokenSource();

        var replacing = Book.ReplaceAsync(Trainer, id, Tomorrow, PlanOf(WeekDays.All), left.Token);
        await using var db = await DbAsync();
        while (!replacing.IsCompleted && !await db.Series.AnyAsync(series => series.Id == id && series.EndsBefore != null))
        {
            await Task.Yield();
        }

        await left.CancelAsync();
        var anew = await replacing;

        Assert.Null(anew.Refusal);
        var open = (await ScheduleAsync(_trainer)).Where(item => item.GetProperty("status").GetString() == "scheduled").ToList();
        Assert.All(open, item => Assert.Equal(anew.SeriesId, item.GetProperty("seriesId").GetString()));
        Assert.InRange(open.Count, 27, 28);
        Assert.Equal(RefusalCode.Conflict, (await Book.ReplaceAsync(Trainer, id, Tomorrow, PlanOf(WeekDays.All), CancellationToken.None)).Refusal?.Code);
    }

    [Fact]
    public async Task Who_has_as_many_series_as_they_may_can_still_plan_one_anew()
    {
        await using var full = await HubStage.OpenAsync(web => web.UseSetting("Scheduling:SeriesPerTrainer", "1"));
        var book = full.App.Services.GetRequiredService<SeriesBook>();
        var trainer = new Caller(full.Trainer.Id, "", Roles.Trainer);
        var plan = PlanOf(WeekDays.Monday) with { PlayerIds = [full.Player.Id] };
        var id = (await book.CreateAsync(trainer, plan, CancellationToken.None)).SeriesId!;

        Assert.Equal(RefusalCode.Conflict, (await book.CreateAsync(trainer, plan, CancellationToken.None)).Refusal?.Code);
        Assert.Null((await book.ReplaceAsync(trainer, id, null, plan, CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task A_day_that_is_called_off_while_sessions_are_made_is_off_whoever_was_first()
    {
        for (var round = 0; round < 3; round++)
        {
            await using var db = await DbAsync();
            var series = Row([_stage.Player.Id]);
            db.Series.Add(series);
            await db.SaveChangesAsync();

            var days = Enumerable.Range(0, 8).Select(Tomorrow.AddDays).ToList();
            var skipping = days.Select(day => Task.Run(() => Book.SkipAsync(Trainer, series.Id, day, CancellationToken.None)));
            await Task.WhenAll(skipping.Append<Task>(Task.Run(() => Maker.MakeAsync(series.Id, CancellationToken.None))));

            var open = (await ScheduleAsync(_trainer)).Where(item => item.GetProperty("seriesId").GetString() == series.Id && item.GetProperty("status").GetString() == "scheduled");
            Assert.DoesNotContain(open, item => days.Select(Text).Contains(item.GetProperty("occursOn").GetString()));
            await Book.EndAsync(Trainer, series.Id, null, null, CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_day_that_passed_without_a_session_is_in_no_schedule()
    {
        await using var db = await DbAsync();
        db.Series.Add(Row([_stage.Player.Id], startsOn: Tomorrow.AddDays(-30)));
        await db.SaveChangesAsync();
        var now = TimeProvider.System.GetUtcNow();

        var items = await _stage.App.Services.GetRequiredService<Schedule>().OfAsync(Trainer, now.AddDays(-20), now.AddDays(5), CancellationToken.None);

        Assert.All(items, item => Assert.True(item.At >= now));
        Assert.InRange(items.Length, 4, 6);
    }

    [Fact]
    public async Task A_series_is_no_conflict_with_itself_when_it_is_planned_anew()
    {
        var id = (await Book.CreateAsync(Trainer, PlanOf(WeekDays.All), CancellationToken.None)).SeriesId!;
        var at = (await ScheduleAsync(_trainer))[0].GetProperty("scheduledAt").GetDateTimeOffset();
        var conflicts = _stage.App.Services.GetRequiredService<Conflicts>();

        Assert.NotEmpty(await conflicts.FindAsync(_stage.Trainer.Id, [_stage.Player.Id], at, TimeSpan.Zero, null, CancellationToken.None));
        Assert.Empty(await conflicts.FindAsync(_stage.Trainer.Id, [_stage.Player.Id], at, TimeSpan.Zero, null, CancellationToken.None, id));
    }

    [Fact]
    public async Task Why_no_session_is_made_is_told_to_the_trainer_and_to_nobody_else()
    {
        await using var db = await DbAsync();
        db.Series.Add(Row([_stage.Player.Id], workoutId: "gone"));
        await db.SaveChangesAsync();
        await Maker.MakeAllAsync(CancellationToken.None);
        var schedule = _stage.App.Services.GetRequiredService<Schedule>();
        var now = TimeProvider.System.GetUtcNow();

        var seen = await schedule.ComingAsync(Trainer, Relation.Staff, now, CancellationToken.None);
        var played = await schedule.ComingAsync(new Caller(_stage.Player.Id, "", Roles.Player), Relation.Self, now, CancellationToken.None);

        Assert.NotEmpty(seen);
        Assert.All(seen, item => Assert.StartsWith("workoutId", item.Trouble, StringComparison.Ordinal));
        Assert.NotEmpty(played);
        Assert.All(played, item => Assert.Null(item.Trouble));
    }

    private Task<TrainingHubDb> DbAsync() => _stage.App.Services.GetRequiredService<IDbContextFactory<TrainingHubDb>>().CreateDbContextAsync();

    private SeriesPlan PlanOf(WeekDays days) => new(new SeriesRule("UTC", Tomorrow, new TimeOnly(7, 15), days), ExampleWorkouts.All[0].WorkoutId, [_stage.Player.Id], []);

    private SessionSeries Row(List<string> playerIds, string? teamId = null, DateOnly? startsOn = null, string? workoutId = null) => new()
    {
        TrainerId = _stage.Trainer.Id,
        WorkoutId = workoutId ?? ExampleWorkouts.All[0].WorkoutId,
        TeamId = teamId,
        PlayerIds = playerIds,
        ZoneId = "UTC",
        StartsOn = startsOn ?? Tomorrow,
        At = new TimeOnly(18, 30),
        Days = WeekDays.All,
        CreatedAt = TimeProvider.System.GetUtcNow(),
    };

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<List<JsonElement>> ScheduleAsync(HttpClient client)
        => [.. (await client.GetFromJsonAsync<JsonElement>("/api/v1/schedule")).GetProperty("items").EnumerateArray()];
}
