namespace TrainingHub.Client;

public enum Intensity { Easy, Moderate, Hard, Max }

/// <summary>Where a player is in an exercise.</summary>
public sealed record ExerciseProgress
{
    public required string SessionId { get; init; }

    public required string PlayerId { get; init; }

    /// <summary>1 … 64 characters; one that is not in the workout is an extra exercise.</summary>
    public required string ExerciseId { get; init; }

    public required string ExerciseName { get; init; }

    /// <summary>At most <see cref="TotalSets"/>.</summary>
    public required int SetNumber { get; init; }

    /// <summary>0 … 1000.</summary>
    public required int TotalSets { get; init; }

    /// <summary>0 … 1000.</summary>
    public int? Reps { get; init; }

    /// <summary>kg, 0 … 1000.</summary>
    public double? Weight { get; init; }

    /// <summary>s, 0 … 86 400.</summary>
    public double? Duration { get; init; }

    /// <summary>s, 0 … 86 400.</summary>
    public double? RestTime { get; init; }

    public required bool Completed { get; init; }

    /// <summary>How hard the set was, CR-10: 1 … 10 in half steps. Told to staff and the player alone.</summary>
    public double? Rpe { get; init; }

    /// <summary>0 … 1000, of an attempt at a drill.</summary>
    public int? Errors { get; init; }

    /// <summary>The set is left out; never with <see cref="Completed"/>.</summary>
    public bool? Skipped { get; init; }

    /// <summary>The exercise of the workout in whose place this one is done, 1 … 64 characters.</summary>
    public string? InsteadOf { get; init; }

    public DateTimeOffset? Timestamp { get; init; }
}

/// <summary>Where a player is in an interval.</summary>
public sealed record IntervalProgress
{
    public required string SessionId { get; init; }

    public required string PlayerId { get; init; }

    /// <summary>1 … 64 characters.</summary>
    public required string IntervalId { get; init; }

    public required string IntervalName { get; init; }

    /// <summary>From 1, at most <see cref="TotalIntervals"/>.</summary>
    public required int CurrentInterval { get; init; }

    /// <summary>0 … 1000.</summary>
    public required int TotalIntervals { get; init; }

    /// <summary>s, 0 … 86 400.</summary>
    public required double TimeRemaining { get; init; }

    public required Intensity Intensity { get; init; }

    /// <summary>beats/min.</summary>
    public TargetBand? TargetHeartRate { get; init; }

    /// <summary>W.</summary>
    public TargetBand? TargetPower { get; init; }

    /// <summary>s/km.</summary>
    public TargetBand? TargetPace { get; init; }

    public required bool Completed { get; init; }

    public DateTimeOffset? Timestamp { get; init; }
}

/// <summary>A range to stay in, both ends included.</summary>
public sealed record TargetBand(double Min, double Max);
