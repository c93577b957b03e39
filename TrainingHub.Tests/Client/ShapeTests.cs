using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using TrainingHub.Client;

namespace TrainingHub.Tests.Client;

public sealed class ShapeTests
{
    [Fact]
    public async Task Absent_null_and_a_value_are_three_things_on_the_wire()
    {
        await using var server = await ScriptedServer.StartAsync();
        await using var client = await EventOrderTests.ConnectAsync(server, new EventLog());

        await client.SendMetricsAsync(new Metrics
        {
            SessionId = "s1",
            PlayerId = "p1",
            Timestamp = new DateTimeOffset(2026, 11, 22, 14, 0, 0, 250, TimeSpan.FromHours(2)),
            HeartRate = 142,
            Power = null,
            RrIntervals = new[] { 420.5, 431 },
        });

        Assert.True(server.Samples.TryDequeue(out var sent));
        Assert.Equal(
            """{"sessionId":"s1","playerId":"p1","timestamp":"2026-11-22T12:00:00.25Z","heartRate":142,"power":null,"rrIntervals":[420.5,431]}""",
            Sorted(sent, "sessionId", "playerId", "timestamp", "heartRate", "power", "rrIntervals"));
    }

    [Fact]
    public async Task What_changed_of_a_player_is_read_as_given_null_or_absent()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.OnJoin = async caller =>
        {
            await caller.SendAsync(HubEvents.Metrics, new
            {
                sessionId = "s1",
                seq = 2,
                at = "2026-11-22T12:00:00Z",
                players = new object[] { new { playerId = "p1", heartRate = 150.5, heartRateZone = 4, power = (double?)null, addedLater = 7 }, new { playerId = "p2" } },
            });
            return ScriptedServer.Answer(1);
        };
        var log = new EventLog();
        await using var client = await EventOrderTests.ConnectAsync(server, log);
        await client.JoinAsync("s1", JoinRole.Observer);

        var players = (await log.NextAsync<TrainingEvent.MetricsChanged>()).Players;

        Assert.Equal(new PlayerMetrics { PlayerId = "p1", HeartRate = 150.5, HeartRateZone = 4, Power = null }, players[0]);
        Assert.True(players[0].Power.IsGiven);
        Assert.False(players[0].Cadence.IsGiven);
        Assert.Equal(new PlayerMetrics { PlayerId = "p2" }, players[1]);
    }

    [Fact]
    public async Task A_refusal_is_a_value()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.OnMetrics = () => Task.FromResult<object>(new { ok = false, error = new { code = "rate_limited", message = "One sample each 2 s.", retryAfterMs = 1500 } });
        await using var client = await EventOrderTests.ConnectAsync(server, new EventLog());

        var ack = await client.SendMetricsAsync(new Metrics { SessionId = "s1", PlayerId = "p1", HeartRate = 100 });

        Assert.False(ack.Ok);
        Assert.Equal(new HubError(ErrorCodes.RateLimited, "One sample each 2 s.", 1500), ack.Error);
    }

    [Fact]
    public async Task Join_answers_the_session_and_what_it_does_not_know_it_ignores()
    {
        await using var server = await ScriptedServer.StartAsync();
        await using var client = await EventOrderTests.ConnectAsync(server, new EventLog());

        var ack = await client.JoinAsync("s1", JoinRole.Player);

        Assert.True(ack.Ok);
        Assert.Equal("e1", ack.Epoch);
        Assert.Equal(SessionStatus.Active, ack.Session!.Status);
        Assert.Equal(120, ack.Session.Players[0].Metrics!.HeartRate.Value);
        Assert.Equal("player", server.Joins[0].GetProperty("role").GetString());
        Assert.EndsWith("Z", server.Joins[0].GetProperty("clientTime").GetString(), StringComparison.Ordinal);
    }

    private static string Sorted(JsonElement element, params string[] names)
    {
        Assert.Equal(names.Order(StringComparer.Ordinal), element.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal));
        return "{" + string.Join(',', names.Select(name => $"\"{name}\":{element.GetProperty(name).GetRawText()}")) + "}";
    }
}
