using System.Text.Json;
using TrainingHub.Core.Players;

namespace TrainingHub.Tests.Web.Hubs;

/// <summary>Each event reaches whom it concerns and nobody else.</summary>
public sealed class HubAudienceTests(HubStage stage) : IClassFixture<HubStage>
{
    private static readonly string[] Everyone = ["trainer", "admin", "observer", "player", "otherPlayer"];
    private static readonly string[] AllButOtherPlayer = ["trainer", "admin", "observer", "player"];

    public static TheoryData<string, string, string> Cases { get; } = new()
    {
        { "metrics", "training:player:metrics", "player" },
        { "exercise", "training:player:exercise:progress", "player" },
        { "interval", "training:player:interval:progress", "player" },
        { "status", "training:player:status", "player" },
        { "leave", "training:player:leave", "player" },
        { "pause", "training:session:pause", "session" },
        { "end", "training:session:end", "session" },
        { "force end", "training:session:force:end", "session" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task An_event_of_a_player_is_kept_from_the_other_players_and_one_of_the_session_is_heard_by_all(string act, string name, string concerns)
    {
        await using var room = await Room.OpenAsync(stage, await stage.NewSessionAsync());

        await room.ActAsync(act);
        var heard = await room.WhoHeardAsync(name);

        Assert.Equal(concerns == "session" ? Everyone : AllButOtherPlayer, heard);
    }

    [Theory]
    [InlineData(HeartRateVisibility.Number)]
    [InlineData(HeartRateVisibility.Hidden)]
    [InlineData(null)]
    public async Task Where_the_session_shares_with_the_team_players_hear_of_each_other_who_agreed(HeartRateVisibility? teamSees)
    {
        await using var room = await Room.OpenAsync(stage, await stage.NewSessionAsync(shareWithTeam: true, teamSees: teamSees));

        await room.ActAsync("metrics");

        Assert.Equal(teamSees is null ? AllButOtherPlayer : Everyone, await room.WhoHeardAsync("training:player:metrics"));
    }

    [Fact]
    public async Task An_agreement_without_a_session_that_shares_opens_nothing()
    {
        await using var room = await Room.OpenAsync(stage, await stage.NewSessionAsync(teamSees: HeartRateVisibility.Number));

        await room.ActAsync("metrics");

        Assert.Equal(AllButOtherPlayer, await room.WhoHeardAsync("training:player:metrics"));
    }

    [Fact]
    public async Task A_kicked_player_is_told_so_and_put_out_while_the_others_hear_that_they_left()
    {
        var sessionId = await stage.NewSessionAsync();
        await using var room = await Room.OpenAsync(stage, sessionId);
        await using var watch = await stage.JoinAsync(stage.Player, sessionId, "player");

        await room.Trainer.MustAsync("training:player:kick", new { sessionId, playerId = stage.Player.Id, reason = "enough" });

        foreach (var own in new[] { room.Player, watch })
        {
            var kick = (await own.UntilAsync("training:player:kick"))[^1].Payload;
            Assert.Equal((stage.Player.Id, "enough"), (kick.GetProperty("playerId").GetString(), kick.GetProperty("reason").GetString()));
            Assert.Equal("removed", await own.AskAsync("training:session:join", new { sessionId, role = "player" }));
        }

        Assert.Equal(["trainer", "admin", "observer"], await room.WhoHeardAsync("training:player:leave", gone: "player"));
    }

    [Theory]
    [InlineData(HeartRateVisibility.Number, """{"heartRate":150,"power":200,"heartRateZone":3}""", """{"heartRate":152}""")]
    [InlineData(HeartRateVisibility.Zone, """{"power":200,"heartRateZone":3}""", "{}")]
    [InlineData(HeartRateVisibility.Hidden, """{"power":200}""", "{}")]
    public async Task An_observer_sees_of_a_heart_rate_what_the_player_allows_and_staff_the_number(HeartRateVisibility allowed, string first, string second)
    {
        var sessionId = await stage.NewSessionAsync(observersSee: allowed);
        await using var room = await Room.OpenAsync(stage, sessionId);

        await room.Player.MustAsync("training:player:metrics", new { sessionId, playerId = stage.Player.Id, heartRate = 150, power = 200 });
        Assert.Equal(first, Changes(await room.Observer.UntilAsync("training:player:metrics")));
        await room.Player.MustAsync("training:player:metrics", new { sessionId, playerId = stage.Player.Id, heartRate = 152 });
        Assert.Equal(second, Changes(await room.Observer.UntilAsync("training:player:metrics")));

        Assert.Equal("""{"heartRate":150,"power":200,"heartRateZone":3}""", Changes(await room.Trainer.UntilAsync("training:player:metrics")));
        var seen = (await room.Observer.JoinAsync(sessionId, "observer")).GetProperty("session").GetProperty("players").EnumerateArray().First().GetProperty("metrics");
        Assert.Equal(allowed == HeartRateVisibility.Number, seen.TryGetProperty("heartRate", out _));
        Assert.Equal(allowed != HeartRateVisibility.Hidden, seen.TryGetProperty("heartRateZone", out _));
    }

    [Fact]
    public async Task A_player_sees_only_themselves_on_the_roster_unless_the_session_shares_and_the_others_agreed()
    {
        var (own, shared) = (await stage.NewSessionAsync(), await stage.NewSessionAsync(shareWithTeam: true, teamSees: HeartRateVisibility.Zone));
        var notAgreed = await stage.NewSessionAsync(shareWithTeam: true);
        await using var player = await stage.ConnectAsync(stage.Player);

        Assert.Equal([stage.Player.Id], Roster(await player.JoinAsync(own, "player")));
        Assert.Equal([stage.Player.Id], Roster(await player.JoinAsync(notAgreed, "player")));
        Assert.Equal([stage.Player.Id, stage.OtherPlayer.Id], Roster(await player.JoinAsync(shared, "player")));
    }

    [Fact]
    public async Task What_happens_in_one_session_is_not_heard_in_another()
    {
        var (first, second) = (await stage.NewSessionAsync(), await stage.NewSessionAsync());
        await using var trainer = await stage.JoinAsync(stage.Trainer, first, "trainer");
        await using var observer = await stage.JoinAsync(stage.Observer, second, "observer");
        await trainer.JoinAsync(second, "trainer");

        await trainer.MustAsync("training:session:start", new { sessionId = first });
        await trainer.MustAsync("training:session:start", new { sessionId = second });

        Assert.Equal(second, (await observer.NextAsync("training:session:start")).GetProperty("sessionId").GetString());
    }

    private static List<string?> Roster(JsonElement joined)
        => [.. joined.GetProperty("session").GetProperty("players").EnumerateArray().Select(player => player.GetProperty("playerId").GetString())];

    private static string Changes(List<HubEvent> events)
    {
        var entry = events[^1].Payload.GetProperty("players").EnumerateArray().Single();
        return "{" + string.Join(",", entry.EnumerateObject().Where(property => property.Name != "playerId").Select(property => $"\"{property.Name}\":{property.Value.GetRawText()}")) + "}";
    }
}
