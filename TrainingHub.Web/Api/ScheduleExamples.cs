namespace TrainingHub.Web.Api;

/// <summary>The schedule and series as the OpenAPI document shows them.</summary>
internal static class ScheduleExamples
{
    private const string Rule = """
        "workoutId":"example-threshold","teamId":"u18Rm4Zk9QwE","observerIds":[],"shareWithTeam":true,"admits":"players","zone":"Europe/Berlin","startsOn":"2026-05-04","at":"19:00",
        "days":["monday","thursday"],"until":"2026-07-16"
        """;

    /// <summary>A day that is a session already, and the next one that is none yet, as a player sees them.</summary>
    public const string Schedule = """
        {"items":[
          {"sessionId":"Xb7Tq2LmN4sP","seriesId":"s7Gk2WvRt5Hc","occursOn":"2026-05-04","status":"scheduled","scheduledAt":"2026-05-04T17:00:00.000Z","plannedDuration":2340,
           "workoutName":"Threshold 4 × 4 min","trainerName":"Toni Trainer","teamName":"U18","totalPlayers":2,"coming":1,"declined":1,"answer":"coming"},
          {"seriesId":"s7Gk2WvRt5Hc","occursOn":"2026-05-07","status":"scheduled","scheduledAt":"2026-05-07T17:00:00.000Z","plannedDuration":2340,
           "workoutName":"Threshold 4 × 4 min","trainerName":"Toni Trainer","teamName":"U18","totalPlayers":2,"coming":0,"declined":0}]}
        """;

    /// <summary>With a team and no players: whoever is in it then.</summary>
    public const string ToCreate = $$"""{{{Rule}}}""";

    public const string Series = $$"""{"seriesId":"s7Gk2WvRt5Hc","playerIds":[],{{Rule}}}""";

    public const string Page = $$"""{"items":[{{Series}}]}""";

    public const string Made = """{"ok":true,"seriesId":"s7Gk2WvRt5Hc"}""";

    /// <summary>What follows a day is a series of its own.</summary>
    public const string Replaced = """{"ok":true,"seriesId":"f1Nb6YqLz9Td"}""";

    public const string DayToSkip = """{"occursOn":"2026-05-14"}""";
}
