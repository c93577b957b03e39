using Microsoft.Extensions.Options;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Sessions.Live;
using TrainingHub.Web.Security;

namespace TrainingHub.Web.Sessions;

/// <summary>The realtime core in the process: settings in, <see cref="ISessions"/> out.</summary>
public static class SessionsSlice
{
    public static IServiceCollection AddSessions(this IServiceCollection services)
    {
        services.AddOptions<SessionsOptions>().BindConfiguration("Sessions").ValidateOnStart();
        services.AddOptions<BroadcastOptions>().BindConfiguration("Broadcast").ValidateOnStart();
        services.AddOptions<LimitsOptions>().BindConfiguration("Limits").ValidateOnStart();
        services.AddSingleton<IValidateOptions<SessionsOptions>, ValidateSessionsOptions>();
        services.AddSingleton<IValidateOptions<BroadcastOptions>, ValidateSessionsOptions>();
        services.AddSingleton<IValidateOptions<LimitsOptions>, ValidateSessionsOptions>();
        services.AddSingleton(Settings);
        services.AddSingleton(provider => new LiveSessions(
            provider.GetRequiredService<ISessionJournal>(),
            provider.GetRequiredService<ISessionProjection>(),
            provider.GetRequiredService<SessionsSettings>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<LiveSessions>>()));
        services.AddSingleton<SessionPlanner>();
        services.AddSingleton<RosterChanges>();
        services.AddSingleton<ISessions>(provider => provider.GetRequiredService<LiveSessions>());
        return services;
    }

    private static SessionsSettings Settings(IServiceProvider provider)
    {
        var sessions = provider.GetRequiredService<IOptions<SessionsOptions>>().Value;
        var limits = provider.GetRequiredService<IOptions<LimitsOptions>>().Value;
        var doors = provider.GetRequiredService<IOptions<DoorLimits>>().Value;
        return new SessionsSettings(
            new SessionLimits(limits.Metrics.ToAllowance(), limits.Progress.ToAllowance(), limits.Backfill.ToAllowance(), sessions.DropGrace,
                doors.PlayersPerSession, doors.GuestsPerSession)
            {
                Messages = limits.Messages.ToAllowance(),
                Hands = limits.Hands.ToAllowance(),
            },
            sessions.StaleAfter,
            provider.GetRequiredService<IOptions<BroadcastOptions>>().Value.Window);
    }
}
