using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Core.Players;
using TrainingHub.Web.Data;
using TrainingHub.Web.Sharing;

namespace TrainingHub.Tests.Web.Sharing;

/// <summary>A player's choice as their account page makes it.</summary>
internal static class Choices
{
    public static async Task ChooseAsync(this WebApp app, User player, HeartRateVisibility observersSee, HeartRateVisibility? teamSees = null)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var user = await scope.ServiceProvider.GetRequiredService<UserManager<User>>().FindByIdAsync(player.Id);
        var choice = new SharingChoice(observersSee, teamSees);
        Assert.Null(await scope.ServiceProvider.GetRequiredService<PlayerSharing>().ChooseAsync(user!, choice, ConsentTexts.Team.Version, CancellationToken.None));
    }
}
