using System.Text.Json;
using System.Text.Json.Nodes;

namespace TrainingHub.Tests.Web.Hubs;

public sealed class HubLifecycleTests(HubStage stage) : IClassFixture<HubStage>
{
    [Theory]
    [InlineData(Encoding.Json)]
    [InlineData(Encoding.MessagePack)]
    public async Task A_session_from_its_first_join_to_its_end_as_its_trainer_hears_it(Encoding encoding)
    {
        var sessionId = await stage.NewSessionAsync();
        await using var trainer = await stage.JoinAsync(stage.Trainer, sessionId, "trainer", encoding);
        await using var player = await stage.ConnectAsync(stage.Player, encoding);

        var joined = await player.MustAsync("training:session:join", new { sessionId, role = "player", playerId = stage.Player.Id, clientTime = Now() });
        Assert.False(joined.GetProperty("resumed").GetBoolean());
        Assert.NotEmpty(joined.GetProperty("epoch").GetString()!);
        AssertIsInstant(joined.GetProperty("serverTime"));
        Assert.Equal("scheduled", joined.GetProperty("session").GetProperty("status").GetString());
        Assert.Equal("Pia Player", (await trainer.NextAsync("training:player:join")).GetProperty("player").GetProperty("playerName").GetString());

        var started = await trainer.MustAsync("training:session:start", new { sessionId });
        var start = await trainer.NextAsync("training:session:start");
        Assert.Equal(started.GetProperty("seq").GetInt64(), start.GetProperty("seq").GetInt64());
        AssertIsInstant(start.GetProperty("startTime"));
        Assert.Equal(0, start.GetProperty("duration").GetDouble());

        await player.MustAsync("training:player:metrics", Sample(sessionId, new { heartRate = 150, power = 250.5, rrIntervals = new[] { 400.5, 401 } }));
        Assert.Equal("""{"heartRate":150,"power":250.5,"rrIntervals":[400.5,401],"heartRateZone":3}""", Changes(await trainer.NextAsync("training:player:metrics")));

        await player.MustAsync("training:player:metrics", Sample(sessionId, new { heartRate = 150, power = 260 }));
        Assert.Equal("""{"power":260}""", Changes(await trainer.NextAsync("training:player:metrics")));

        await player.MustAsync("training:player:metrics", Sample(sessionId, new { heartRate = (int?)null }));
        Assert.Equal("""{"heartRate":null,"heartRateZone":null}""", Changes(await trainer.NextAsync("training:player:metrics")));

        await player.MustAsync("training:player:metrics", Sample(sessionId, new { power = 260 }));
        Assert.Equal("{}", Changes(await trainer.NextAsync("training:player:metrics")));

        await trainer.MustAsync("training:session:pause", new { sessionId });
        AssertIsInstant((await trainer.NextAsync("training:session:pause")).GetProperty("pausedAt"));
        await trainer.MustAsync("training:session:resume", new { sessionId });
        await trainer.NextAsync("training:session:resume");

        await player.MustAsync("training:player:exercise:progress", new
        {
            sessionId, playerId = stage.Player.Id, exerciseId = "back-squat", exerciseName = "Back squat", setNumber = 1, totalSets = 5, reps = 5, weight = 62.5, completed = true,
        });
        var exercise = (await trainer.NextAsync("training:player:exercise:progress")).GetProperty("progress");
        Assert.Equal("back-squat", exercise.GetProperty("exerciseId").GetString());
        Assert.Equal(62.5, exercise.GetProperty("weight").GetDouble());

        await player.MustAsync("training:player:interval:progress", new
        {
            sessionId, playerId = stage.Player.Id, intervalId = "work-1", intervalName = "Work", currentInterval = 1, totalIntervals = 4, timeRemaining = 12.5,
            intensity = "hard", targetPower = new { min = 200, max = 250 }, completed = false,
        });
        var interval = (await trainer.NextAsync("training:player:interval:progress")).GetProperty("progress");
        Assert.Equal("""{"min":200,"max":250}""", interval.GetProperty("targetPower").GetRawText());

        await player.MustAsync("training:player:status", new { sessionId, playerId = stage.Player.Id, status = "paused", reason = "shoelace" });
        var status = await trainer.NextAsync("training:player:status");
        Assert.Equal(("paused", "shoelace", true), (status.GetProperty("status").GetString(), status.GetProperty("reason").GetString(), status.GetProperty("connected").GetBoolean()));

        await trainer.MustAsync("training:player:kick", new { sessionId, playerId = stage.Player.Id, reason = "wrong group" });
        Assert.Equal("kicked", (await trainer.NextAsync("training:player:leave")).GetProperty("reason").GetString());
        Assert.Equal("removed", await player.AskAsync("training:player:metrics", Sample(sessionId, new { power = 1 })));
        Assert.Equal("removed", await player.AskAsync("training:session:join", new { sessionId, role = "player" }));

        await trainer.MustAsync("training:player:readmit", new { sessionId, playerId = stage.Player.Id });
        Assert.Equal("dropped", (await trainer.NextAsync("training:player:join")).GetProperty("player").GetProperty("status").GetString());
        await player.JoinAsync(sessionId, "player");
        var back = (await trainer.NextAsync("training:player:join")).GetProperty("player");
        Assert.Equal("paused", back.GetProperty("status").GetString());
        Assert.Equal(260, back.GetProperty("metrics").GetProperty("power").GetDouble());
        Assert.Equal("back-squat", back.GetProperty("currentExercise").GetString());

        await player.MustAsync("training:session:leave", new { sessionId });
        Assert.Equal("dropped", (await trainer.NextAsync("training:player:leave")).GetProperty("reason").GetString());
        Assert.Equal("conflict", await player.AskAsync("training:player:metrics", Sample(sessionId, new { power = 1 })));

        var ended = await trainer.MustAsync("training:session:end", new { sessionId });
        var end = await trainer.NextAsync("training:session:end");
        AssertIsInstant(end.GetProperty("endTime"));
        Assert.False(end.TryGetProperty("reason", out _));
        Assert.Equal(ended.GetProperty("seq").GetInt64(), (await trainer.MustAsync("training:session:end", new { sessionId })).GetProperty("seq").GetInt64());
        Assert.Equal("conflict", await trainer.AskAsync("training:session:start", new { sessionId }));
    }

    [Fact]
    public async Task Seq_grows_strictly_and_each_event_says_of_which_session_and_when()
    {
        var sessionId = await stage.NewSessionAsync();
        await using var observer = await stage.JoinAsync(stage.Observer, sessionId, "observer");
        await using var trainer = await stage.JoinAsync(stage.Trainer, sessionId, "trainer");
        await using var player = await stage.JoinAsync(stage.Player, sessionId, "player");
        foreach (var verb in new[] { "start", "pause", "resume", "pause", "resume", "end" })
        {
            await player.AskAsync("training:player:metrics", Sample(sessionId, new { power = 200 }));
            await trainer.MustAsync($"training:session:{verb}", new { sessionId });
        }

        var events = await observer.UntilAsync("training:session:end");

        var seqs = events.Select(e => e.Payload.GetProperty("seq").GetInt64()).ToList();
        Assert.Equal(seqs.Order().Distinct(), seqs);
        Assert.All(events, e => Assert.Equal(sessionId, e.Payload.GetProperty("sessionId").GetString()));
        Assert.All(events, e => AssertIsInstant(e.Payload.GetProperty("at")));
    }

    [Fact]
    public async Task A_second_join_of_the_same_connection_repeats_nothing()
    {
        var sessionId = await stage.NewSessionAsync();
        await using var trainer = await stage.JoinAsync(stage.Trainer, sessionId, "trainer");
        await trainer.JoinAsync(sessionId, "observer");
        await trainer.JoinAsync(sessionId, "trainer");

        await trainer.MustAsync("training:session:start", new { sessionId });
        await trainer.MustAsync("training:session:end", new { sessionId });

        Assert.Equal(["training:session:start", "training:session:end"], (await trainer.UntilAsync("training:session:end")).Select(e => e.Name));
    }

    [Fact]
    public async Task A_forced_end_says_why()
    {
        var sessionId = await stage.NewSessionAsync();
        await using var trainer = await stage.JoinAsync(stage.Trainer, sessionId, "trainer");
        await using var admin = await stage.JoinAsync(stage.Admin, sessionId, "observer");

        await admin.MustAsync("training:session:force:end", new { sessionId, reason = "fire drill" });

        Assert.Equal("fire drill", (await trainer.NextAsync("training:session:force:end")).GetProperty("reason").GetString());
    }

    private JsonObject Sample(string sessionId, object metrics)
    {
        var sample = JsonSerializer.SerializeToNode(metrics)!.AsObject();
        sample["sessionId"] = sessionId;
        sample["playerId"] = stage.Player.Id;
        sample["timestamp"] = Now();
        return sample;
    }

    // What a metrics event says of its one player, his id left out.
    private static string Changes(JsonElement metrics)
    {
        var entry = JsonObject.Create(metrics.GetProperty("players").EnumerateArray().Single())!;
        Assert.NotNull(entry["playerId"]);
        entry.Remove("playerId");
        return entry.ToJsonString();
    }

    private static string Now() => TimeProvider.System.GetUtcNow().ToString("O");

    private static void AssertIsInstant(JsonElement instant)
    {
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,7}Z$", instant.GetString());
        Assert.InRange(instant.GetDateTimeOffset(), TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow().AddMinutes(5));
    }
}
