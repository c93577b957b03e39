using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Web.Demo;

namespace TrainingHub.Web.Data;

public static class DataSlice
{
    /// <summary>Takes the data directory: <c>Data:Directory</c>, or <c>data</c>, or the demo's own.</summary>
    /// <exception cref="StartupRefusedException">The directory cannot be used.</exception>
    public static Task<DataDirectory> OpenDataAsync(this IConfiguration configuration, DemoOptions demo)
        => DataDirectory.OpenAsync(DataFiles.From(configuration, demo.Enabled), TimeProvider.System);

    /// <summary>Puts the database and the cookies' keys in the data directory.</summary>
    public static IServiceCollection AddData(this IServiceCollection services, DataDirectory directory)
    {
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
