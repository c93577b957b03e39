using System.Text.Json.Nodes;

namespace TrainingHub.Bench.Fuzz;

/// <summary>Every call of the contract with an argument that would be accepted: what is spoilt from here is nearly right, and comes further than noise.</summary>
internal static class SoundCalls
{
    public static readonly string[] Names =
    [
        "training:session:join", "training:session:leave", "training:session:start", "training:session:pause", "training:session:resume", "training:session:end",
        "training:session:force:end", "training:player:kick", "training:player:readmit", "training:player:metrics", "training:player:metrics:backfill",
        "training:player:exercise:progress", "training:player:interval:progress", "training:player:status",
    ];

    public static JsonObject Of(string call, string sessionId, string playerId)
    {
        JsonObject argument = call switch
        {
            "training:session:join" => new() { ["role"] = "player", ["playerId"] = playerId, ["sinceSeq"] = 3, ["epoch"] = "abc" },
            "training:player:kick" or "training:player:readmit" => new() { ["playerId"] = playerId, ["reason"] = "late" },
            "training:player:metrics" => new() { ["playerId"] = playerId, ["deviceId"] = "belt", ["timestamp"] = "2026-01-31T10:00:00.000Z", ["heartRate"] = 140, ["power"] = 210.5, ["rrIntervals"] = new JsonArray(812, 820) },
            "training:player:metrics:backfill" => new()
            {
                ["playerId"] = playerId,
                ["samples"] = new JsonArray(new JsonObject { ["timestamp"] = "2026-01-31T10:00:00.000Z", ["heartRate"] = 140 }, new JsonObject { ["timestamp"] = "2026-01-31T10:00:01.000Z", ["power"] = 200 }),
            },
            "training:player:exercise:progress" => new()
            {
                ["playerId"] = playerId, ["exerciseId"] = "row", ["exerciseName"] = "Row", ["setNumber"] = 1, ["totalSets"] = 3, ["completed"] = false, ["reps"] = 8, ["weight"] = 60.5,
            },
            "training:player:interval:progress" => new()
            {
                ["playerId"] = playerId, ["intervalId"] = "work-1", ["intervalName"] = "Work", ["currentInterval"] = 1, ["totalIntervals"] = 4, ["timeRemaining"] = 60,
                ["intensity"] = "hard", ["completed"] = false, ["targetHeartRate"] = new JsonObject { ["min"] = 140, ["max"] = 160 },
            },
            "training:player:status" => new() { ["playerId"] = playerId, ["status"] = "paused", ["reason"] = "cramp" },
            "training:session:force:end" => new() { ["reason"] = "fire" },
            _ => [],
        };
        argument["sessionId"] = sessionId;
        return argument;
    }
}
