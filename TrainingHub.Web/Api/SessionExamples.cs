namespace TrainingHub.Web.Api;

/// <summary>Sessions as the OpenAPI document shows them.</summary>
internal static class SessionExamples
{
    public const string Ack = """{"ok":true,"seq":42}""";

    public const string Why = """{"reason":"The hall closes at eight"}""";

    public const string ToCreate = """
        {"workoutId":"example-threshold","playerIds":["Kd82hsLq0aZx","p3Vn6TwcYb1e"],"observerIds":[],"teamId":"u18Rm4Zk9QwE","scheduledAt":"2026-05-04T17:00:00.000Z","shareWithTeam":true}
        """;

    public const string Page = """
        {"items":[{"sessionId":"Xb7Tq2LmN4sP","workoutId":"example-threshold","workoutName":"Threshold 4 × 4 min","workoutType":"conditioning","status":"active","scheduledAt":"2026-05-04T17:00:00.000Z",
        "startTime":"2026-05-04T17:01:12.000Z","createdAt":"2026-05-03T09:12:40.000Z","trainerId":"9aLq7Wc4XyBn","trainerName":"Toni Trainer","teamName":"U18","shareWithTeam":true,"totalPlayers":12}],"next":"MTc3Nzg4NDc2MDAwMA"}
        """;

    public const string Session = """
        {"sessionId":"Xb7Tq2LmN4sP","seq":42,"workoutId":"example-threshold","workoutName":"Threshold 4 × 4 min","workoutType":"conditioning","status":"active","scheduledAt":"2026-05-04T17:00:00.000Z",
        "startTime":"2026-05-04T17:01:12.000Z","duration":754.2,"trainerId":"9aLq7Wc4XyBn","trainerName":"Toni Trainer","shareWithTeam":true,
        "players":[{"playerId":"Kd82hsLq0aZx","playerName":"Mia","status":"active","connected":true,"joinedAt":"2026-05-04T16:58:03.000Z","lastActivity":"2026-05-04T17:13:46.000Z","currentInterval":4,
        "metrics":{"heartRate":168,"heartRateZone":4,"power":241,"timestamp":"2026-05-04T17:13:46.000Z"}}],"totalPlayers":12,"activePlayers":11,"completedPlayers":0}
        """;

    public const string Created = $$"""{"ok":true,"seq":1,"sessionId":"Xb7Tq2LmN4sP","session":{{Session}}}""";

    public const string Events = """
        "{\"seq\":2,\"type\":\"started\",\"v\":1,\"at\":\"2026-05-04T17:01:12+00:00\"}\n{\"seq\":3,\"type\":\"playerJoined\",\"v\":1,\"at\":\"2026-05-04T17:01:14+00:00\",\"playerId\":\"Kd82hsLq0aZx\"}\n"
        """;
}
