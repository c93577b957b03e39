using Microsoft.Extensions.Options;

namespace TrainingHub.Web.Scheduling;

public static class SchedulingSlice
{
    /// <summary>Sessions that repeat, what is planned for whom, and who is planned twice.</summary>
    public static IServiceCollection AddScheduling(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<SchedulingOptions>, SchedulingOptions.Validator>();
        services.AddOptions<SchedulingOptions>().BindConfiguration("Scheduling").ValidateOnStart();
        services.AddSingleton<SeriesMaker>();
        services.AddHostedService(provider => provider.GetRequiredService<SeriesMaker>());
        services.AddSingleton<SeriesBook>();
        services.AddSingleton<Schedule>();
        services.AddSingleton<Conflicts>();
        services.AddScoped<ViewerZone>();
        return services;
    }
}
