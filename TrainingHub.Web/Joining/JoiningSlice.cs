using Microsoft.Extensions.DependencyInjection.Extensions;

namespace TrainingHub.Web.Joining;

public static class JoiningSlice
{
    /// <summary>Coming into a session by its code, as who one is or as a guest.</summary>
    public static IServiceCollection AddJoining(this IServiceCollection services)
    {
        services.TryAddSingleton<JoinCodeNews>();
        services.AddSingleton<JoinCodes>();
        services.AddSingleton<WrongCodes>();
        services.AddSingleton<Guests>();
        services.AddSingleton<CodeAdmission>();
        services.AddHostedService<JoiningUpkeep>();
        return services;
    }
}
