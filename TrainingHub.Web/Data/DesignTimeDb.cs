using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace TrainingHub.Web.Data;

/// <summary>Lets <c>dotnet ef</c> see the model without starting the server.</summary>
public sealed class DesignTimeDb : IDesignTimeDbContextFactory<TrainingHubDb>
{
    public TrainingHubDb CreateDbContext(string[] args)
    {
        // Identity reads from its options which tables there are.
        var services = new ServiceCollection()
            .Configure<IdentityOptions>(identity => identity.Stores.SchemaVersion = TrainingHubDb.IdentityVersion)
            .BuildServiceProvider();
        return new(new DbContextOptionsBuilder<TrainingHubDb>()
            .UseApplicationServiceProvider(services)
            .UseSqlite("Data Source=:memory:")
            .UseOpenIddict()
            .Options);
    }
}
