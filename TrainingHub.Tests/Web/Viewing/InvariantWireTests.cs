using System.Globalization;
using TrainingHub.Tests.Web.Hubs;

namespace TrainingHub.Tests.Web.Viewing;

/// <summary>A session that was made on somebody's page runs on in what that page's circuit began; its culture must not.</summary>
public sealed class InvariantWireTests(HubStage stage) : IClassFixture<HubStage>
{
    [Fact]
    public async Task A_session_made_on_a_German_page_is_written_and_sent_as_any_other()
    {
        // As in the circuit of a German: it flows to all that is begun from here.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("de-DE");
        var sessionId = await stage.NewSessionAsync();
        await using var observer = await stage.JoinAsync(stage.Observer, sessionId, "observer");
        await using var player = await stage.JoinAsync(stage.Player, sessionId, "player");

        await observer.NextAsync("training:player:join");
        await player.MustAsync("training:player:metrics", new { sessionId, playerId = stage.Player.Id, speed = 3.5 });
        var refused = await player.CallAsync("training:player:metrics", new { sessionId, playerId = stage.Player.Id, speed = 40.5 });

        Assert.StartsWith("speed was 40.5;", refused.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("\"speed\":3.5", (await observer.NextAsync("training:player:metrics")).GetRawText(), StringComparison.Ordinal);
        using var trainer = stage.App.CreateClient(await stage.App.TokenForAsync(stage.Trainer));
        var journalled = await trainer.GetStringAsync(new Uri($"/api/v1/sessions/{sessionId}/events", UriKind.Relative));
        Assert.Contains("3.5", journalled, StringComparison.Ordinal);
        Assert.DoesNotContain("3,5", journalled, StringComparison.Ordinal);
    }
}
