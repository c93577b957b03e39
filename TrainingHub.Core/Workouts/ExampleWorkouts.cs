using System.Collections.Immutable;

namespace TrainingHub.Core.Workouts;

/// <summary>Workouts that every installation has, so that a trainer whose library is empty has something to run.</summary>
public static class ExampleWorkouts
{
    public static ImmutableArray<Workout> All { get; } =
    [
        Threshold(), Tabata(), Endurance(), StrengthA(), Circuit(),
    ];

    private static Workout Threshold() => new("example-threshold", "Threshold 4 × 4 min", WorkoutType.Conditioning, [],
    [
        Timed("warm-up", "Warm up", 300, Intensity.Easy, Zone(1, 2)),
        .. Enumerable.Range(1, 4).SelectMany(round => new[]
        {
            Timed($"work-{round}", "Work", 240, Intensity.Hard, Zone(4, 4)),
            Timed($"easy-{round}", "Easy", 120, Intensity.Easy, Zone(1, 2)),
        }),
        Timed("cool-down", "Cool down", 300, Intensity.Easy, Zone(1, 1)),
    ]);

    private static Workout Tabata() => new("example-tabata", "Sprints 8 × 20 s", WorkoutType.Conditioning, [],
    [
        Timed("warm-up", "Warm up", 300, Intensity.Easy, Zone(1, 2)),
        .. Enumerable.Range(1, 8).SelectMany(round => new[]
        {
            Timed($"sprint-{round}", "Sprint", 20, Intensity.Max, new IntervalTarget(TargetKind.PercentOfFtp, 150, 200)),
            Timed($"rest-{round}", "Rest", 10, Intensity.Easy, null),
        }),
        Timed("cool-down", "Cool down", 300, Intensity.Easy, Zone(1, 1)),
    ]);

    private static Workout Endurance() => new("example-endurance", "Endurance 45 min", WorkoutType.Conditioning, [],
    [
        Timed("warm-up", "Warm up", 300, Intensity.Easy, Zone(1, 2)),
        Timed("steady", "Steady", 2100, Intensity.Moderate, Zone(2, 3)),
        Timed("cool-down", "Cool down", 300, Intensity.Easy, Zone(1, 1)),
    ]);

    private static Workout StrengthA() => new("example-strength", "Strength A", WorkoutType.Strength,
    [
        new Exercise("back-squat", "Back squat", 5, 5, 60, null, TimeSpan.FromSeconds(150)),
        new Exercise("bench-press", "Bench press", 5, 5, 40, null, TimeSpan.FromSeconds(120)),
        new Exercise("row", "Bent-over row", 3, 8, 40, null, TimeSpan.FromSeconds(90)),
        new Exercise("plank", "Plank", 3, null, null, TimeSpan.FromSeconds(45), TimeSpan.FromSeconds(60)),
    ], []);

    private static Workout Circuit() => new("example-circuit", "Warm up and circuit", WorkoutType.Hybrid,
    [
        new Exercise("push-up", "Push-up", 3, 12, null, null, TimeSpan.FromSeconds(45)),
        new Exercise("kettlebell-swing", "Kettlebell swing", 3, 15, 16, null, TimeSpan.FromSeconds(60)),
        new Exercise("pull-up", "Pull-up", 3, 6, null, null, TimeSpan.FromSeconds(90)),
    ],
    [
        Timed("row-easy", "Row easily", 240, Intensity.Easy, Zone(1, 2)),
        Timed("row-brisk", "Row briskly", 120, Intensity.Moderate, Zone(3, 3)),
    ]);

    private static Interval Timed(string id, string name, int seconds, Intensity intensity, IntervalTarget? target)
        => new(id, name, TimeSpan.FromSeconds(seconds), intensity, target);

    private static IntervalTarget Zone(int lowest, int highest) => new(TargetKind.HeartRateZone, lowest, highest);
}
