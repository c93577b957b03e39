namespace TrainingHub.Web.Sharing;

/// <summary>What players show of themselves to observers and team-mates.</summary>
public static class SharingSlice
{
    public static IServiceCollection AddSharing(this IServiceCollection services)
    {
        services.AddScoped<PlayerSharing>();
        services.AddSingleton<SharingNews>();
        services.AddSingleton<SharingCarrier>();
        services.AddHostedService(provider => provider.GetRequiredService<SharingCarrier>());
        return services;
    }
}
