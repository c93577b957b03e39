using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Core.Sessions.Live;
using TrainingHub.Core.Workouts;
using TrainingHub.Tests.Web.Hubs;

namespace TrainingHub.Tests.Web.Api;

public sealed partial class ApiDocumentTests(HubStage stage) : IClassFixture<HubStage>
{
    private static readonly string[] Refusals = ["400", "401", "403", "404", "409", "429", "503"];
    private static readonly string[] WholeWeek = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    [Fact]
    public async Task The_OpenAPI_document_names_every_call_of_the_API()
    {
        var document = await ApiDocument.ReadAsync(stage.App);

        Assert.Equal(
            [
                "delete /api/v1/players/{playerId}/thresholds/{validFrom}", "delete /api/v1/series/{seriesId}", "delete /api/v1/teams/{teamId}", "delete /api/v1/workouts/{id}", "get /api/v1/players",
                "get /api/v1/players/{playerId}/thresholds", "get /api/v1/schedule", "get /api/v1/series", "get /api/v1/series/{seriesId}", "get /api/v1/sessions", "get /api/v1/sessions/{id}",
                "get /api/v1/sessions/{id}/events", "get /api/v1/sessions/{id}/join-code", "get /api/v1/teams", "get /api/v1/teams/{teamId}", "get /api/v1/workouts", "get /api/v1/workouts/{id}",
                "get /api/v1/workouts/{id}/export", "post /api/v1/series", "post /api/v1/series/{seriesId}/skip", "post /api/v1/sessions", "post /api/v1/sessions/{id}/admission",
                "post /api/v1/sessions/{id}/cancel", "post /api/v1/sessions/{id}/end", "post /api/v1/sessions/{id}/force-end", "post /api/v1/sessions/{id}/join-code",
                "post /api/v1/sessions/{id}/messages", "post /api/v1/sessions/{id}/messages/{messageId}/acknowledge", "post /api/v1/sessions/{id}/pause", "post /api/v1/sessions/{id}/players",
                "post /api/v1/sessions/{id}/players/{playerId}/answer", "post /api/v1/sessions/{id}/players/{playerId}/effort", "post /api/v1/sessions/{id}/players/{playerId}/hand",
                "post /api/v1/sessions/{id}/players/{playerId}/kick", "post /api/v1/sessions/{id}/players/{playerId}/move", "post /api/v1/sessions/{id}/players/{playerId}/readmit",
                "post /api/v1/sessions/{id}/reschedule", "post /api/v1/sessions/{id}/resume", "post /api/v1/sessions/{id}/start", "post /api/v1/teams", "post /api/v1/workouts",
                "post /api/v1/workouts/import", "put /api/v1/players/{playerId}/thresholds", "put /api/v1/series/{seriesId}", "put /api/v1/teams/{teamId}", "put /api/v1/teams/{teamId}/members",
                "put /api/v1/workouts/{id}",
            ],
            document.Operations.Select(one => one.Call).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_contract_names_just_the_calls_that_the_document_has()
    {
        var contract = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "docs", "protocol.md"));

        var named = Row().Matches(contract).SelectMany(row => CallsOf(row.Groups[1].Value));

        Assert.Equal((await ApiDocument.ReadAsync(stage.App)).Operations.Select(one => one.Call).Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_answered_is_as_the_document_says_of_sessions()
    {
        var sessionId = await stage.NewSessionAsync();
        using var trainer = stage.App.CreateClient(await stage.App.TokenForAsync(stage.Trainer));
        await using var link = await stage.JoinAsync(stage.Player, sessionId, "player");
        await link.MustAsync("training:player:metrics", new { sessionId, playerId = stage.Player.Id, heartRate = 120 });
        using var started = await trainer.PostAsync(new Uri($"/api/v1/sessions/{sessionId}/start", UriKind.Relative), null);
        using var message = await trainer.PostAsJsonAsync($"/api/v1/sessions/{sessionId}/messages", new { text = "Drink" });
        await link.MustAsync("training:player:hand", new { sessionId, playerId = stage.Player.Id, raised = true });
        await link.MustAsync("training:player:effort", new { sessionId, playerId = stage.Player.Id, rpe = 6 });
        using var paused = await trainer.PostAsync(new Uri($"/api/v1/sessions/{sessionId}/pause", UriKind.Relative), null);

        var session = await trainer.GetFromJsonAsync<JsonElement>($"/api/v1/sessions/{sessionId}");
        var list = await trainer.GetFromJsonAsync<JsonElement>("/api/v1/sessions");

        var document = await ApiDocument.ReadAsync(stage.App);
        Assert.True(session.GetProperty("players").GetArrayLength() > 0 && session.GetProperty("messages").GetArrayLength() > 0);
        Assert.Empty(document.Faults(session, "SessionBody"));
        Assert.Empty(document.Faults(list, "SessionPage"));
    }

    [Fact]
    public async Task What_is_answered_is_as_the_document_says_of_workouts()
    {
        using var trainer = stage.App.CreateClient(await stage.App.TokenForAsync(stage.Trainer));
        var zwo = "<workout_file><name>Up</name><tags><tag name=\"hill\"/></tags><description>On any climb</description><workout>"
            + "<Ramp Duration=\"60\" PowerLow=\"0.5\" PowerHigh=\"0.9\" Cadence=\"90\"/></workout></workout_file>";
        using var made = await trainer.PostAsync(new Uri("/api/v1/workouts/import?fileName=up.zwo", UriKind.Relative), new StringContent(zwo));

        var workout = await made.Content.ReadFromJsonAsync<JsonElement>();
        var list = await trainer.GetFromJsonAsync<JsonElement>("/api/v1/workouts");

        var document = await ApiDocument.ReadAsync(stage.App);
        Assert.True(workout.GetProperty("steps")[0].TryGetProperty("rampTo", out _));
        Assert.Empty(document.Faults(workout, "ImportedWorkout"));
        Assert.Empty(document.Faults(list, "WorkoutPage"));
    }

    [Fact]
    public async Task What_is_answered_is_as_the_document_says_of_the_schedule()
    {
        using var trainer = stage.App.CreateClient(await stage.App.TokenForAsync(stage.Trainer));
        using var player = stage.App.CreateClient(await stage.App.TokenForAsync(stage.Player));
        var first = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(1)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        using var made = await trainer.PostAsJsonAsync("/api/v1/series", new
        {
            workoutId = ExampleWorkouts.All[0].WorkoutId, playerIds = new[] { stage.Player.Id }, observerIds = new[] { stage.Observer.Id },
            zone = "Europe/Berlin", startsOn = first, at = "18:30", days = WholeWeek, count = 25,
        });
        var series = await made.Content.ReadFromJsonAsync<JsonElement>();
        var sessionId = (await ScheduleAsync()).GetProperty("items")[0].GetProperty("sessionId").GetString();
        using var answered = await player.PostAsJsonAsync($"/api/v1/sessions/{sessionId}/players/{stage.Player.Id}/answer", new { answer = "coming" });
        var ack = await answered.Content.ReadFromJsonAsync<JsonElement>();
        await stage.App.Services.GetRequiredService<ISessionProjection>().CaughtUpAsync(sessionId!, ack.GetProperty("seq").GetInt64(), CancellationToken.None);

        var schedule = await ScheduleAsync();

        var document = await ApiDocument.ReadAsync(stage.App);
        Assert.Contains(schedule.GetProperty("items").EnumerateArray(), item => !item.TryGetProperty("sessionId", out _));
        Assert.Contains(schedule.GetProperty("items").EnumerateArray(), item => item.TryGetProperty("answer", out _));
        Assert.Empty(document.Faults(series, "SeriesMade"));
        Assert.Empty(document.Faults(schedule, "ScheduleBody"));
        Assert.Empty(document.Faults(ack, "AckBody"));
        Assert.Empty(document.Faults(await trainer.GetFromJsonAsync<JsonElement>("/api/v1/series"), "SeriesPage"));
        Assert.Empty(document.Faults(await trainer.GetFromJsonAsync<JsonElement>($"/api/v1/sessions/{sessionId}/join-code"), "JoinCodeBody"));

        Task<JsonElement> ScheduleAsync() => player.GetFromJsonAsync<JsonElement>("/api/v1/schedule");
    }

    [Fact]
    public async Task Every_call_has_its_words_and_every_body_a_shape_and_an_example_that_keeps_to_it()
    {
        var document = await ApiDocument.ReadAsync(stage.App);
        var lacking = new List<string>();
        foreach (var (call, operation) in document.Operations)
        {
            if (!operation.TryGetProperty("summary", out var summary) || summary.GetString() is not { Length: > 0 })
            {
                lacking.Add($"{call} has no summary (WithSummary).");
            }

            IEnumerable<JsonElement> parameters = operation.TryGetProperty("parameters", out var given) ? given.EnumerateArray() : [];
            lacking.AddRange(parameters.Where(parameter => parameter.GetProperty("in").GetString() == "query" && !parameter.TryGetProperty("description", out _))
                .Select(parameter => $"{call} does not say what {parameter.GetProperty("name")} is (Description)."));
            if (operation.TryGetProperty("requestBody", out var body))
            {
                lacking.AddRange(Lacking(document, $"{call} request", body, "WithRequestExample"));
            }

            foreach (var response in operation.GetProperty("responses").EnumerateObject())
            {
                lacking.AddRange(response.Name == "204" ? [] : Lacking(document, $"{call} {response.Name}", response.Value, "WithExample"));
            }

            lacking.AddRange(Refusals.Where(status => !operation.GetProperty("responses").TryGetProperty(status, out _))
                .Select(status => $"{call} does not say that it may be refused with {status} (map it in the group of /api/v1)."));
        }

        Assert.Empty(lacking);
    }

    [Fact]
    public async Task A_refusal_is_what_its_example_shows()
    {
        var problem = (await ApiDocument.ReadAsync(stage.App)).Paths.GetProperty("/api/v1/sessions/{id}").GetProperty("get").GetProperty("responses")
            .GetProperty("404").GetProperty("content").GetProperty("application/problem+json").GetProperty("example");
        using var client = stage.App.CreateClient(await stage.App.TokenForAsync(stage.Trainer));
        using var refused = await client.GetAsync(new Uri("/api/v1/sessions/never-made", UriKind.Relative));
        var answer = await refused.Content.ReadFromJsonAsync<JsonElement>();

        Assert.All(problem.EnumerateObject(), property => Assert.Equal(property.Value.ToString(), answer.GetProperty(property.Name).ToString()));
    }

    [Fact]
    public async Task The_page_that_reads_the_document_fetches_nothing_from_elsewhere()
    {
        using var client = stage.App.CreateClient();

        var page = await client.GetStringAsync(new Uri("/docs/api/", UriKind.Relative));

        Assert.DoesNotMatch(Elsewhere(), page);
        Assert.Contains("openapi/v1.json", page, StringComparison.Ordinal);
        foreach (var script in Script().Matches(page).Select(match => match.Groups[1].Value))
        {
            Assert.NotEmpty(await client.GetStringAsync(new Uri($"/docs/api/{script}", UriKind.Relative)));
        }
    }

    [Theory]
    [InlineData("/api/v1/sessions", 401, "unauthenticated")]
    [InlineData("/api/v1/nothing", 404, "not_found")]
    public async Task What_no_endpoint_answers_is_a_problem_document_too(string path, int status, string code)
    {
        using var client = stage.App.CreateClient();

        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task A_server_that_runs_is_healthy(string path)
    {
        using var client = stage.App.CreateClient();

        Assert.Equal("Healthy", await client.GetStringAsync(new Uri(path, UriKind.Relative)));
    }

    [Fact]
    public async Task A_server_whose_journal_takes_no_write_lives_but_is_not_ready()
    {
        await using var app = await WebApp.StartAsync();
        using var client = app.CreateClient();
        await using var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(app.DataDirectory, "journal.db")};Pooling=false");
        await other.OpenAsync();
        await using var held = other.BeginTransaction(deferred: false);

        using var ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));

        Assert.Equal(503, (int)ready.StatusCode);
        Assert.Equal("Healthy", await client.GetStringAsync(new Uri("/health/live", UriKind.Relative)));
    }

    // `POST /api/v1/sessions/{id}/start` `/pause`: what stands alone takes the place of the last part of the path before it.
    private static IEnumerable<string> CallsOf(string cell)
    {
        var (method, parent) = ("", "");
        foreach (var word in Word().Matches(cell).Select(match => match.Groups))
        {
            var path = word["path"].Value;
            if (word["method"].Success)
            {
                (method, parent) = (word["method"].Value.ToLowerInvariant(), path[..path.LastIndexOf('/')]);
                yield return $"{method} {path}";
            }
            else
            {
                yield return $"{method} {parent}{path}";
            }
        }
    }

    private static IEnumerable<string> Lacking(ApiDocument document, string what, JsonElement body, string how)
    {
        if (!body.TryGetProperty("content", out var content) || !content.EnumerateObject().Any())
        {
            yield return $"{what} has no content (Produces, Accepts).";
            yield break;
        }

        foreach (var media in content.EnumerateObject())
        {
            if (!media.Value.TryGetProperty("schema", out var schema))
            {
                yield return $"{what} {media.Name} has no schema.";
            }
            else if (!media.Value.TryGetProperty("example", out var example))
            {
                yield return $"{what} {media.Name} has no example ({how}).";
            }
            else
            {
                foreach (var fault in document.Faults(example, schema, $"{what}: the example"))
                {
                    yield return fault;
                }
            }
        }
    }

    [GeneratedRegex("^\\| (`[A-Z]+ /api/v1/.*?) \\| ", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`((?<method>[A-Z]+) )?(?<path>/[^ ?`]+)")]
    private static partial Regex Word();

    [GeneratedRegex("(src|href|from)\\s*=?\\s*[\"'](https?:)?//")]
    private static partial Regex Elsewhere();

    [GeneratedRegex("<script[^>]* src=\"([^\"]+)\"")]
    private static partial Regex Script();
}
