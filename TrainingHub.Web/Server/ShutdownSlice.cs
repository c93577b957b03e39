using System.Globalization;

namespace TrainingHub.Web.Server;

public static class ShutdownSlice
{
    private const string Sentence = "The server is shutting down; come back in a moment.";

    private static readonly TimeSpan ComeBackAfter = TimeSpan.FromSeconds(2);
    private static readonly Dictionary<string, object?> Code = new() { ["code"] = "unavailable" };

    /// <summary>An end within 5 s that loses nothing: answers first, then farewells, then the rest is cut off.</summary>
    public static IServiceCollection AddShutdown(this IServiceCollection services)
    {
        services.AddSingleton<Shutdown>();
        services.AddHostedService(provider => provider.GetRequiredService<Shutdown>());
        services.Configure<HostOptions>(host => host.ShutdownTimeout = Shutdown.Longest);
        return services;
    }

    /// <summary>Goes first: what comes while the server stops is answered 503, and what goes on too long is aborted.</summary>
    public static void UseShutdown(this WebApplication app)
    {
        var shutdown = app.Services.GetRequiredService<Shutdown>();
        app.Use(async (http, next) =>
        {
            if (shutdown.HasBegun)
            {
                http.Response.Headers.RetryAfter = ComeBackAfter.TotalSeconds.ToString(CultureInfo.InvariantCulture);
                await TypedResults.Problem(Sentence, statusCode: StatusCodes.Status503ServiceUnavailable, extensions: Code).ExecuteAsync(http);
                return;
            }

            await using var cutOff = shutdown.CutOff.Register(static http => ((HttpContext)http!).Abort(), http);
            await next(http);
        });
    }
}
