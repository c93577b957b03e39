namespace TrainingHub.Web.Workouts;

public static class WorkoutsSlice
{
    /// <summary>The library of workouts.</summary>
    public static IServiceCollection AddWorkouts(this IServiceCollection services)
    {
        services.AddSingleton<WorkoutLibrary>();
        services.AddSingleton<MyPlayers>();
        services.AddSingleton<StartOffers>();
        return services;
    }

    /// <summary>Workouts as files.</summary>
    public static void MapWorkouts(this IEndpointRouteBuilder routes) => routes.MapWorkoutExport();
}
