using System.Text.Json.Serialization;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Core.Sessions;

/// <summary>Where a player is in an exercise (`protocol.md` §2.4). A later report of the same set replaces an earlier one; not completed after completed takes the set back.</summary>
/// <param name="ExerciseId">1 … 64 characters; one that is not in the workout is an extra exercise, or one in place of another (<paramref name="InsteadOf"/>).</param>
/// <param name="SetNumber">0 … 1000, at most <paramref name="TotalSets"/>.</param>
/// <param name="Reps">0 … 1000.</param>
/// <param name="Weight">kg, 0 … 1000.</param>
/// <param name="Duration">s, 0 … 86 400.</param>
/// <param name="RestTime">s, 0 … 86 400.</param>
/// <param name="Timestamp">The sender's clock.</param>
/// <param name="Rpe">How hard the set was, CR-10, see <see cref="ProgressRange.Rpe"/>.</param>
/// <param name="Skipped">The set is left out; never with <paramref name="Completed"/>.</param>
/// <param name="InsteadOf">The exercise of the workout in whose place this one is done: the set counts as that one's.</param>
/// <param name="Errors">0 … 1000: of an attempt at a drill.</param>
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
    DateTimeOffset? Timestamp = null,
    double? Rpe = null,
    bool? Skipped = null,
    string? InsteadOf = null,
    int? Errors = null)
{
    /// <summary>The exercise of the plan that the set counts for.</summary>
    [JsonIgnore]
    public string PlannedId => InsteadOf ?? ExerciseId;

    /// <summary>The set is behind the player: done, or left out. No repetitions and not completed is how clients from before <see cref="Skipped"/> leave one out.</summary>
    [JsonIgnore]
    public bool IsOver => Completed || IsSkipped;

    /// <summary>The same set, to be done: nothing of it was.</summary>
    public ExerciseProgress TakenBack() => this with { Completed = false, Skipped = null, Reps = null, Weight = null, Duration = null, Rpe = null, Errors = null, Timestamp = null };

    [JsonIgnore]
    public bool IsSkipped => !Completed && (Skipped == true || Reps == 0);
}

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
