using System.Collections.Immutable;

namespace TrainingHub.Core.Workouts;

/// <summary>What a trainer writes: a tree of steps in the order of the work. A session runs the flat <see cref="Workout"/> that it expands to.</summary>
/// <param name="Description">At most 2000 characters.</param>
public sealed record WorkoutPlan(WorkoutType Type, string? Description, ImmutableArray<PlanStep> Steps)
{
    public ImmutableArray<PlanStep> Steps { get; init; } = Steps.IsDefault ? [] : Steps;

    /// <summary>
    /// Repeats unrolled, every part with an id of its own, distances given a planned time. Exercises before a timed part get a window of the clock as long as they are
    /// estimated to take; those at the end are done at the player's own pace, after the clock's last part.
    /// </summary>
    /// <remarks>Of a plan without <see cref="Fault"/>; of another it is as good as it can be, and never more than <see cref="PlanRules.MostParts"/> parts long.</remarks>
    public Workout ToWorkout(string workoutId, string name) => new PlanExpander().Expand(this, workoutId, name);

    /// <summary>A sentence that names the step and what is allowed, such as <c>Step 3 › 2, Work: duration was 0 s; 1 s to 24 h are allowed.</c>; null where all is well.</summary>
    public string? Fault() => PlanRules.Fault(this);

    /// <summary>A flat workout as a plan; <see cref="ToWorkout"/> gives it back, ids and all.</summary>
    public static WorkoutPlan Of(Workout workout)
    {
        var exercises = workout.Exercises.ToDictionary(exercise => exercise.ExerciseId);
        var steps = ImmutableArray.CreateBuilder<PlanStep>();
        foreach (var interval in workout.Intervals)
        {
            if (interval.ExerciseIds is { } window)
            {
                steps.AddRange(window.Where(exercises.ContainsKey).Select(id => StepOf(exercises[id])));
            }
            else
            {
                steps.Add(StepOf(interval));
            }
        }

        steps.AddRange(workout.UnclockedExerciseIds().Select(id => StepOf(exercises[id])));
        return new WorkoutPlan(workout.Type, null, steps.DrainToImmutable());
    }

    private static PlanStep StepOf(Exercise exercise) => exercise.IsDrill
        ? new PlanStep.Drill(exercise.Name, exercise.Sets, exercise.Duration, exercise.Rest) { Id = exercise.ExerciseId }
        : new PlanStep.Exercise(exercise.Name, exercise.Sets, exercise.Reps, exercise.WeightKg, exercise.Duration, exercise.Rest) { Id = exercise.ExerciseId };

    private static PlanStep StepOf(Interval interval) => interval.IsTransition
        ? new PlanStep.Transition(interval.Name, interval.Duration) { Id = interval.IntervalId }
        : new PlanStep.Interval(
            interval.Name, interval.DistanceM is null ? interval.Duration : null, interval.DistanceM, interval.Intensity,
            interval.Target, interval.RampTo, interval.CadenceRpm) { Id = interval.IntervalId };
}
