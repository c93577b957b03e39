using TrainingHub.Core.Sessions.Live;

namespace TrainingHub.Web.Projection;

public static class ProjectionSlice
{
    /// <summary>The rows of sessions that lists read, and the recovery of live sessions before the server listens.</summary>
    public static IServiceCollection AddProjection(this IServiceCollection services)
    {
        services.AddSingleton<SessionRows>();
        services.AddSingleton<ProjectionCatchUp>();
        services.AddSingleton<ISessionProjection, SessionProjection>();
        services.AddHostedService<RecoveryAtStart>();
        return services;
    }
}
