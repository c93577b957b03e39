using System.Collections.Immutable;
using System.Text.Json.Serialization;
using TrainingHub.Core.Players;

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

    /// <summary>How long it takes: the intervals, and for the sets that no interval holds an estimate (<see cref="Exercise.PlannedTime"/>).</summary>
    public TimeSpan PlannedTime() => Exercises.Where(IsUnclocked).Aggregate(IntervalsDuration, (sum, exercise) => sum + exercise.PlannedTime());

    /// <summary>The ids of the exercises that no interval holds: they are done at the player's own pace when the intervals are over.</summary>
    public ImmutableArray<string> UnclockedExerciseIds() => [.. Exercises.Where(IsUnclocked).Select(exercise => exercise.ExerciseId)];

    /// <summary>The ids of the exercises whose sets are due after <paramref name="active"/> time of the session's clock: those of its window, or those that no interval holds once all are over.</summary>
    /// <returns>None while an interval without sets runs.</returns>
    public ImmutableArray<string> DueAt(TimeSpan active) => At(active) is { } position ? position.Interval.ExerciseIds ?? [] : UnclockedExerciseIds();

    private bool IsUnclocked(Exercise exercise) => !Intervals.Any(interval => interval.ExerciseIds is { } ids && ids.Contains(exercise.ExerciseId));
}

/// <summary>A point in a plan's intervals.</summary>
/// <param name="Index">From 0.</param>
public sealed record IntervalPosition(int Index, Interval Interval, TimeSpan Remaining)
{
    /// <summary>How much of the interval is behind: 0 at its start, 1 at its end.</summary>
    public double Fraction => Interval.Duration > TimeSpan.Zero ? Math.Clamp(1 - (Remaining / Interval.Duration), 0, 1) : 1;
}

/// <summary>Sets of one movement.</summary>
/// <param name="ExerciseId">At most 64 characters, unique in its workout.</param>
/// <param name="Reps">Target repetitions a set; null where a set is timed, or is as many as the player can.</param>
/// <param name="WeightKg">Target load in kg; null for bodyweight.</param>
/// <param name="Duration">Target length of a timed set, of a drill the time to beat; null where repetitions count.</param>
/// <param name="Rest">Between sets.</param>
/// <param name="IsDrill">Agility: a set is an attempt, and its report tells the time that it took.</param>
public sealed record Exercise(
    string ExerciseId,
    string Name,
    int Sets,
    int? Reps,
    double? WeightKg,
    TimeSpan? Duration,
    TimeSpan Rest,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsDrill = false)
{
    private static readonly TimeSpan _rep = TimeSpan.FromSeconds(3), _openSet = TimeSpan.FromSeconds(40);

    /// <summary>About how long all sets take, rests included: 3 s a repetition, 40 s a set that says neither time nor repetitions.</summary>
    public TimeSpan PlannedTime() => Sets * ((Duration ?? Reps * _rep ?? _openSet) + Rest);
}

/// <summary>A timed part of a workout.</summary>
/// <param name="IntervalId">At most 64 characters, unique in its workout.</param>
/// <param name="Duration">By the session's clock; where a distance is to be covered, the time that the plan gives it, since all players share one clock.</param>
/// <param name="Target">What to hold; null for "as you like".</param>
/// <param name="RampTo">What to hold at the end, in the target's kind, reached linearly; null where the target stays.</param>
/// <param name="DistanceM">What is to be covered, m; null where the time alone counts.</param>
/// <param name="CadenceRpm">Revolutions (on foot: steps) a minute to hold beside the target.</param>
/// <param name="ExerciseIds">The sets that are due while it runs, in order; null for work by the clock alone.</param>
/// <param name="IsTransition">A change of place or equipment.</param>
public sealed record Interval(
    string IntervalId,
    string Name,
    TimeSpan Duration,
    Intensity Intensity,
    IntervalTarget? Target,
    IntervalTarget? RampTo = null,
    double? DistanceM = null,
    int? CadenceRpm = null,
    ImmutableArray<string>? ExerciseIds = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsTransition = false)
{
    /// <summary>What one player is to hold at a moment of the interval, in bpm, W or s/km.</summary>
    /// <param name="fraction">0 at the start, 1 at the end.</param>
    /// <returns>Null where there is no target, or the player's thresholds do not hold what it needs.</returns>
    public TargetRange? TargetAt(double fraction, Thresholds thresholds)
        => Target?.For(thresholds) is not { } start ? null
            : RampTo?.For(thresholds) is { } end ? start.Towards(end, fraction)
            : start;
}
