using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace TrainingHub.Core.Workouts;

/// <summary>What kind of work a workout is; on the wire in lower case.</summary>
public enum WorkoutType { Strength, Conditioning, Hybrid, Agility }

/// <summary>How hard an interval is meant to be, in words; on the wire in lower case.</summary>
public enum Intensity { Easy, Moderate, Hard, Max }

/// <summary>
/// A plan that a session follows. A session keeps its own copy from the moment it is created, so that a later edit changes no recording.
/// </summary>
/// <param name="WorkoutId">At most 64 characters.</param>
/// <param name="Exercises">Sets to be logged, in order; empty for a pure interval workout.</param>
/// <param name="Intervals">Timed parts, in order, run by the session's clock; empty for a pure strength workout.</param>
public sealed record Workout(
    string WorkoutId,
    string Name,
    WorkoutType Type,
    ImmutableArray<Exercise> Exercises,
    ImmutableArray<Interval> Intervals)
{
    /// <summary>The intervals' durations added up.</summary>
    public TimeSpan IntervalsDuration => Intervals.Aggregate(TimeSpan.Zero, (sum, interval) => sum + interval.Duration);

    // A set of repetitions without a length of its own, for planning only.
    private static readonly TimeSpan _aSet = TimeSpan.FromSeconds(45);

    /// <summary>How long the workout takes, to plan the day with: the intervals' durations, and each set with its rest (45 s for a set of repetitions). An estimate, never a limit.</summary>
    [JsonIgnore]
    public TimeSpan PlannedDuration => IntervalsDuration
        + Exercises.Aggregate(TimeSpan.Zero, (sum, exercise) => sum + (exercise.Sets * ((exercise.Duration ?? _aSet) + exercise.Rest)));

    /// <summary>Where the plan stands after <paramref name="active"/> time of the session's clock (pauses left out).</summary>
    /// <returns>The interval, its index from 0 and the time left in it; null when there are no intervals or all are over.</returns>
    public IntervalPosition? At(TimeSpan active)
    {
        var end = TimeSpan.Zero;
        for (var index = 0; index < Intervals.Length; index++)
        {
            end += Intervals[index].Duration;
            if (active < end)
            {
                return new IntervalPosition(index, Intervals[index], end - active);
            }
        }

        return null;
    }
}

/// <summary>A point in a plan's intervals.</summary>
/// <param name="Index">From 0.</param>
public sealed record IntervalPosition(int Index, Interval Interval, TimeSpan Remaining);

/// <summary>Sets of one movement.</summary>
/// <param name="ExerciseId">At most 64 characters, unique in its workout.</param>
/// <param name="Reps">Target repetitions a set; null where a set is timed.</param>
/// <param name="WeightKg">Target load in kg; null for bodyweight.</param>
/// <param name="Duration">Target length of a timed set; null where repetitions count.</param>
/// <param name="Rest">Between sets.</param>
public sealed record Exercise(string ExerciseId, string Name, int Sets, int? Reps, double? WeightKg, TimeSpan? Duration, TimeSpan Rest);

/// <summary>A timed part of a workout.</summary>
/// <param name="IntervalId">At most 64 characters, unique in its workout.</param>
/// <param name="Target">What to hold; null for "as you like".</param>
public sealed record Interval(string IntervalId, string Name, TimeSpan Duration, Intensity Intensity, IntervalTarget? Target);
