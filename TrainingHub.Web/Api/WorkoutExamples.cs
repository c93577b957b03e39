namespace TrainingHub.Web.Api;

/// <summary>Workouts as the OpenAPI document shows them.</summary>
internal static class WorkoutExamples
{
    private const string Head = """
        "workoutId":"3vGm1Rk2QsZt","name":"Hill repeats","type":"conditioning","description":"Four times up, on any climb","tags":["hill","u18"],"template":false,"shared":true,"example":false,
        "own":true,"ownerId":"9aLq7Wc4XyBn","ownerName":"Toni Trainer","changedAt":"2026-05-04T16:20:11.000Z","duration":1500,"intervals":9,"sets":0
        """;

    private const string Steps = """
        "steps":[
          {"step":"interval","name":"Warm up","duration":300,"intensity":"easy","target":{"kind":"percentOfFtp","min":45,"max":50},"rampTo":{"kind":"percentOfFtp","min":65,"max":70}},
          {"step":"repeat","times":4,"steps":[
            {"step":"interval","name":"Up","duration":180,"intensity":"hard","target":{"kind":"heartRateZone","min":4,"max":4},"cadence":70},
            {"step":"interval","name":"Down","duration":120,"intensity":"easy"}]}]
        """;

    public const string Page = $$"""{"items":[{{{Head}}}],"next":"3vGm1Rk2QsZt"}""";

    public const string Workout = $$"""{{{Head}},{{Steps}}}""";

    public const string Imported = $$"""{{{Head}},{{Steps}},"notes":["Step 2 (Up) aims at zone 5 of power; that became 106 to 120 % of FTP."]}""";

    public const string ToSave = $$"""{"name":"Hill repeats","type":"conditioning","description":"Four times up, on any climb","tags":["hill","u18"],"shared":true,{{Steps}}}""";

    public const string ToReplace = $$"""{"name":"Hill repeats","type":"conditioning","tags":["hill"],"changedAt":"2026-05-04T16:20:11.000Z",{{Steps}}}""";

    public const string ZwoFile = """
        "<workout_file><name>Hill repeats</name><sportType>bike</sportType><workout><Warmup Duration=\"300\" PowerLow=\"0.45\" PowerHigh=\"0.65\"/><SteadyState Duration=\"180\" Power=\"1.05\"/></workout></workout_file>"
        """;
}
