using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace TrainingHub.Web.Health;

public static class HealthSlice
{
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<JournalWritable>();
        services.AddHealthChecks()
            .AddCheck<DatabaseReachable>("database")
            .AddCheck<JournalWritable>("journal");
        return services;
    }

    /// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it can take calls, else 503.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        routes.MapHealthChecks("/health/ready");
    }
}
