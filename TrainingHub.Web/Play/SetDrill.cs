using TrainingHub.Core.Workouts;

namespace TrainingHub.Web.Play;

/// <summary>Whether the sets of an exercise are attempts at a drill, each with its time and its errors.</summary>
public static class SetDrill
{
    public static bool Is(Workout workout, Exercise exercise) => workout.Type == WorkoutType.Agility && exercise.WeightKg is null;
}
