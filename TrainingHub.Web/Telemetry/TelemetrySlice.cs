using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using TrainingHub.Web.Accounts;

namespace TrainingHub.Web.Telemetry;

/// <summary>How the server is watched while it runs: what is measured, and who may read it.</summary>
public static class TelemetrySlice
{
    public const string MetricsPath = "/metrics";

    /// <summary>The name of the meter that all instruments of TrainingHub belong to.</summary>
    public const string MeterName = "TrainingHub";

    // The platform's own, as far as they cost nothing for each message of the hub.
    private static readonly string[] _platform =
        ["System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http.Connections", "Microsoft.AspNetCore.Identity", "Microsoft.AspNetCore.RateLimiting"];

    /// <summary>The instruments, <c>/metrics</c>, and OTLP where the environment names a collector (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c>).</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MetricsOptions>().BindConfiguration("Metrics").ValidateOnStart();
        services.AddSingleton<IValidateOptions<MetricsOptions>, ValidateMetricsOptions>();
        services.AddSingleton(provider => provider.GetRequiredService<IMeterFactory>().Create(MeterName));
        services.AddSingleton<DoorMeter>();
        services.AddSingleton<ServerGauges>();
        services.AddSingleton<MetricsAccess>();
        services.AddSingleton<CircuitCount>();
        services.AddSingleton<CircuitHandler>(provider => provider.GetRequiredService<CircuitCount>());
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("traininghub", serviceVersion: ServerVersion.Number))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter([MeterName, .. _platform]).AddPrometheusExporter(prometheus => prometheus.ScopeInfoEnabled = false);
                if (configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 } || configuration["OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"] is { Length: > 0 })
                {
                    metrics.AddOtlpExporter();
                }
            });
        return services;
    }

    public static void MapTelemetry(this IEndpointRouteBuilder routes)
    {
        // Made now: every series is there from the start.
        routes.ServiceProvider.GetRequiredService<ServerGauges>();
        routes.ServiceProvider.GetRequiredService<DoorMeter>();
        routes.ServiceProvider.GetRequiredService<SignInMeter>();
        var access = routes.ServiceProvider.GetRequiredService<MetricsAccess>();
        routes.MapPrometheusScrapingEndpoint(MetricsPath).Add(endpoint => endpoint.RequestDelegate = access.Before(endpoint.RequestDelegate!));
    }
}
