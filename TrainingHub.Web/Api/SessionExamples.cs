namespace TrainingHub.Web.Api;

/// <summary>Sessions as the OpenAPI document shows them.</summary>
internal static class SessionExamples
{
    public const string Ack = """{"ok":true,"seq":42}""";

    public const string Why = """{"reason":"The hall closes at eight"}""";

    public const string NewTime = """{"scheduledAt":"2026-05-05T17:30:00.000Z"}""";

    public const string WhomToAdmit = """{"admits":"guests"}""";

    public const string Answer = """{"answer":"coming"}""";

    public const string Hand = """{"raised":true}""";

    public const string Effort = """{"rpe":7.5}""";

    public const string Message = """{"text":"Two more, then water","playerIds":["Kd82hsLq0aZx","p3Vn6TwcYb1e"],"priority":"high","messageId":"hall-3-0042"}""";

    public const string PlayerToAdd = """{"playerId":"p3Vn6TwcYb1e"}""";

    public const string WhereTo = """{"toSessionId":"Qm4XzB8tVw1J"}""";

    public const string JoinCode = """{"code":"KX7M4R","address":"https://training.example/join/KX7M4R","admits":"players"}""";

    public const string ToCreate = """
        {"workoutId":"example-threshold","playerIds":["Kd82hsLq0aZx","p3Vn6TwcYb1e"],"observerIds":[],"teamId":"u18Rm4Zk9QwE","scheduledAt":"2026-05-04T17:00:00.000Z","shareWithTeam":true,
        "admits":"players"}
        """;

    public const string Page = """
        {"items":[{"sessionId":"Xb7Tq2LmN4sP","workoutId":"example-threshold","workoutName":"Threshold 4 × 4 min","workoutType":"conditioning","status":"active","scheduledAt":"2026-05-04T17:00:00.000Z",
        "startTime":"2026-05-04T17:01:12.000Z","createdAt":"2026-05-03T09:12:40.000Z","trainerId":"9aLq7Wc4XyBn","trainerName":"Toni Trainer","teamName":"U18","shareWithTeam":true,"totalPlayers":2}],
        "next":"MTc3Nzg4NDc2MDAwMA"}
        """;

    private const string Plan = """
        "sessionId":"Xb7Tq2LmN4sP","workoutId":"example-threshold","workoutName":"Threshold 4 × 4 min","workoutType":"conditioning","scheduledAt":"2026-05-04T17:00:00.000Z",
        "trainerId":"9aLq7Wc4XyBn","trainerName":"Toni Trainer","shareWithTeam":true,"admits":"players","totalPlayers":2,"completedPlayers":0
        """;

    public const string Session = $$$"""
        {{{{Plan}}},"seq":42,"status":"active","startTime":"2026-05-04T17:01:12.000Z","duration":754.2,"activePlayers":1,
        "players":[
          {"playerId":"Kd82hsLq0aZx","playerName":"Mia","status":"active","connected":true,"answer":"coming","joinedAt":"2026-05-04T16:58:03.000Z","lastActivity":"2026-05-04T17:13:46.000Z",
           "currentInterval":4,"handRaisedAt":"2026-05-04T17:13:21.000Z",
           "metrics":{"sessionId":"Xb7Tq2LmN4sP","playerId":"Kd82hsLq0aZx","timestamp":"2026-05-04T17:13:46.000Z","heartRate":168,"power":241,"heartRateZone":4},
           "interval":{"sessionId":"Xb7Tq2LmN4sP","playerId":"Kd82hsLq0aZx","intervalId":"work-2","intervalName":"Work","currentInterval":4,"totalIntervals":9,"timeRemaining":85.8,"intensity":"hard",
             "targetPower":{"min":228,"max":252},"completed":false}},
          {"playerId":"p3Vn6TwcYb1e","playerName":"Jo","status":"waiting","connected":false,"answer":"declined","joinedAt":null,"lastActivity":null}],
        "messages":[{"messageId":"hall-3-0042","sentAt":"2026-05-04T17:12:10.000Z","priority":"high","text":"Two more, then water","by":"9aLq7Wc4XyBn","to":["Kd82hsLq0aZx","p3Vn6TwcYb1e"],
          "acknowledgedBy":["Kd82hsLq0aZx"]}]}
        """;

    public const string Created = $$$"""
        {"ok":true,"seq":1,"sessionId":"Xb7Tq2LmN4sP","session":{{{{Plan}}},"seq":1,"status":"scheduled","duration":0,"activePlayers":0,
        "players":[
          {"playerId":"Kd82hsLq0aZx","playerName":"Mia","status":"waiting","connected":false,"joinedAt":null,"lastActivity":null},
          {"playerId":"p3Vn6TwcYb1e","playerName":"Jo","status":"waiting","connected":false,"joinedAt":null,"lastActivity":null}],
        "messages":[]}}
        """;

    public const string Events = """
        "{\"seq\":2,\"type\":\"started\",\"v\":1,\"at\":\"2026-05-04T17:01:12+00:00\"}\n{\"seq\":3,\"type\":\"playerJoined\",\"v\":1,\"at\":\"2026-05-04T17:01:14+00:00\",\"playerId\":\"Kd82hsLq0aZx\"}\n"
        """;
}
