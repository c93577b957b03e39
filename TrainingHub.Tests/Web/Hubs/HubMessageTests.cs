using System.Text.Json;

namespace TrainingHub.Tests.Web.Hubs;

/// <summary>Messages, hands and how hard it was, over the hub.</summary>
public sealed class HubMessageTests(HubStage stage) : IClassFixture<HubStage>
{
    [Theory]
    [InlineData(Encoding.Json)]
    [InlineData(Encoding.MessagePack)]
    public async Task A_message_comes_to_its_player_and_to_staff_and_its_acknowledgement_goes_back(Encoding encoding)
    {
        var sessionId = await stage.NewSessionAsync();
        await using var trainer = await stage.JoinAsync(stage.Trainer, sessionId, "trainer", encoding);
        await using var player = await stage.JoinAsync(stage.Player, sessionId, "player", encoding);
        await trainer.UntilAsync("training:player:join");

        await trainer.MustAsync("training:message:send", new { sessionId, messageId = "m1", playerIds = new[] { stage.Player.Id }, priority = "urgent", text = "Stop" });
        var told = (await player.NextAsync("training:message")).GetProperty("message");
        var sent = (await trainer.NextAsync("training:message")).GetProperty("message");
        await player.MustAsync("training:message:acknowledge", new { sessionId, messageId = "m1" });
        var acknowledged = await trainer.NextAsync("training:message:acknowledged");

        Assert.Equal(("m1", "urgent", "Stop", stage.Trainer.Id), (Text(told, "messageId"), Text(told, "priority"), Text(told, "text"), Text(told, "by")));
        Assert.False(told.TryGetProperty("to", out _) || told.TryGetProperty("acknowledgedBy", out _));
        Assert.Equal(stage.Player.Id, Assert.Single(sent.GetProperty("to").EnumerateArray()).GetString());
        Assert.Equal(("m1", stage.Player.Id), (Text(acknowledged, "messageId"), Text(acknowledged, "playerId")));
    }

    [Fact]
    public async Task What_is_between_staff_and_a_player_nobody_else_hears()
    {
        var sessionId = await stage.NewSessionAsync(shareWithTeam: true, teamSees: TrainingHub.Core.Players.HeartRateVisibility.Number);
        await using var room = await Room.OpenAsync(stage, sessionId);
        var playerId = stage.Player.Id;

        await room.Trainer.MustAsync("training:message:send", new { sessionId, messageId = "m1", playerIds = new[] { playerId }, text = "See me afterwards" });
        Assert.Equal(["admin", "player", "trainer"], (await room.WhoHeardAsync("training:message")).Order());
        await room.Trainer.MustAsync("training:session:resume", new { sessionId });
        await room.Player.MustAsync("training:message:acknowledge", new { sessionId, messageId = "m1" });
        Assert.Equal(["admin", "player", "trainer"], (await room.WhoHeardAsync("training:message:acknowledged")).Order());
        await room.Trainer.MustAsync("training:session:resume", new { sessionId });
        await room.Player.MustAsync("training:player:hand", new { sessionId, playerId, raised = true });
        Assert.Equal(["admin", "player", "trainer"], (await room.WhoHeardAsync("training:player:hand")).Order());
        await room.Trainer.MustAsync("training:session:resume", new { sessionId });
        await room.Player.MustAsync("training:player:effort", new { sessionId, playerId, rpe = 8.5 });
        Assert.Equal(["admin", "player", "trainer"], (await room.WhoHeardAsync("training:player:effort")).Order());
    }

    [Fact]
    public async Task Exertion_in_a_set_is_told_to_staff_and_the_player_and_the_rest_of_it_to_all_who_see_them()
    {
        var sessionId = await stage.NewSessionAsync();
        await using var room = await Room.OpenAsync(stage, sessionId);
        await room.Player.MustAsync("training:player:exercise:progress", new
        {
            sessionId, playerId = stage.Player.Id, exerciseId = "legpress", exerciseName = "Leg press", setNumber = 1, totalSets = 3, completed = true, reps = 8, weight = 120, rpe = 8.5, insteadOf = "squat", errors = 0,
        });

        var staff = (await room.Trainer.NextAsync("training:player:exercise:progress")).GetProperty("progress");
        var observer = (await room.Observer.NextAsync("training:player:exercise:progress")).GetProperty("progress");

        Assert.Equal((8.5, "squat", 0), (staff.GetProperty("rpe").GetDouble(), Text(staff, "insteadOf"), staff.GetProperty("errors").GetInt32()));
        Assert.False(observer.TryGetProperty("rpe", out _));
        Assert.Equal(120, observer.GetProperty("weight").GetDouble());
        await using var late = await stage.ConnectAsync(stage.Observer);
        var session = (await late.JoinAsync(sessionId, "observer")).GetProperty("session");
        Assert.DoesNotContain("rpe", session.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Encoding.Json)]
    [InlineData(Encoding.MessagePack)]
    public async Task Who_was_not_there_gets_it_when_they_come_and_who_lost_the_line_as_an_event(Encoding encoding)
    {
        var sessionId = await stage.NewSessionAsync();
        await using var trainer = await stage.JoinAsync(stage.Trainer, sessionId, "trainer");
        await using var first = await stage.ConnectAsync(stage.OtherPlayer, encoding);
        var joined = await first.JoinAsync(sessionId, "player");
        await trainer.UntilAsync("training:player:join");
        await first.DisposeAsync();

        await trainer.MustAsync("training:message:send", new { sessionId, messageId = "m1", text = "Ten more minutes" });
        await using var player = await stage.ConnectAsync(stage.Player, encoding);
        var session = (await player.JoinAsync(sessionId, "player")).GetProperty("session");
        await using var back = await stage.ConnectAsync(stage.OtherPlayer, encoding);
        var resumed = await back.MustAsync("training:session:join", new
        {
            sessionId, role = "player", epoch = joined.GetProperty("epoch").GetString(), sinceSeq = joined.GetProperty("seq").GetInt64(),
        });
        var missed = (await back.UntilAsync("training:message"))[^1].Payload;

        Assert.Equal("Ten more minutes", Text(Assert.Single(session.GetProperty("messages").EnumerateArray()), "text"));
        Assert.True(resumed.GetProperty("resumed").GetBoolean());
        Assert.Equal("m1", Text(missed.GetProperty("message"), "messageId"));
    }

    [Theory]
    [InlineData("""{ "text": "Drink", "priority": "loud" }""", "priority")]
    [InlineData("""{ "text": 7 }""", "text")]
    [InlineData("""{ "text": "Drink", "playerIds": "all" }""", "playerIds")]
    [InlineData("""{ "text": "Drink", "playerIds": [] }""", "playerIds")]
    [InlineData("""{ "text": "Drink", "messageId": "" }""", "messageId")]
    [InlineData("{ }", "text")]
    public async Task What_is_wrong_with_a_message_is_named(string argument, string property)
    {
        var sessionId = await stage.NewSessionAsync();
        await using var trainer = await stage.JoinAsync(stage.Trainer, sessionId, "trainer");
        var message = JsonSerializer.Deserialize<Dictionary<string, object?>>(argument)!;
        message["sessionId"] = sessionId;

        var ack = await trainer.CallAsync("training:message:send", message);

        Assert.Equal("invalid", HubLink.Verdict(ack));
        Assert.StartsWith(property, ack.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private static string? Text(JsonElement value, string name) => value.GetProperty(name).GetString();
}
