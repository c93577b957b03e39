using System.Text.Json;
using System.Text.Json.Nodes;
using TrainingHub.Core.Metrics;

namespace TrainingHub.Tests.Web.Hubs;

/// <summary>A call's argument with one thing wrong.</summary>
/// <param name="Names">What the refusal has to name.</param>
/// <param name="Code">The refusal's code.</param>
internal sealed record BadInput(JsonNode? Argument, string Names, string Code = "invalid")
{
    private static readonly string TooLong = new('x', 65);

    /// <summary>Every call of §2.2, with an argument that would be accepted.</summary>
    public static JsonObject Sound(string call, string sessionId, string playerId)
    {
        var argument = call switch
        {
            "training:session:join" => new JsonObject { ["role"] = "player", ["playerId"] = playerId },
            "training:session:admission" => new JsonObject { ["admits"] = "players" },
            "training:player:answer" => new JsonObject { ["playerId"] = playerId, ["answer"] = "coming" },
            "training:player:kick" or "training:player:readmit" => new JsonObject { ["playerId"] = playerId },
            "training:player:metrics" => new JsonObject { ["playerId"] = playerId, ["deviceId"] = "belt", ["heartRate"] = 140 },
            "training:player:metrics:backfill" => new JsonObject
            {
                ["playerId"] = playerId, ["samples"] = new JsonArray(new JsonObject { ["timestamp"] = "2026-01-31T10:00:00.000Z", ["heartRate"] = 140 }),
            },
            "training:player:exercise:progress" => new JsonObject
            {
                ["playerId"] = playerId, ["exerciseId"] = "row", ["exerciseName"] = "Row", ["setNumber"] = 1, ["totalSets"] = 3, ["completed"] = false,
            },
            "training:player:interval:progress" => new JsonObject
            {
                ["playerId"] = playerId, ["intervalId"] = "work-1", ["intervalName"] = "Work", ["currentInterval"] = 1, ["totalIntervals"] = 4,
                ["timeRemaining"] = 60, ["intensity"] = "hard", ["completed"] = false,
            },
            "training:player:status" => new JsonObject { ["playerId"] = playerId, ["status"] = "paused" },
            _ => [],
        };
        argument["sessionId"] = sessionId;
        return argument;
    }

    /// <summary>Everything that can be wrong with a call's argument.</summary>
    public static IEnumerable<BadInput> Of(string call, JsonObject sound)
    {
        foreach (var argument in new[] { "null", "5", "true", "\"text\"", "[]", "[{}]" })
        {
            yield return new BadInput(JsonNode.Parse(argument), "argument");
        }

        yield return With(sound, "sessionId", "never-made") with { Code = "not_found", Names = "session" };
        foreach (var required in sound.Select(property => property.Key).Where(name => name is not ("deviceId" or "heartRate") && !(call.EndsWith(":join", StringComparison.Ordinal) && name == "playerId")))
        {
            yield return Without(sound, required);
            yield return With(sound, required, null);
        }

        foreach (var (property, values) in Mistakes(call))
        {
            foreach (var value in values)
            {
                yield return With(sound, property.Split('.')[0], value) with { Names = property };
            }
        }
    }

    private static IEnumerable<(string Property, object?[] Values)> Mistakes(string call)
    {
        object?[] noText = [5, true, Array.Empty<int>(), new { a = 1 }], noId = [.. noText, "", TooLong], noInstant = [5, true, "", "yesterday", "2026-13-01T00:00:00Z", "9999-01-01T00:00:00Z"];
        yield return ("sessionId", noId);
        if (call is not "training:session:join" && call.StartsWith("training:player:", StringComparison.Ordinal))
        {
            yield return ("playerId", noId);
        }

        foreach (var mistake in call switch
        {
            "training:session:join" =>
            [
                ("role", [5, true, "", "boss", "Player", Array.Empty<int>()]), ("playerId", noId), ("clientTime", noInstant),
                ("epoch", noText), ("sinceSeq", ["5", true, Array.Empty<int>(), -1, 1.5, 1e300]),
            ],
            "training:session:reschedule" => [("scheduledAt", noInstant)],
            "training:session:admission" => [("admits", [5, true, "", "everybody", "Players"])],
            "training:player:answer" => [("answer", [5, true, "", "maybe", "Coming"])],
            "training:session:force:end" or "training:session:cancel" or "training:player:kick" => [("reason", [.. noText, new string('x', 501)])],
            "training:player:metrics" => Metrics(noText, noId, noInstant),
            "training:player:metrics:backfill" => [("samples", [5, true, "many", new { a = 1 }, Array.Empty<int>(), Enumerable.Repeat(new { heartRate = 140 }, 301).ToArray()])],
            "training:player:exercise:progress" =>
            [
                ("exerciseId", noId), ("exerciseName", [.. noText, "", new string('x', 201)]), ("setNumber", [.. Counts(), 4]), ("totalSets", Counts()),
                ("reps", Counts()), ("weight", Numbers(0, 1000)), ("duration", Numbers(0, 86_400)), ("restTime", Numbers(0, 86_400)),
                ("completed", [5, "true", Array.Empty<int>()]), ("timestamp", noInstant),
            ],
            "training:player:interval:progress" =>
            [
                ("intervalId", noId), ("intervalName", [.. noText, ""]), ("currentInterval", [.. Counts(), 5]), ("totalIntervals", Counts()), ("timeRemaining", Numbers(0, 86_400)),
                ("intensity", [5, true, "", "medium", "Hard"]), ("completed", [0, "false"]), ("timestamp", noInstant),
                ("targetHeartRate", [5, "high", Array.Empty<int>()]), ("targetHeartRate.min", [new { max = 150 }, new { min = "a", max = 150 }, new { min = 19, max = 150 }]),
                ("targetPower.max", [new { min = 100 }, new { min = 100, max = 4001 }]), ("targetPace.min", [new { min = 300, max = 200 }]),
            ],
            "training:player:status" => [("status", [5, true, "", "waiting", "dropped", "Active"]), ("reason", [.. noText, new string('x', 501)])],
            _ => Array.Empty<(string, object?[])>(),
        })
        {
            yield return mistake;
        }
    }

    private static (string, object?[])[] Metrics(object?[] noText, object?[] noId, object?[] noInstant) =>
    [
        .. MetricRange.All.Select(range => (range.Name, Numbers(range.Min, range.Max))),
        ("rrIntervals", [5, "400", new object[] { "400" }, new object?[] { null }, new[] { 199 }, new[] { 400, 3001 }, Enumerable.Repeat(400, 21).ToArray()]),
        ("equipment", [.. noText, "", TooLong]), ("deviceId", noId), ("timestamp", [.. noInstant, "2026-01-01T00:00:00Z"]),
    ];

    private static object?[] Numbers(double min, double max) => ["5", true, Array.Empty<int>(), new { a = 1 }, min - 1, max + 1, 1e300];

    private static object?[] Counts() => ["5", true, Array.Empty<int>(), 1.5, -1, 1001, 1e300];

    private static BadInput With(JsonObject sound, string property, object? value)
    {
        var argument = sound.DeepClone().AsObject();
        argument[property] = JsonSerializer.SerializeToNode(value);
        return new BadInput(argument, property);
    }

    private static BadInput Without(JsonObject sound, string property)
    {
        var argument = sound.DeepClone().AsObject();
        argument.Remove(property);
        return new BadInput(argument, property);
    }
}
