using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TrainingHub.Core.Workouts;
using TrainingHub.Tests.Web.Hubs;

namespace TrainingHub.Tests.Web.Api;

/// <summary>Every cell of <see cref="WhoMay"/> over the HTTP API.</summary>
public sealed class ApiWhoMayTests(HubStage stage) : IClassFixture<HubStage>
{
    private string _elsewhere = "";

    [Theory]
    [MemberData(nameof(WhoMay.OverApi), MemberType = typeof(WhoMay))]
    public async Task A_caller_may_do_what_the_table_says(string call, string caller, string expected)
    {
        var sessionId = await stage.NewSessionAsync();
        _elsewhere = call == "move" ? await stage.NewSessionAsync() : "";
        await PrepareAsync(call, sessionId);
        using var client = await WhoMay.TokenAsync(stage, caller) is { } token ? stage.App.CreateClient(token) : stage.App.CreateClient();

        using var response = await SendAsync(client, call, sessionId);

        Assert.Equal(expected, await VerdictAsync(call, sessionId, response));
    }

    private async Task PrepareAsync(string call, string sessionId)
    {
        using var trainer = stage.App.CreateClient(await stage.App.TokenForAsync(stage.Trainer));
        foreach (var before in call switch { "pause" or "end" or "effort" => ["start"], "resume" => new[] { "start", "pause" }, _ => [] })
        {
            using var response = await SendAsync(trainer, before, sessionId);
            response.EnsureSuccessStatusCode();
        }

        if (call == "acknowledge a message")
        {
            using var sent = await trainer.PostAsJsonAsync($"/api/v1/sessions/{sessionId}/messages", new { messageId = "m1", text = "Drink" });
            sent.EnsureSuccessStatusCode();
        }
    }

    private Task<HttpResponseMessage> SendAsync(HttpClient client, string call, string sessionId)
    {
        var session = $"/api/v1/sessions/{sessionId}";
        return call switch
        {
            "list" => client.GetAsync(new Uri("/api/v1/sessions", UriKind.Relative)),
            "get" => client.GetAsync(new Uri(session, UriKind.Relative)),
            "events" => client.GetAsync(new Uri($"{session}/events", UriKind.Relative)),
            "create" => client.PostAsJsonAsync("/api/v1/sessions", new { workoutId = ExampleWorkouts.All[0].WorkoutId, playerIds = new[] { stage.Player.Id } }),
            "hand up" or "hand down" => client.PostAsJsonAsync($"{session}/players/{stage.Player.Id}/hand", new { raised = call == "hand up" }),
            "effort" => client.PostAsJsonAsync($"{session}/players/{stage.Player.Id}/effort", new { rpe = 7.5 }),
            "send a message" => client.PostAsJsonAsync($"{session}/messages", new { text = "Drink" }),
            "acknowledge a message" => client.PostAsync(new Uri($"{session}/messages/m1/acknowledge", UriKind.Relative), null),
            "answer" => client.PostAsJsonAsync($"{session}/players/{stage.Player.Id}/answer", new { answer = "coming" }),
            "admission" => client.PostAsJsonAsync($"{session}/admission", new { admits = "players" }),
            "add player" => client.PostAsJsonAsync($"{session}/players", new { playerId = stage.Player.Id }),
            "move" => client.PostAsJsonAsync($"{session}/players/{stage.Player.Id}/move", new { toSessionId = _elsewhere }),
            "join code" => client.GetAsync(new Uri($"{session}/join-code", UriKind.Relative)),
            "new join code" => client.PostAsync(new Uri($"{session}/join-code", UriKind.Relative), null),
            "kick" or "readmit" => client.PostAsync(new Uri($"{session}/players/{stage.Player.Id}/{call}", UriKind.Relative), null),
            _ => client.PostAsync(new Uri($"{session}/{call.Replace(' ', '-')}", UriKind.Relative), null),
        };
    }

    private static async Task<string> VerdictAsync(string call, string sessionId, HttpResponseMessage response)
    {
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            return "401";
        }

        if (call == "events" && response.IsSuccessStatusCode)
        {
            return "ok";
        }

        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        if (!response.IsSuccessStatusCode)
        {
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            return body.GetProperty("code").GetString()!;
        }

        return call == "list" && !body.GetProperty("items").EnumerateArray().Any(item => item.GetProperty("sessionId").GetString() == sessionId) ? "unlisted" : "ok";
    }
}
