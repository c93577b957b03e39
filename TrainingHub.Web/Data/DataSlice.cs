using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Web.Demo;

namespace TrainingHub.Web.Data;

public static class DataSlice
{
    /// <summary>Takes the data directory (<c>Data:Directory</c>) and puts the database and the cookies' keys in it.</summary>
    /// <exception cref="StartupRefusedException">The directory cannot be used.</exception>
    public static IServiceCollection AddData(this IServiceCollection services, IConfiguration configuration, DemoOptions demo)
    {
        var directory = DataDirectory.Open(configuration["Data:Directory"] ?? (demo.Enabled ? "data/demo" : "data"));
        // Made by the container, so that the container lets go of it.
        services.AddSingleton(_ => directory);
        services.AddDbContextFactory<TrainingHubDb>(options => options
            .UseSqlite(new SqliteConnectionStringBuilder { DataSource = directory.Database }.ConnectionString)
            .UseOpenIddict());
        services.AddSingleton<DatabaseStart>();
        services.AddDataProtection()
            .SetApplicationName("TrainingHub")
            .PersistKeysToFileSystem(new DirectoryInfo(directory.Keys));
        return services;
    }

    /// <summary>Migrates the database; nothing else may touch it before.</summary>
    /// <exception cref="StartupRefusedException">The database cannot be used.</exception>
    public static Task PrepareDataAsync(this WebApplication app) =>
        app.Services.GetRequiredService<DatabaseStart>().RunAsync(app.Lifetime.ApplicationStopping);
}
