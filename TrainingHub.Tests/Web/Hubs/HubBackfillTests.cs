using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Tests.Web.Hubs;

public sealed class HubBackfillTests(HubStage stage) : IClassFixture<HubStage>
{
    private const string Backfill = "training:player:metrics:backfill";

    private static readonly double[] Beats = [.. Enumerable.Repeat(1234.5, 20)];

    [Theory]
    [InlineData(Encoding.Json)]
    [InlineData(Encoding.MessagePack)]
    public async Task Each_sample_is_stored_known_or_rejected_on_its_own(Encoding encoding)
    {
        var sessionId = await stage.NewSessionAsync();
        await using var player = await stage.JoinAsync(stage.Player, sessionId, "player", encoding);
        var (playerId, other, now) = (stage.Player.Id, stage.OtherPlayer.Id, TimeProvider.System.GetUtcNow());
        object[] samples =
        [
            new { timestamp = now, deviceId = "belt", heartRate = 140 },
            new { timestamp = now, deviceId = "belt", heartRate = 141 },
            new { timestamp = now, deviceId = "pod", sessionId, playerId, power = 250 },
            5,
            new { heartRate = 140 },
            new { timestamp = "yesterday", heartRate = 140 },
            new { timestamp = now, heartRate = "fast" },
            new { timestamp = now, heartRate = 261 },
            new { timestamp = now, deviceId = 7, heartRate = 140 },
            new { timestamp = now, playerId = other, heartRate = 140 },
            new { timestamp = now, sessionId = "another", heartRate = 140 },
            new { timestamp = now.AddDays(-1), heartRate = 140 },
            new { timestamp = now.AddSeconds(-1) },
        ];

        var ack = await player.MustAsync(Backfill, new { sessionId, playerId, samples });

        Assert.Equal((2, 1), (ack.GetProperty("stored").GetInt32(), ack.GetProperty("duplicates").GetInt32()));
        var rejected = ack.GetProperty("rejected").EnumerateArray().ToDictionary(one => one.GetProperty("index").GetInt32(), one => one.GetProperty("message").GetString()!);
        string[] named = ["sample", "timestamp", "timestamp", "heartRate", "heartRate", "deviceId", "playerId", "sessionId", "timestamp", "metric"];
        Assert.Equal(Enumerable.Range(3, 10), rejected.Keys.Order());
        Assert.All(rejected, one => Assert.Contains(named[one.Key - 3], one.Value, StringComparison.Ordinal));
        Assert.Equal(["belt 140", "pod"], await StoredAsync(sessionId));

        var again = await player.MustAsync(Backfill, new { sessionId, playerId, samples });
        Assert.Equal((0, 3), (again.GetProperty("stored").GetInt32(), again.GetProperty("duplicates").GetInt32()));
        Assert.Equal(ack.GetProperty("seq").GetInt64(), again.GetProperty("seq").GetInt64());
    }

    [Fact]
    public async Task A_sample_that_was_taken_live_is_known()
    {
        var sessionId = await stage.NewSessionAsync();
        await using var player = await stage.JoinAsync(stage.Player, sessionId, "player");
        var (playerId, timestamp) = (stage.Player.Id, TimeProvider.System.GetUtcNow());
        await player.MustAsync("training:player:metrics", new { sessionId, playerId, timestamp, deviceId = "belt", heartRate = 140 });

        var ack = await player.MustAsync(Backfill, new { sessionId, playerId, samples = new[] { new { timestamp, deviceId = "belt", heartRate = 140 } } });

        Assert.Equal((0, 1), (ack.GetProperty("stored").GetInt32(), ack.GetProperty("duplicates").GetInt32()));
    }

    [Fact]
    public async Task Three_hundred_samples_of_less_than_60_KiB_are_one_call_and_after_six_calls_the_next_has_to_wait()
    {
        await using var stage = await HubStage.OpenAsync(HubStage.NothingIsForgotten);
        var sessionId = await stage.NewSessionAsync();
        await using var player = await stage.JoinAsync(stage.Player, sessionId, "player");
        var (playerId, now) = (stage.Player.Id, TimeProvider.System.GetUtcNow());
        for (var call = 0; call < 6; call++)
        {
            var samples = Enumerable.Range(0, 300).Select(i => new { timestamp = now.AddTicks(-((call * 300) + i)), heartRate = 140, rrIntervals = Beats[..10] }).ToArray();
            var argument = new { sessionId, playerId, samples };
            Assert.InRange(JsonSerializer.Serialize(argument).Length, 30_000, 60 * 1024);
            Assert.Equal(300, (await player.MustAsync(Backfill, argument)).GetProperty("stored").GetInt32());
        }

        var ack = await player.CallAsync(Backfill, new { sessionId, playerId, samples = new[] { new { timestamp = now.AddSeconds(-2), heartRate = 140 } } });

        Assert.Equal("rate_limited", HubLink.Verdict(ack));
        Assert.InRange(ack.GetProperty("error").GetProperty("retryAfterMs").GetInt64(), 3_000_000, 3_600_000);
    }

    [Fact]
    public async Task The_live_view_does_not_jump_back()
    {
        var sessionId = await stage.NewSessionAsync();
        await using var trainer = await stage.JoinAsync(stage.Trainer, sessionId, "trainer");
        await using var player = await stage.JoinAsync(stage.Player, sessionId, "player");
        var (playerId, now) = (stage.Player.Id, TimeProvider.System.GetUtcNow());
        await player.MustAsync("training:player:metrics", new { sessionId, playerId, timestamp = now, heartRate = 150 });
        await player.MustAsync(Backfill, new { sessionId, playerId, samples = new[] { new { timestamp = now.AddSeconds(-1), heartRate = 100 } } });
        await trainer.MustAsync("training:session:start", new { sessionId });

        var told = await trainer.UntilAsync("training:session:start");

        var heartRates = told.Where(e => e.Name == "training:player:metrics").SelectMany(e => e.Payload.GetProperty("players").EnumerateArray())
            .Where(entry => entry.TryGetProperty("heartRate", out _)).Select(entry => entry.GetProperty("heartRate").GetDouble());
        Assert.Equal([150], heartRates);
    }

    [Fact]
    public async Task Nobody_sends_another_players_samples()
    {
        var sessionId = await stage.NewSessionAsync();
        await using var trainer = await stage.JoinAsync(stage.Trainer, sessionId, "trainer");
        await using var player = await stage.JoinAsync(stage.OtherPlayer, sessionId, "player");
        var call = new { sessionId, playerId = stage.Player.Id, samples = new[] { new { timestamp = TimeProvider.System.GetUtcNow(), heartRate = 140 } } };

        Assert.Equal("forbidden", await trainer.AskAsync(Backfill, call));
        Assert.Equal("forbidden", await player.AskAsync(Backfill, call));
    }

    private async Task<List<string>> StoredAsync(string sessionId)
    {
        var stored = new List<string>();
        await foreach (var entry in stage.App.Services.GetRequiredService<ISessionJournal>().ReadAsync(sessionId, 0, CancellationToken.None))
        {
            if (entry.Event is SessionEvent.MetricsBackfilled late)
            {
                stored.AddRange(late.Samples.Select(sample => $"{sample.DeviceId} {sample.Values[TrainingHub.Core.Metrics.Metric.HeartRate]}".TrimEnd()));
            }
        }

        return stored;
    }
}
