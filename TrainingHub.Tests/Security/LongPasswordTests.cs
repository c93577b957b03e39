using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Tests.Web;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Security;

public sealed class LongPasswordTests(WebApp app) : IClassFixture<WebApp>
{
    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public async Task A_password_has_at_most_128_characters(int length, bool isTaken)
    {
        var invitations = app.Services.GetRequiredService<Invitations>();
        var link = await invitations.CreateAsync(await app.CreateAdminAsync(), $"{Guid.NewGuid():N}@example.org", "Ada", [RoleNames.Player]);

        var refusal = await invitations.RedeemAsync(link.Token!, new string('x', length));

        Assert.Equal(isTaken, refusal is null);
        Assert.Equal(!isTaken, refusal?.Message.Contains("at most so many", StringComparison.Ordinal) == true);
    }
}
