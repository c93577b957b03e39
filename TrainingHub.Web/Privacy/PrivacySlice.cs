using Microsoft.Extensions.Options;

namespace TrainingHub.Web.Privacy;

public static class PrivacySlice
{
    /// <summary>What people may ask of their own data, and how long sessions are kept.</summary>
    public static IServiceCollection AddPrivacy(this IServiceCollection services)
    {
        services.AddOptions<RetentionOptions>().BindConfiguration("Data").ValidateOnStart();
        services.AddSingleton<IValidateOptions<RetentionOptions>, ValidateRetentionOptions>();
        services.AddSingleton<Erasures>();
        services.AddSingleton<ErasedPeople>();
        services.AddSingleton<PersonErasure>();
        services.AddSingleton<DatabaseScrub>();
        services.AddScoped<PersonalArchive>();
        services.AddHostedService<ErasureJob>();
        services.AddSingleton<Retention>();
        services.AddHostedService(provider => provider.GetRequiredService<Retention>());
        return services;
    }
}
