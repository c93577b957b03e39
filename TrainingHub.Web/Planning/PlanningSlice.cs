namespace TrainingHub.Web.Planning;

public static class PlanningSlice
{
    /// <summary>Lists of sessions, and what a new one can be made of.</summary>
    public static IServiceCollection AddPlanning(this IServiceCollection services)
    {
        services.AddSingleton<SessionLists>();
        services.AddSingleton<PlanChoices>();
        return services;
    }
}
