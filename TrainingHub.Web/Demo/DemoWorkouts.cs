using System.Collections.Immutable;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Web.Demo;

/// <summary>The demo trainer's library.</summary>
public static class DemoWorkouts
{
    /// <summary>What the demo's own session runs: 55 min.</summary>
    public static Workout Threshold { get; } = new("DemoWorkout1", "Threshold 6 × 4 min", WorkoutType.Conditioning, [],
    [
        Timed("warm-up", "Warm up", 3, Intensity.Easy, new(TargetKind.HeartRateZone, 2, 2)),
        .. Enumerable.Range(1, 6).SelectMany(round => new[]
        {
            Timed($"work-{round}", $"Work {round} of 6", 4, Intensity.Hard, new(TargetKind.HeartRateZone, 4, 4)),
            Timed($"easy-{round}", $"Easy {round} of 6", 4, Intensity.Easy, new(TargetKind.HeartRateZone, 1, 2)),
        }),
        Timed("cool-down", "Cool down", 4, Intensity.Easy, new(TargetKind.HeartRateZone, 1, 2)),
    ]);

    public static ImmutableArray<Workout> All { get; } =
    [
        Threshold,
        new("DemoWorkout2", "Strength: squat, press, pull", WorkoutType.Strength,
        [
            Sets("squat", "Back squat", 5, 5, 60),
            Sets("press", "Overhead press", 4, 8, 30),
            Sets("pull", "Bent-over row", 4, 8, 40),
            new Exercise("plank", "Plank", 3, null, null, TimeSpan.FromSeconds(45), TimeSpan.FromSeconds(45)),
        ], []),
        new("DemoWorkout3", "Hybrid: ride and lift", WorkoutType.Hybrid,
        [
            Sets("deadlift", "Deadlift", 4, 6, 70),
            Sets("push-up", "Push-up", 4, 12, null),
        ],
        [
            Timed("ride", "Ride", 5, Intensity.Moderate, new(TargetKind.PercentOfFtp, 75, 90)),
            Timed("sprint", "Sprint", 1, Intensity.Max, new(TargetKind.PercentOfFtp, 120, 150)),
            Timed("spin", "Spin easily", 2, Intensity.Easy, null),
        ]),
    ];

    private static Interval Timed(string id, string name, int minutes, Intensity intensity, IntervalTarget? target)
        => new(id, name, TimeSpan.FromMinutes(minutes), intensity, target);

    private static Exercise Sets(string id, string name, int sets, int reps, double? weightKg)
        => new(id, name, sets, reps, weightKg, null, TimeSpan.FromSeconds(50));
}
