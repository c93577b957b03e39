using System.Globalization;
using System.Text.Json;
using TrainingHub.Core.Players;
using TrainingHub.Tests.Web.Sharing;

namespace TrainingHub.Tests.Web.Hubs;

/// <summary>A player chooses anew while others watch: they get a snapshot as they may see it now, and never again what they may not.</summary>
public sealed class HubSharingTests : IAsyncLifetime
{
    private const int Rate = 157;

    // A stage of its own: a choice holds in all of a player's sessions.
    private HubStage _stage = null!;

    public async Task InitializeAsync() => _stage = await HubStage.OpenAsync(_ => { });

    public Task DisposeAsync() => _stage.DisposeAsync();

    [Theory]
    [InlineData(Encoding.Json)]
    [InlineData(Encoding.MessagePack)]
    public async Task An_observer_who_may_see_less_gets_a_snapshot_without_the_number_and_staff_none(Encoding encoding)
    {
        var sessionId = await _stage.NewSessionAsync();
        await using var room = await Room.OpenAsync(_stage, sessionId);
        await using var observer = await _stage.JoinAsync(_stage.Observer, sessionId, "observer", encoding);
        await SampleAsync(room, sessionId, Rate);
        await observer.UntilAsync("training:player:metrics");
        await room.Trainer.UntilAsync("training:player:metrics");

        await _stage.App.ChooseAsync(_stage.Player, HeartRateVisibility.Zone);

        var snapshot = (await observer.UntilAsync("training:session:snapshot"))[^1].Payload;
        AssertHolds(snapshot.GetProperty("session"), number: false, zone: true);
        await SampleAsync(room, sessionId, Rate + 1);
        Assert.DoesNotContain((await observer.UntilAsync("training:player:metrics")), Tells);
        await room.Trainer.MustAsync("training:session:pause", new { sessionId });
        Assert.DoesNotContain(await room.Trainer.UntilAsync("training:session:pause"), heard => heard.Name == "training:session:snapshot");

        await _stage.App.ChooseAsync(_stage.Player, HeartRateVisibility.Hidden);
        AssertHolds((await observer.UntilAsync("training:session:snapshot"))[^1].Payload.GetProperty("session"), number: false, zone: false);
        await _stage.App.ChooseAsync(_stage.Player, HeartRateVisibility.Number);
        AssertHolds((await observer.UntilAsync("training:session:snapshot"))[^1].Payload.GetProperty("session"), number: true, zone: true);
    }

    [Fact]
    public async Task A_team_mate_gets_the_player_with_their_agreement_and_loses_them_with_its_end()
    {
        var sessionId = await _stage.NewSessionAsync(shareWithTeam: true);
        await using var room = await Room.OpenAsync(_stage, sessionId);
        await using var mate = await _stage.ConnectAsync(_stage.OtherPlayer);
        Assert.Null(Find((await mate.JoinAsync(sessionId, "player")).GetProperty("session")));
        await SampleAsync(room, sessionId, Rate);

        await _stage.App.ChooseAsync(_stage.Player, HeartRateVisibility.Number, HeartRateVisibility.Zone);
        AssertHolds((await mate.NextAsync("training:session:snapshot")).GetProperty("session"), number: false, zone: true);
        await _stage.App.ChooseAsync(_stage.Player, HeartRateVisibility.Number, HeartRateVisibility.Number);
        AssertHolds((await mate.UntilAsync("training:session:snapshot"))[^1].Payload.GetProperty("session"), number: true, zone: true);

        await _stage.App.ChooseAsync(_stage.Player, HeartRateVisibility.Number);
        Assert.Null(Find((await mate.UntilAsync("training:session:snapshot"))[^1].Payload.GetProperty("session")));
        await SampleAsync(room, sessionId, Rate + 1);
        await room.ActAsync("exercise");
        await room.Trainer.MustAsync("training:session:pause", new { sessionId });
        Assert.Equal("training:session:pause", (await mate.NextAsync()).Name);
    }

    [Theory]
    [InlineData("observer")]
    [InlineData("player")]
    public async Task A_sequence_number_from_before_the_choice_brings_nothing_back(string role)
    {
        var watcher = role == "observer" ? _stage.Observer : _stage.OtherPlayer;
        await _stage.App.ChooseAsync(_stage.Player, HeartRateVisibility.Number, HeartRateVisibility.Number);
        var sessionId = await _stage.NewSessionAsync(shareWithTeam: true, teamSees: HeartRateVisibility.Number);
        await using var room = await Room.OpenAsync(_stage, sessionId);
        string epoch;
        long seen;
        await using (var before = await _stage.ConnectAsync(watcher))
        {
            var joined = await before.JoinAsync(sessionId, role);
            (epoch, seen) = (joined.GetProperty("epoch").GetString()!, joined.GetProperty("seq").GetInt64());
        }

        await SampleAsync(room, sessionId, Rate);
        await room.ActAsync("exercise");
        await _stage.App.ChooseAsync(_stage.Player, HeartRateVisibility.Hidden);

        await using var after = await _stage.ConnectAsync(watcher);
        var ack = await after.MustAsync("training:session:join", new { sessionId, role, epoch, sinceSeq = seen });
        Assert.False(ack.GetProperty("resumed").GetBoolean());
        Assert.False(Holds(ack, Rate));
        await room.Trainer.MustAsync("training:session:pause", new { sessionId });
        Assert.DoesNotContain(await after.UntilAsync("training:session:pause"), Tells);
    }

    [Fact]
    public async Task The_api_shows_an_observer_and_a_team_mate_the_session_by_the_last_choice()
    {
        var sessionId = await _stage.NewSessionAsync(shareWithTeam: true);
        await using var room = await Room.OpenAsync(_stage, sessionId);
        await SampleAsync(room, sessionId, Rate);

        foreach (var (observersSee, teamSees) in new (HeartRateVisibility, HeartRateVisibility?)[]
        {
            (HeartRateVisibility.Number, HeartRateVisibility.Number), (HeartRateVisibility.Zone, HeartRateVisibility.Zone), (HeartRateVisibility.Hidden, HeartRateVisibility.Hidden), (HeartRateVisibility.Number, null),
        })
        {
            await _stage.App.ChooseAsync(_stage.Player, observersSee, teamSees);

            AssertHolds(await GetAsync(sessionId, _stage.Observer), observersSee == HeartRateVisibility.Number, observersSee != HeartRateVisibility.Hidden);
            AssertHolds(await GetAsync(sessionId, _stage.Trainer), number: true, zone: true);
            AssertHolds(await GetAsync(sessionId, _stage.Player), number: true, zone: true);
            var mate = await GetAsync(sessionId, _stage.OtherPlayer);
            if (teamSees is null)
            {
                Assert.Null(Find(mate));
            }
            else
            {
                AssertHolds(mate, teamSees == HeartRateVisibility.Number, teamSees != HeartRateVisibility.Hidden);
            }
        }
    }

    private async Task<JsonElement> GetAsync(string sessionId, TrainingHub.Web.Data.User user)
    {
        using var client = _stage.App.CreateClient(await _stage.App.TokenForAsync(user));
        return JsonElement.Parse(await client.GetStringAsync(new Uri($"api/v1/sessions/{sessionId}", UriKind.Relative)));
    }

    private Task<JsonElement> SampleAsync(Room room, string sessionId, int heartRate)
        => room.Player.MustAsync("training:player:metrics", new { sessionId, playerId = _stage.Player.Id, heartRate, power = 200 });

    private JsonElement? Find(JsonElement session)
    {
        foreach (var player in session.GetProperty("players").EnumerateArray())
        {
            if (player.GetProperty("playerId").GetString() == _stage.Player.Id)
            {
                return player;
            }
        }

        return null;
    }

    private void AssertHolds(JsonElement session, bool number, bool zone)
    {
        var metrics = Find(session)!.Value.GetProperty("metrics");
        Assert.Equal((number, zone), (metrics.TryGetProperty("heartRate", out _), metrics.TryGetProperty("heartRateZone", out _)));
        Assert.Equal(200, metrics.GetProperty("power").GetDouble());
    }

    private static bool Tells(HubEvent heard) => Holds(heard.Payload, Rate) || Holds(heard.Payload, Rate + 1);

    private static bool Holds(JsonElement payload, int rate) => payload.GetRawText().Contains($"\"heartRate\":{rate.ToString(CultureInfo.InvariantCulture)}", StringComparison.Ordinal);
}
