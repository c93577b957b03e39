using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Sessions.Live;
using TrainingHub.Core.Workouts;
using TrainingHub.Tests.Web.Hubs;
using TrainingHub.Web.Calendars;
using TrainingHub.Web.Scheduling;

namespace TrainingHub.Tests.Web.Calendars;

/// <summary>What a calendar program gets under its secret address.</summary>
public sealed class CalendarFeedTests : IAsyncLifetime
{
    private HubStage _stage = null!;
    private HttpClient _program = null!;

    private CalendarFeeds Feeds => _stage.App.Services.GetRequiredService<CalendarFeeds>();

    private Caller Trainer => new(_stage.Trainer.Id, _stage.Trainer.DisplayName, Roles.Trainer);

    public async Task InitializeAsync()
    {
        _stage = await HubStage.OpenAsync(_ => { });
        _program = _stage.App.CreateClient();
    }

    public async Task DisposeAsync()
    {
        _program.Dispose();
        await _stage.App.DisposeAsync();
    }

    [Fact]
    public async Task A_session_is_an_event_with_a_lasting_name_which_follows_when_it_is_moved_and_called_off()
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().AddDays(3).ToUnixTimeSeconds());
        var sessionId = await PlanAsync(at);
        var secret = await Feeds.RenewAsync(_stage.Player.Id, CancellationToken.None);

        var planned = Assert.Single(await EventsAsync(secret));
        await SendAsync(sessionId, new SessionCommand.Reschedule(at.AddHours(2)));
        var moved = Assert.Single(await EventsAsync(secret));
        await SendAsync(sessionId, new SessionCommand.Cancel(null));
        var off = Assert.Single(await EventsAsync(secret));

        Assert.Equal((at.UtcDateTime, 0, EventStatus.Confirmed, ExampleWorkouts.All[0].Name), (planned.DtStart!.AsUtc, planned.Sequence, planned.Status, planned.Summary));
        Assert.Equal(ExampleWorkouts.All[0].PlannedTime(), planned.DtEnd!.AsUtc - planned.DtStart.AsUtc);
        Assert.Equal((at.AddHours(2).UtcDateTime, 1, EventStatus.Confirmed), (moved.DtStart!.AsUtc, moved.Sequence, moved.Status));
        Assert.Equal((2, EventStatus.Cancelled), (off.Sequence, off.Status));
        Assert.Equal((planned.Uid, planned.Uid), (moved.Uid, off.Uid));
    }

    [Fact]
    public async Task A_day_of_a_series_keeps_its_name_when_it_becomes_a_session()
    {
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(20);
        var book = _stage.App.Services.GetRequiredService<SeriesBook>();
        var plan = new SeriesPlan(new SeriesRule("UTC", day, new TimeOnly(9, 0), WeekDays.All, Count: 2), ExampleWorkouts.All[0].WorkoutId, [_stage.Player.Id], []);
        var series = (await book.CreateAsync(Trainer, plan, CancellationToken.None)).SeriesId!;
        var secret = await Feeds.RenewAsync(_stage.Player.Id, CancellationToken.None);

        var events = await EventsAsync(secret);

        Assert.Equal(2, events.Count);
        Assert.Equal($"{series}-{day:yyyyMMdd}@traininghub", events[0].Uid);
        var made = new ScheduledItem("Session00001", series, day, "", default, default, "", null, SessionStatus.Scheduled, 1);
        Assert.Equal(events[0].Uid, CalendarFile.UidOf(made));
    }

    [Fact]
    public async Task Nothing_in_it_tells_of_anybodys_body_or_of_other_players_and_it_goes_to_nobody_else()
    {
        await PlanAsync(TimeProvider.System.GetUtcNow().AddDays(1));
        var secret = await Feeds.RenewAsync(_stage.Player.Id, CancellationToken.None);

        using var answer = await GetAsync(secret);
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal("text/calendar", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.DoesNotContain(_stage.Player.DisplayName, text, StringComparison.Ordinal);
        Assert.DoesNotContain(_stage.OtherPlayer.DisplayName, text, StringComparison.Ordinal);
        Assert.DoesNotContain(_stage.Player.Id, text, StringComparison.Ordinal);
        Assert.Empty(await EventsAsync(await Feeds.RenewAsync(_stage.OtherTrainer.Id, CancellationToken.None)));
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        var sessionId = await PlanAsync(TimeProvider.System.GetUtcNow().AddDays(1));
        var secret = await Feeds.RenewAsync(_stage.Trainer.Id, CancellationToken.None);
        using var first = await GetAsync(secret);

        using var same = await GetAsync(secret, first.Headers.ETag!.ToString());
        await SendAsync(sessionId, new SessionCommand.Cancel(null));
        using var changed = await GetAsync(secret, first.Headers.ETag.ToString());

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.NotModified, HttpStatusCode.OK], [first.StatusCode, same.StatusCode, changed.StatusCode]);
    }

    [Fact]
    public async Task The_address_is_shown_once_a_new_one_ends_the_old_one_and_it_ends_with_its_account()
    {
        using var browser = await _stage.App.CreateClientAsync(_stage.Player);
        var shown = await (await PageForm.OpenAsync(browser, "account/manage/calendar", "Make an address")).SendForPageAsync();
        var old = System.Text.RegularExpressions.Regex.Match(shown, "/calendar/([A-Za-z0-9_-]{32})\\.ics").Groups[1].Value;
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(old)).StatusCode);
        Assert.DoesNotContain(old, await browser.GetStringAsync(new Uri("account/manage/calendar", UriKind.Relative)), StringComparison.Ordinal);

        var renewed = await Feeds.RenewAsync(_stage.Player.Id, CancellationToken.None);

        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(old)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(renewed)).StatusCode);
        var erasures = _stage.App.Services.GetRequiredService<TrainingHub.Web.Privacy.Erasures>();
        await erasures.AddAsync(_stage.Player.Id);
        await erasures.SettleAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(renewed)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(new string('a', 32))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("short")).StatusCode);
    }

    private async Task<HttpResponseMessage> GetAsync(string secret, string? known = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"calendar/{secret}.ics");
        if (known is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", known);
        }

        return await _program.SendAsync(request);
    }

    private async Task<List<CalendarEvent>> EventsAsync(string secret)
    {
        using var answer = await GetAsync(secret);
        return [.. Calendar.Load(await answer.Content.ReadAsStringAsync())!.Events.OrderBy(one => one.DtStart!.AsUtc)];
    }

    private async Task<string> PlanAsync(DateTimeOffset at)
    {
        using var trainer = _stage.App.CreateClient(await _stage.App.TokenForAsync(_stage.Trainer));
        using var made = await trainer.PostAsJsonAsync("/api/v1/sessions", new { workoutId = ExampleWorkouts.All[0].WorkoutId, playerIds = new[] { _stage.Player.Id, _stage.OtherPlayer.Id }, scheduledAt = at.UtcDateTime.ToString("O") });
        return (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("sessionId").GetString()!;
    }

    private async Task SendAsync(string sessionId, SessionCommand command)
    {
        var reply = await _stage.App.Services.GetRequiredService<ISessions>().SendAsync(Trainer, sessionId, command, null, CancellationToken.None);
        Assert.Null(reply.Refusal);
        await _stage.App.Services.GetRequiredService<ISessionProjection>().CaughtUpAsync(sessionId, reply.Seq, CancellationToken.None);
    }
}
