namespace TrainingHub.Web.Api;

/// <summary>Teams, players and thresholds as the OpenAPI document shows them.</summary>
internal static class TeamExamples
{
    public const string Done = """{"ok":true}""";

    public const string ToWrite = """{"name":"U18"}""";

    public const string Members = """{"members":[{"playerId":"Kd82hsLq0aZx","number":7},{"playerId":"p3Vn6TwcYb1e"}]}""";

    public const string Team = """
        {"teamId":"u18Rm4Zk9QwE","name":"U18","trainerId":"9aLq7Wc4XyBn","trainerName":"Toni Trainer",
        "members":[{"playerId":"Kd82hsLq0aZx","playerName":"Mia","number":7},{"playerId":"p3Vn6TwcYb1e","playerName":"Jo"}]}
        """;

    /// <summary>A team that was just made: nobody is in it.</summary>
    public const string Founded = """{"ok":true,"team":{"teamId":"u18Rm4Zk9QwE","name":"U18","trainerId":"9aLq7Wc4XyBn","trainerName":"Toni Trainer","members":[]}}""";

    public const string Saved = $$"""{"ok":true,"team":{{Team}}}""";

    public const string List = $$"""{"items":[{{Team}}]}""";

    public const string Thresholds = """{"validFrom":"2026-04-01","heartRateMax":198,"heartRateRest":52,"lactateThreshold":176,"ftp":248,"weight":61.5}""";

    public const string History = $$"""
        {"playerId":"Kd82hsLq0aZx","current":{{Thresholds}},
        "history":[{{Thresholds}},{"validFrom":"2026-01-12","heartRateMax":198,"ftp":236,"weight":62}]}
        """;

    public const string Players = $$"""
        {"items":[{"playerId":"Kd82hsLq0aZx","playerName":"Mia","thresholds":{{Thresholds}}},{"playerId":"p3Vn6TwcYb1e","playerName":"Jo"}],"next":"p3Vn6TwcYb1e"}
        """;
}
