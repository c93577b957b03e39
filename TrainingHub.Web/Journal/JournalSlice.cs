using Microsoft.Extensions.Options;
using TrainingHub.Core.Journal;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Journal;

public static class JournalSlice
{
    /// <summary>The journal of all sessions in the data directory; made by the container, which on shutdown waits until what was accepted is on disk.</summary>
    public static IServiceCollection AddJournal(this IServiceCollection services)
    {
        services.AddOptions<JournalOptions>().BindConfiguration("Journal").ValidateOnStart();
        services.AddSingleton<IValidateOptions<JournalOptions>, ValidateJournalOptions>();
        services.AddSingleton<JournalMeter>();
        services.AddSingleton(provider => SqliteSessionJournal.Open(
            provider.GetRequiredService<DataDirectory>().Journal,
            provider.GetRequiredService<IOptions<JournalOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<JournalMeter>(),
            provider.GetRequiredService<ILogger<SqliteSessionJournal>>()));
        services.AddSingleton<ISessionJournal>(provider => provider.GetRequiredService<SqliteSessionJournal>());
        services.AddHostedService<JournalCompaction>();
        services.AddHostedService<JournalInspection>();
        return services;
    }
}
