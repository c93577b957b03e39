namespace TrainingHub.Web.Audit;

public static class AuditSlice
{
    /// <summary>Who did what to whom: written by the doors, read by admins.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddSingleton<AuditLog>()
        .AddSingleton<AuditReading>();

    public static void MapAudit(this IEndpointRouteBuilder routes) => routes.MapAuditExport();
}
