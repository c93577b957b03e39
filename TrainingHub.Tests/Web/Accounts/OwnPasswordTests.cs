using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Web.Accounts;

/// <summary>Pages that ask who is signed in for their password once more: guesses count there as they do at the sign-in.</summary>
public sealed class OwnPasswordTests(WebApp app) : IClassFixture<WebApp>
{
    [Theory]
    [InlineData("account/manage/data", "Erase my account", "password")]
    [InlineData("account/manage/password", "Change the password", "old-password")]
    public async Task Five_wrong_passwords_lock_it_for_the_right_one_too(string path, string button, string field)
    {
        var user = await app.CreateUserAsync("Ada", RoleNames.Player);
        using var browser = await app.CreateClientAsync(user);
        for (var i = 0; i < 5; i++)
        {
            Assert.Contains("not your password", (await TryAsync($"guess {i}")).Notice, StringComparison.Ordinal);
        }

        Assert.Contains("not your password", (await TryAsync(WebApp.Password)).Notice, StringComparison.Ordinal);
        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var kept = await users.FindByIdAsync(user.Id);
        Assert.NotNull(kept);
        Assert.True(await users.CheckPasswordAsync(kept, WebApp.Password));

        async Task<PageForm.Answer> TryAsync(string password)
        {
            var form = (await PageForm.OpenAsync(browser, path, button)).With(field, password);
            return await (field == "old-password" ? form.With("new-password", "another long password") : form).SendAsync();
        }
    }
}
