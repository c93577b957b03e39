using Microsoft.AspNetCore.Components.Server.Circuits;

namespace TrainingHub.Web.Play;

public static class PlaySlice
{
    /// <summary>What the player's page needs beside the sessions.</summary>
    public static IServiceCollection AddPlay(this IServiceCollection services)
    {
        services.AddSingleton<LastTimes>();
        services.AddScoped<CircuitLink>();
        services.AddScoped<CircuitHandler>(provider => provider.GetRequiredService<CircuitLink>());
        return services;
    }
}
