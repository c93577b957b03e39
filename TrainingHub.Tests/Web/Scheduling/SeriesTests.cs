using System.Net;
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

/// <summary>Sessions that repeat, from the rule to the sessions that come of it; and what is planned for whom.</summary>
public sealed class SeriesTests : IAsyncLifetime
{
    private HubStage _stage = null!;
    private HttpClient _trainer = null!;

    private static DateOnly Tomorrow => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(1);

    private Caller Trainer => new(_stage.Trainer.Id, _stage.Trainer.DisplayName, Roles.Trainer);

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
    public async Task The_next_two_weeks_become_sessions_once_and_the_weeks_after_are_in_the_schedule_all_the_same()
    {
        var id = await CreateAsync();

        var items = await ScheduleAsync(_trainer);
        await _stage.App.Services.GetRequiredService<SeriesMaker>().MakeAllAsync(CancellationToken.None);

        var made = items.Where(item => item.TryGetProperty("sessionId", out _)).ToList();
        Assert.InRange(made.Count, 13, 14);
        Assert.InRange(items.Count, 27, 28);
        Assert.All(items, item => Assert.Equal((id, "scheduled"), (item.GetProperty("seriesId").GetString(), item.GetProperty("status").GetString())));
        Assert.Equal(items.Select(item => item.GetProperty("occursOn").GetString()).Distinct(), items.Select(item => item.GetProperty("occursOn").GetString()));
        Assert.Equal(items.Select(item => item.ToString()), (await ScheduleAsync(_trainer)).Select(item => item.ToString()));
        using var player = _stage.App.CreateClient(await _stage.App.TokenForAsync(_stage.Player));
        Assert.Equal(items.Count, (await ScheduleAsync(player)).Count);
        using var stranger = _stage.App.CreateClient(await _stage.App.TokenForAsync(_stage.OtherTrainer));
        Assert.Empty(await ScheduleAsync(stranger));
    }

    [Fact]
    public async Task One_day_is_called_off_before_it_is_a_session_and_after_and_the_others_stay()
    {
        var id = await CreateAsync();
        var (soon, late) = (Tomorrow.AddDays(1), Tomorrow.AddDays(20));

        foreach (var day in new[] { soon, late, late })
        {
            using var skipped = await _trainer.PostAsJsonAsync($"/api/v1/series/{id}/skip", new { occursOn = Text(day) });
            Assert.Equal(HttpStatusCode.OK, skipped.StatusCode);
        }

        var items = await ScheduleAsync(_trainer);
        Assert.Equal("cancelled", items.Single(item => item.GetProperty("occursOn").GetString() == Text(soon)).GetProperty("status").GetString());
        Assert.DoesNotContain(items, item => item.GetProperty("occursOn").GetString() == Text(late));
        using var none = await _trainer.PostAsJsonAsync($"/api/v1/series/{id}/skip", new { occursOn = "2020-01-01" });
        Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
    }

    [Fact]
    public async Task All_that_follow_are_called_off_or_planned_anew_and_what_was_before_stays()
    {
        var id = await CreateAsync();
        var from = Tomorrow.AddDays(3);

        using var replaced = await _trainer.PutAsJsonAsync($"/api/v1/series/{id}?from={Text(from)}", Plan(at: "07:15"));
        var anew = (await replaced.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("seriesId").GetString();

        var open = (await ScheduleAsync(_trainer)).Where(item => item.GetProperty("status").GetString() == "scheduled").ToList();
        Assert.Equal(3, open.Count(item => item.GetProperty("seriesId").GetString() == id));
        Assert.All(open.Where(item => item.GetProperty("seriesId").GetString() == anew), item => Assert.Equal((7, 15), (item.GetProperty("scheduledAt").GetDateTimeOffset().Hour, item.GetProperty("scheduledAt").GetDateTimeOffset().Minute)));
        using var ended = await _trainer.DeleteAsync(new Uri($"/api/v1/series/{anew}?from={Text(from)}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, ended.StatusCode);
        Assert.Equal(3, (await ScheduleAsync(_trainer)).Count(item => item.GetProperty("status").GetString() == "scheduled"));
        using var again = await _trainer.DeleteAsync(new Uri($"/api/v1/series/{anew}?from={Text(from)}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task An_occurrence_that_was_noted_and_not_made_is_made_under_the_id_that_was_noted()
    {
        var id = await CreateAsync(count: 1);
        await using var db = await _stage.App.Services.GetRequiredService<IDbContextFactory<TrainingHubDb>>().CreateDbContextAsync();
        var series = await db.Series.AsNoTracking().SingleAsync(one => one.Id == id);
        // As after a crash between the note and the session.
        var cut = new SessionSeries { TrainerId = series.TrainerId, WorkoutId = series.WorkoutId, PlayerIds = series.PlayerIds, ZoneId = "UTC", StartsOn = Tomorrow, At = new TimeOnly(6, 0), Days = WeekDays.All, Count = 1, CreatedAt = series.CreatedAt };
        cut.Occurrences.Add(new SeriesOccurrence { SeriesId = cut.Id, OccursOn = Tomorrow, SessionId = "Session00077" });
        db.Series.Add(cut);
        await db.SaveChangesAsync();

        await _stage.App.Services.GetRequiredService<SeriesMaker>().MakeAllAsync(CancellationToken.None);

        Assert.Equal("Session00077", (await ScheduleAsync(_trainer)).Single(item => item.GetProperty("seriesId").GetString() == cut.Id).GetProperty("sessionId").GetString());
    }

    [Fact]
    public async Task Anothers_series_does_not_exist_and_players_have_none()
    {
        var id = await CreateAsync(count: 1);
        using var other = _stage.App.CreateClient(await _stage.App.TokenForAsync(_stage.OtherTrainer));
        using var player = _stage.App.CreateClient(await _stage.App.TokenForAsync(_stage.Player));

        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(new Uri($"/api/v1/series/{id}", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.DeleteAsync(new Uri($"/api/v1/series/{id}", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.PutAsJsonAsync($"/api/v1/series/{id}", Plan())).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.PostAsJsonAsync($"/api/v1/series/{id}/skip", new { occursOn = Text(Tomorrow) })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await player.PostAsJsonAsync("/api/v1/series", Plan())).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await player.GetAsync(new Uri("/api/v1/series", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _trainer.GetAsync(new Uri($"/api/v1/series/{id}", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task A_refusal_names_what_was_wrong()
    {
        foreach (var (plan, naming) in new (object, string)[]
        {
            (Plan(zone: "Berlin"), "zone"), (Plan(at: "25:00"), "at"), (Plan(days: []), "days"), (Plan(days: ["someday"]), "days"), (Plan(workoutId: "none"), "workoutId"), (Plan(count: 0), "count"),
        })
        {
            using var refused = await _trainer.PostAsJsonAsync("/api/v1/series", plan);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains(naming, (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_is_planned_twice_is_named_with_what_and_when_and_touching_ends_are_no_conflict()
    {
        var at = TimeProvider.System.GetUtcNow().AddDays(3);
        await PlannedAsync(at);
        var conflicts = _stage.App.Services.GetRequiredService<Conflicts>();
        var length = ExampleWorkouts.All[0].PlannedTime();

        var found = Assert.Single(await conflicts.FindAsync(_stage.OtherTrainer.Id, [_stage.Player.Id, "nobody"], at.AddMinutes(5), length, null, CancellationToken.None));

        Assert.Equal((ExampleWorkouts.All[0].Name, "Tara Trainer", false, "Pia Player", "is"), (found.WorkoutName, found.TrainerName, found.IsTrainers, found.Who, found.Verb));
        Assert.Equal("You", Assert.Single(await conflicts.FindAsync(_stage.Trainer.Id, [], at, length, null, CancellationToken.None)).Who);
        Assert.Empty(await conflicts.FindAsync(_stage.Trainer.Id, [], at + length, length, null, CancellationToken.None));
        Assert.Empty(await conflicts.FindAsync(_stage.Trainer.Id, [], at - length, length, null, CancellationToken.None));
        Assert.Empty(await conflicts.FindAsync(_stage.OtherTrainer.Id, [_stage.OtherPlayer.Id], at, length, null, CancellationToken.None));
    }

    [Fact]
    public async Task Staff_see_who_comes_and_a_player_their_own_answer()
    {
        var sessionId = await PlannedAsync(TimeProvider.System.GetUtcNow().AddDays(3));
        using var player = _stage.App.CreateClient(await _stage.App.TokenForAsync(_stage.Player));

        using var answered = await player.PostAsJsonAsync($"/api/v1/sessions/{sessionId}/players/{_stage.Player.Id}/answer", new { answer = "declined" });
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
        await _stage.App.Services.GetRequiredService<TrainingHub.Core.Sessions.Live.ISessionProjection>().CaughtUpAsync(sessionId, 0, CancellationToken.None);

        var item = Assert.Single(await ScheduleAsync(_trainer));
        Assert.Equal((0, 1, 1), (item.GetProperty("coming").GetInt32(), item.GetProperty("declined").GetInt32(), item.GetProperty("totalPlayers").GetInt32()));
        Assert.False(item.TryGetProperty("answer", out _));
        Assert.Equal("declined", Assert.Single(await ScheduleAsync(player)).GetProperty("answer").GetString());
        var session = await _trainer.GetFromJsonAsync<JsonElement>($"/api/v1/sessions/{sessionId}");
        Assert.Equal("declined", session.GetProperty("players")[0].GetProperty("answer").GetString());
    }

    [Fact]
    public async Task Who_is_erased_is_in_no_series_and_a_trainers_series_go_with_them()
    {
        var id = await CreateAsync();
        var erasures = _stage.App.Services.GetRequiredService<Erasures>();
        await using var db = await _stage.App.Services.GetRequiredService<IDbContextFactory<TrainingHubDb>>().CreateDbContextAsync();

        await erasures.AddAsync(_stage.Player.Id);
        await erasures.SettleAsync();
        Assert.Equal([_stage.OtherPlayer.Id], (await db.Series.AsNoTracking().SingleAsync(series => series.Id == id)).PlayerIds);

        await erasures.AddAsync(_stage.Trainer.Id);
        await erasures.SettleAsync();
        Assert.False(await db.Series.AnyAsync());
        Assert.False(await db.SeriesOccurrences.AnyAsync());
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private object Plan(string zone = "UTC", string at = "18:30", string[]? days = null, string? workoutId = null, int? count = null) => new
    {
        workoutId = workoutId ?? ExampleWorkouts.All[0].WorkoutId,
        zone,
        startsOn = Text(Tomorrow),
        at,
        days = days ?? ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
        count,
        playerIds = new[] { _stage.Player.Id, _stage.OtherPlayer.Id },
    };

    private async Task<string> CreateAsync(int? count = null)
    {
        using var made = await _trainer.PostAsJsonAsync("/api/v1/series", Plan(count: count));
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        return (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("seriesId").GetString()!;
    }

    private async Task<string> PlannedAsync(DateTimeOffset at)
    {
        using var made = await _trainer.PostAsJsonAsync("/api/v1/sessions", new { workoutId = ExampleWorkouts.All[0].WorkoutId, playerIds = new[] { _stage.Player.Id }, scheduledAt = at.ToString("O") });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        return (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("sessionId").GetString()!;
    }

    private static async Task<List<JsonElement>> ScheduleAsync(HttpClient client)
        => [.. (await client.GetFromJsonAsync<JsonElement>("/api/v1/schedule")).GetProperty("items").EnumerateArray()];
}
