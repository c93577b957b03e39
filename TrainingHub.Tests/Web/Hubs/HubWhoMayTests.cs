using System.Net;

namespace TrainingHub.Tests.Web.Hubs;

/// <summary>Every cell of <see cref="WhoMay"/> over the hub.</summary>
public sealed class HubWhoMayTests(HubStage stage) : IClassFixture<HubStage>
{
    [Theory]
    [MemberData(nameof(WhoMay.OverHub), MemberType = typeof(WhoMay))]
    public async Task A_caller_may_do_what_the_table_says(string call, string caller, string expected)
    {
        if (expected == "401")
        {
            var refused = await Assert.ThrowsAnyAsync<HttpRequestException>(async () => await HubLink.ConnectAsync(stage.App.Address, await WhoMay.TokenAsync(stage, caller)));
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            return;
        }

        var sessionId = await stage.NewSessionAsync();
        await PrepareAsync(call, sessionId);
        await using var link = await stage.ConnectAsync(WhoMay.UserOf(stage, caller));
        await link.AskAsync("training:session:join", new { sessionId, role = OwnRole(caller) });

        Assert.Equal(expected, await link.AskAsync(MethodOf(call), ArgumentOf(call, sessionId)));
    }

    // The state in which the call is allowed, so that nothing but the caller decides.
    private async Task PrepareAsync(string call, string sessionId)
    {
        await using var trainer = await stage.JoinAsync(stage.Trainer, sessionId, "trainer");
        if (call is "pause" or "resume" or "end" or "status" or "exercise progress" or "interval progress" or "effort")
        {
            await trainer.MustAsync("training:session:start", new { sessionId });
        }

        if (call == "acknowledge a message")
        {
            await trainer.MustAsync("training:message:send", new { sessionId, messageId = "m1", text = "Drink" });
        }

        if (call == "resume")
        {
            await trainer.MustAsync("training:session:pause", new { sessionId });
        }
    }

    private static string OwnRole(string caller) => caller switch
    {
        WhoMay.ThisPlayer or WhoMay.AnotherPlayer => "player",
        WhoMay.Observer => "observer",
        _ => "trainer",
    };

    private static string MethodOf(string call) => call switch
    {
        "cancel" or "reschedule" or "admission" or "leave" or "start" or "pause" or "resume" or "end" => $"training:session:{call}",
        "force end" => "training:session:force:end",
        "answer" or "kick" or "readmit" or "metrics" or "status" or "effort" => $"training:player:{call}",
        "hand up" or "hand down" => "training:player:hand",
        "send a message" => "training:message:send",
        "acknowledge a message" => "training:message:acknowledge",
        "backfill" => "training:player:metrics:backfill",
        "exercise progress" => "training:player:exercise:progress",
        "interval progress" => "training:player:interval:progress",
        _ => "training:session:join",
    };

    private object ArgumentOf(string call, string sessionId)
    {
        var playerId = stage.Player.Id;
        return call switch
        {
            "join as trainer" => new { sessionId, role = "trainer" },
            "join as player" => new { sessionId, role = "player" },
            "join as this player" => new { sessionId, role = "player", playerId },
            "join as observer" => new { sessionId, role = "observer" },
            "admission" => new { sessionId, admits = "players" },
            "answer" => new { sessionId, playerId, answer = "coming" },
            "kick" or "readmit" => new { sessionId, playerId },
            "metrics" => new { sessionId, playerId, heartRate = 140 },
            "backfill" => new { sessionId, playerId, samples = new[] { new { timestamp = TimeProvider.System.GetUtcNow().AddMinutes(-1).ToString("O"), heartRate = 140 } } },
            "exercise progress" => new { sessionId, playerId, exerciseId = "row", exerciseName = "Row", setNumber = 1, totalSets = 3, completed = false },
            "interval progress" => new
            {
                sessionId, playerId, intervalId = "work-1", intervalName = "Work", currentInterval = 1, totalIntervals = 4, timeRemaining = 60, intensity = "hard", completed = false,
            },
            "status" => new { sessionId, playerId, status = "completed" },
            "hand up" or "hand down" => new { sessionId, playerId, raised = call == "hand up" },
            "effort" => new { sessionId, playerId, rpe = 7.5 },
            "send a message" => new { sessionId, text = "Drink" },
            "acknowledge a message" => new { sessionId, messageId = "m1" },
            _ => new { sessionId },
        };
    }
}
