using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace TrainingHub.Web.Data;

/// <summary>Lets <c>dotnet ef</c> see the model without starting the server.</summary>
public sealed class DesignTimeDb : IDesignTimeDbContextFactory<TrainingHubDb>
{
    public TrainingHubDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<TrainingHubDb>().UseSqlite("Data Source=:memory:").UseOpenIddict().Options);
}
