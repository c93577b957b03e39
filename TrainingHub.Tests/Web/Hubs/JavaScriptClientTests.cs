using System.Text.Json;

namespace TrainingHub.Tests.Web.Hubs;

public sealed class JavaScriptClientTests(HubStage stage) : IClassFixture<HubStage>
{
    [SkippableFact]
    public async Task Microsofts_JavaScript_client_goes_through_a_session_in_both_encodings()
    {
        var sessionId = await stage.NewSessionAsync();

        var output = await Node.RunAsync("session.mjs", JsonSerializer.Serialize(new
        {
            address = stage.App.Address,
            sessionId,
            playerId = stage.Player.Id,
            trainerToken = await stage.App.TokenForAsync(stage.Trainer),
            playerToken = await stage.App.TokenForAsync(stage.Player),
        }));

        var result = JsonSerializer.Deserialize<JsonElement>(output);
        Assert.Equal(["ok", "ok", "ok", "ok", "invalid", "ok", "ok"], result.GetProperty("answers").EnumerateArray().Select(HubLink.Verdict));
        Assert.Equal(
            ["training:player:join", "training:session:start", "training:player:metrics", "training:player:leave", "training:session:end"],
            Names(result.GetProperty("trainer")));
        Assert.Equal("training:player:kick", Names(result.GetProperty("player"))[^1]);

        var metrics = result.GetProperty("trainer").EnumerateArray().Select(told => told.GetProperty("payload")).Single(payload => payload.TryGetProperty("players", out _));
        var entry = Assert.Single(metrics.GetProperty("players").EnumerateArray());
        Assert.Equal((stage.Player.Id, 161, 240.5, 4), (
            entry.GetProperty("playerId").GetString(), entry.GetProperty("heartRate").GetInt32(), entry.GetProperty("power").GetDouble(), entry.GetProperty("heartRateZone").GetInt32()));
        Assert.False(entry.TryGetProperty("cadence", out _));
    }

    private static List<string?> Names(JsonElement told) => [.. told.EnumerateArray().Select(e => e.GetProperty("name").GetString())];
}
