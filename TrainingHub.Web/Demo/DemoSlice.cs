using TrainingHub.Web.Accounts;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Demo;

public static class DemoSlice
{
    private const string RecordingsSetting = "demo-recordings";

    /// <summary>With <c>--demo</c>: its people, and twelve athletes who send through the public hub, simulated or (<c>--demo-recordings DIR</c>) from real recordings.</summary>
    /// <exception cref="StartupRefusedException">The recordings cannot be read, or were asked for without <c>--demo</c>.</exception>
    public static IServiceCollection AddDemo(this IServiceCollection services, IConfiguration configuration, DemoOptions demo)
    {
        var recordings = configuration[RecordingsSetting];
        if (!demo.Enabled)
        {
            return recordings is null ? services : throw new StartupRefusedException("--demo-recordings plays recordings in the demo; give --demo too.");
        }

        var team = DemoTeam.Create(recordings is null ? [] : DemoRecordings.Read(recordings));
        services.AddSingleton(team);
        services.AddSingleton(new DemoUsers(DemoTeam.TrainerId, team.PlayerId, DemoTeam.ObserverId, DemoTeam.AdminId));
        services.AddSingleton<DemoSeed>();
        services.AddSingleton<DemoSessions>();
        services.AddHostedService<DemoStage>();
        return services;
    }

    /// <summary>Puts the demo's people into the database; nothing where this is no demo.</summary>
    public static Task PrepareDemoAsync(this WebApplication app)
        => app.Services.GetService<DemoSeed>()?.RunAsync(app.Lifetime.ApplicationStopping) ?? Task.CompletedTask;
}
