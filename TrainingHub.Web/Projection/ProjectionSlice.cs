using Microsoft.Extensions.DependencyInjection.Extensions;
using TrainingHub.Core.Sessions.Live;
using TrainingHub.Web.Joining;

namespace TrainingHub.Web.Projection;

public static class ProjectionSlice
{
    /// <summary>The rows of sessions that lists read, and the recovery of live sessions before the server listens.</summary>
    public static IServiceCollection AddProjection(this IServiceCollection services)
    {
        services.TryAddSingleton<JoinCodeNews>(); // also where nobody joins by a code
        services.AddSingleton<SessionRows>();
        services.AddSingleton<ProjectionCatchUp>();
        services.AddSingleton<ISessionProjection, SessionProjection>();
        services.AddHostedService<RecoveryAtStart>();
        return services;
    }
}
