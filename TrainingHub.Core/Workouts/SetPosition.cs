using System.Collections.Immutable;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Core.Workouts;

/// <summary>A set of a workout's exercises: where a player is, or what comes next.</summary>
/// <param name="Index">Of the exercise, from 0.</param>
/// <param name="Number">Of the set, from 1.</param>
/// <param name="Total">Sets of this exercise, extra ones included.</param>
public sealed record SetPosition(int Index, Exercise Exercise, int Number, int Total)
{
    /// <summary>Where a player is who last reported <paramref name="progress"/>.</summary>
    /// <param name="progress">Null: nothing yet. One that is done in place of another counts as that one. An exercise that is not in the workout says nothing about the place in it.</param>
    /// <returns>The set to do; null when all are behind the player, or there are none.</returns>
    public static SetPosition? At(Workout workout, ExerciseProgress? progress)
    {
        if (progress is null || LastReported(workout, progress) is not { } last)
        {
            return First(workout, 0);
        }

        return progress.IsOver ? last.Next(workout) : last;
    }

    /// <summary>Where a player is among the sets that are due together: those of a window of the clock, or those that follow the last interval.</summary>
    /// <param name="due">Ids of exercises, in the workout's order.</param>
    /// <returns>The set to do; null when all of these are behind the player, or there are none. What was left undone of others is passed over.</returns>
    public static SetPosition? At(Workout workout, ExerciseProgress? progress, ImmutableArray<string> due)
    {
        if (progress is not null && LastReported(workout, progress) is { } last && due.Contains(last.Exercise.ExerciseId))
        {
            return progress.IsOver ? last.Next(workout, due) : last;
        }

        for (var index = 0; index < workout.Exercises.Length; index++)
        {
            if (due.Contains(workout.Exercises[index].ExerciseId))
            {
                return First(workout, index);
            }
        }

        return null;
    }

    /// <summary>Which report says where a player is: the newer one, except of an exercise that is not in the plan, and of an earlier set that was only logged late or put right; that leads nobody back.</summary>
    /// <param name="place">What said it until now; null: nothing.</param>
    public static ExerciseProgress? Place(Workout workout, ExerciseProgress? place, ExerciseProgress report)
        => LastReported(workout, report) is not { } reported ? place
            : place is not null && LastReported(workout, place) is { } furthest && (reported.Index, reported.Number).CompareTo((furthest.Index, furthest.Number)) < 0
                && (place.IsOver || report.IsOver) ? place
            : report;

    /// <summary>A player's sets of an exercise, with the extra ones that they asked for as far as they are known: of the exercise where they are, and of the one last reported.</summary>
    public static int SetsOf(Exercise exercise, PlayerState player)
        => new[] { player.Place, player.Exercise }.Max(report => report?.PlannedId == exercise.ExerciseId ? Math.Max(report.TotalSets, exercise.Sets) : exercise.Sets);

    /// <summary>The set that <paramref name="progress"/> is about; null where its exercise is not in the workout.</summary>
    public static SetPosition? LastReported(Workout workout, ExerciseProgress progress)
    {
        for (var index = 0; index < workout.Exercises.Length; index++)
        {
            if (workout.Exercises[index] is var exercise && exercise.ExerciseId == progress.PlannedId)
            {
                return new SetPosition(index, exercise, Math.Max(1, progress.SetNumber), Math.Max(exercise.Sets, progress.TotalSets));
            }
        }

        return null;
    }

    /// <summary>The set after this one; null after the last.</summary>
    public SetPosition? Next(Workout workout) => Number < Total ? this with { Number = Number + 1 } : First(workout, Index + 1);

    /// <summary>The set after this one among those that are due together; null after the last of them.</summary>
    public SetPosition? Next(Workout workout, ImmutableArray<string> due) => Next(workout) is { } next && due.Contains(next.Exercise.ExerciseId) ? next : null;

    /// <summary>The first of the sets from exercise <paramref name="index"/> on.</summary>
    private static SetPosition? First(Workout workout, int index)
        => index < workout.Exercises.Length ? new SetPosition(index, workout.Exercises[index], 1, workout.Exercises[index].Sets) : null;
}
