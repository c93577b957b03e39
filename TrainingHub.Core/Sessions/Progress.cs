using TrainingHub.Core.Workouts;

namespace TrainingHub.Core.Sessions;

/// <summary>Where a player is in an exercise (`protocol.md` §2.4).</summary>
/// <param name="ExerciseId">1 … 64 characters; one that is not in the workout is an extra exercise.</param>
/// <param name="SetNumber">0 … 1000, at most <paramref name="TotalSets"/>.</param>
/// <param name="Reps">0 … 1000.</param>
/// <param name="Weight">kg, 0 … 1000.</param>
/// <param name="Duration">s, 0 … 86 400.</param>
/// <param name="RestTime">s, 0 … 86 400.</param>
/// <param name="Timestamp">The sender's clock.</param>
public sealed record ExerciseProgress(
    string PlayerId,
    string ExerciseId,
    string ExerciseName,
    int SetNumber,
    int TotalSets,
    bool Completed,
    int? Reps = null,
    double? Weight = null,
    double? Duration = null,
    double? RestTime = null,
    DateTimeOffset? Timestamp = null);

/// <summary>Where a player is in an interval (`protocol.md` §2.4).</summary>
/// <param name="CurrentInterval">From 1; 0 … 1000, at most <paramref name="TotalIntervals"/>.</param>
/// <param name="TimeRemaining">s, 0 … 86 400.</param>
/// <param name="TargetHeartRate">beats/min, 20 … 260.</param>
/// <param name="TargetPower">W, 0 … 4000.</param>
/// <param name="TargetPace">s/km, 25 … 7200.</param>
public sealed record IntervalProgress(
    string PlayerId,
    string IntervalId,
    string IntervalName,
    int CurrentInterval,
    int TotalIntervals,
    double TimeRemaining,
    Intensity Intensity,
    bool Completed,
    TargetBand? TargetHeartRate = null,
    TargetBand? TargetPower = null,
    TargetBand? TargetPace = null,
    DateTimeOffset? Timestamp = null);

/// <summary>A target on the wire: <paramref name="Min"/> at most <paramref name="Max"/>, in the unit of its property.</summary>
public sealed record TargetBand(double Min, double Max);
