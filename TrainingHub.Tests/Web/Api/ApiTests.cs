using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TrainingHub.Core.Workouts;
using TrainingHub.Tests.Web.Hubs;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Web.Api;

public sealed class ApiTests(HubStage stage) : IClassFixture<HubStage>
{
    private static readonly string Workout = ExampleWorkouts.All[0].WorkoutId;

    [Fact]
    public async Task A_session_is_made_run_and_ended_over_HTTP_while_the_hub_tells_of_it()
    {
        using var trainer = await ClientAsync(stage.Trainer);
        using var made = await trainer.PostAsJsonAsync("/api/v1/sessions", new
        {
            workoutId = Workout, playerIds = new[] { stage.Player.Id, stage.OtherPlayer.Id }, observerIds = new[] { stage.Observer.Id }, scheduledAt = "2026-12-24T18:00:00+01:00", shareWithTeam = true,
        });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var body = await made.Content.ReadFromJsonAsync<JsonElement>();
        var sessionId = body.GetProperty("sessionId").GetString()!;
        Assert.Equal($"/api/v1/sessions/{sessionId}", made.Headers.Location?.OriginalString);
        Assert.Equal("2026-12-24T17:00:00.000Z", body.GetProperty("session").GetProperty("scheduledAt").GetString());
        Assert.Equal(2, body.GetProperty("session").GetProperty("totalPlayers").GetInt32());
        await using var observer = await stage.JoinAsync(stage.Observer, sessionId, "observer");

        foreach (var verb in new[] { "start", "pause", "resume" })
        {
            Assert.Equal("ok", await AskAsync(trainer, $"{sessionId}/{verb}"));
            await observer.NextAsync($"training:session:{verb}");
        }

        Assert.Equal("ok", await AskAsync(trainer, $"{sessionId}/players/{stage.Player.Id}/kick", new { reason = "enough" }));
        Assert.Equal("kicked", (await observer.NextAsync("training:player:leave")).GetProperty("reason").GetString());
        Assert.Equal("ok", await AskAsync(trainer, $"{sessionId}/players/{stage.Player.Id}/readmit"));
        await observer.NextAsync("training:player:join");
        Assert.Equal("ok", await AskAsync(trainer, $"{sessionId}/end"));
        await observer.NextAsync("training:session:end");

        Assert.Equal("completed", (await trainer.GetFromJsonAsync<JsonElement>($"/api/v1/sessions/{sessionId}")).GetProperty("status").GetString());
        using var again = await trainer.PostAsync(new Uri($"/api/v1/sessions/{sessionId}/start", UriKind.Relative), null);
        var problem = await again.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Equal(("conflict", 409), (problem.GetProperty("code").GetString(), problem.GetProperty("status").GetInt32()));
        Assert.Contains("completed", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_goes_newest_first_page_by_page_and_by_status_and_time()
    {
        var coach = await stage.App.CreateUserAsync("Cora Coach", RoleNames.Trainer);
        using var client = await ClientAsync(coach);
        var made = new List<string>();
        for (var i = 0; i < 52; i++)
        {
            using var response = await client.PostAsJsonAsync("/api/v1/sessions", new { workoutId = Workout, playerIds = new[] { stage.Player.Id } });
            made.Add((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("sessionId").GetString()!);
        }

        Assert.Equal("ok", await AskAsync(client, $"{made[3]}/start"));

        var first = await client.GetFromJsonAsync<JsonElement>("/api/v1/sessions");
        var second = await client.GetFromJsonAsync<JsonElement>($"/api/v1/sessions?after={first.GetProperty("next").GetString()}");
        Assert.Equal(50, Ids(first).Count);
        Assert.Equal(made.Order(), Ids(first).Concat(Ids(second)).Order());
        Assert.False(second.TryGetProperty("next", out _));
        Assert.Equal([made[3]], Ids(await client.GetFromJsonAsync<JsonElement>("/api/v1/sessions?status=active,paused")));
        Assert.Empty(Ids(await client.GetFromJsonAsync<JsonElement>("/api/v1/sessions?from=2099-01-01T00:00:00Z")));
        Assert.Empty(Ids(await client.GetFromJsonAsync<JsonElement>("/api/v1/sessions?to=2020-01-01T00:00:00Z")));
    }

    [Theory]
    [InlineData("?status=running", "status")]
    [InlineData("?from=yesterday", "from")]
    [InlineData("?to=5", "to")]
    [InlineData("?after=!", "after")]
    [InlineData("?after=YWJj", "after")]
    public async Task A_list_that_cannot_be_had_names_the_parameter(string query, string names)
    {
        using var client = await ClientAsync(stage.Trainer);
        using var response = await client.GetAsync(new Uri($"/api/v1/sessions{query}", UriKind.Relative));

        await AssertProblemAsync(response, HttpStatusCode.BadRequest, "invalid", names);
    }

    [Theory]
    [InlineData("", "workoutId")]
    [InlineData("[]", "object")]
    [InlineData("{", "JSON")]
    [InlineData("{} {}", "body")]
    [InlineData("""{"workoutId":5,"playerIds":["p"]}""", "workoutId")]
    [InlineData("""{"workoutId":"w"}""", "playerIds")]
    [InlineData("""{"workoutId":"w","playerIds":"p"}""", "playerIds")]
    [InlineData("""{"workoutId":"w","playerIds":[5]}""", "playerIds")]
    [InlineData("""{"workoutId":"example-threshold","playerIds":[]}""", "playerIds")]
    [InlineData("""{"workoutId":"example-threshold","playerIds":["nobody"]}""", "playerIds")]
    [InlineData("""{"workoutId":"none","playerIds":["nobody"]}""", "workoutId")]
    [InlineData("""{"workoutId":"w","playerIds":["p"],"observerIds":{}}""", "observerIds")]
    [InlineData("""{"workoutId":"w","playerIds":["p"],"scheduledAt":"soon"}""", "scheduledAt")]
    [InlineData("""{"workoutId":"w","playerIds":["p"],"shareWithTeam":1}""", "shareWithTeam")]
    public async Task A_session_that_cannot_be_made_names_the_property(string body, string names)
    {
        using var client = await ClientAsync(stage.Trainer);
        using var response = await client.PostAsync(new Uri("/api/v1/sessions", UriKind.Relative), new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        await AssertProblemAsync(response, HttpStatusCode.BadRequest, "invalid", names);
    }

    [Fact]
    public async Task Wrong_ids_and_reasons_are_problems_that_name_them()
    {
        var sessionId = await stage.NewSessionAsync();
        using var client = await ClientAsync(stage.Trainer);

        using var tooLong = await client.PostAsync(new Uri($"/api/v1/sessions/{new string('x', 65)}/start", UriKind.Relative), null);
        await AssertProblemAsync(tooLong, HttpStatusCode.BadRequest, "invalid", "sessionId");
        using var unknown = await client.GetAsync(new Uri("/api/v1/sessions/never-made", UriKind.Relative));
        await AssertProblemAsync(unknown, HttpStatusCode.NotFound, "not_found", "session");
        using var stranger = await client.PostAsync(new Uri($"/api/v1/sessions/{sessionId}/players/nobody/kick", UriKind.Relative), null);
        await AssertProblemAsync(stranger, HttpStatusCode.BadRequest, "invalid", "playerId");
        using var reason = await client.PostAsJsonAsync($"/api/v1/sessions/{sessionId}/players/{stage.Player.Id}/kick", new { reason = 5 });
        await AssertProblemAsync(reason, HttpStatusCode.BadRequest, "invalid", "reason");
    }

    [Fact]
    public async Task A_body_does_not_override_what_the_path_says()
    {
        var (sessionId, other) = (await stage.NewSessionAsync(), await stage.NewSessionAsync());
        using var client = await ClientAsync(stage.Trainer);

        Assert.Equal("ok", await AskAsync(client, $"{sessionId}/start", new { sessionId = other }));

        Assert.Equal("scheduled", (await client.GetFromJsonAsync<JsonElement>($"/api/v1/sessions/{other}")).GetProperty("status").GetString());
    }

    private async Task<HttpClient> ClientAsync(User user) => stage.App.CreateClient(await stage.App.TokenForAsync(user));

    private static async Task<string> AskAsync(HttpClient client, string path, object? body = null)
    {
        using var response = await client.PostAsJsonAsync($"/api/v1/sessions/{path}", body ?? new { });
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return response.IsSuccessStatusCode ? HubLink.Verdict(answer) : answer.GetProperty("code").GetString()!;
    }

    private static List<string> Ids(JsonElement list) => [.. list.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("sessionId").GetString()!)];

    private static async Task AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string code, string names)
    {
        Assert.Equal((status, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Contains(names, problem.GetProperty("detail").GetString(), StringComparison.OrdinalIgnoreCase);
    }
}
