namespace TrainingHub.Web.Workouts;

public static class WorkoutsSlice
{
    /// <summary>The library of workouts.</summary>
    public static IServiceCollection AddWorkouts(this IServiceCollection services)
    {
        services.AddSingleton<WorkoutLibrary>();
        return services;
    }
}
