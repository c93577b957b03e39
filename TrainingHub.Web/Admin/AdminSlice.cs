namespace TrainingHub.Web.Admin;

public static class AdminSlice
{
    /// <summary>The cockpit's own look at accounts.</summary>
    public static IServiceCollection AddAdmin(this IServiceCollection services) => services.AddSingleton<People>();
}
