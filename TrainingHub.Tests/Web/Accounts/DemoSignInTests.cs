using System.Net;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Core;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Web.Accounts;

public sealed class DemoSignInTests : IAsyncLifetime
{
    private readonly DemoUsers _people = new(Ids.New(), Ids.New(), Ids.New(), Ids.New());
    private WebApp _app = null!;

    public async Task InitializeAsync() =>
        _app = await WebApp.StartAsync(web => web.ConfigureTestServices(services => services.AddSingleton(_people)));

    public Task DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("Trainer", RoleNames.Trainer)]
    [InlineData("Player", RoleNames.Player)]
    [InlineData("Observer", RoleNames.Observer)]
    [InlineData("Admin", RoleNames.Admin)]
    public async Task One_click_signs_in_as_the_demos_person(string button, string role)
    {
        var id = role switch { RoleNames.Trainer => _people.TrainerId, RoleNames.Player => _people.PlayerId, RoleNames.Observer => _people.ObserverId, _ => _people.AdminId };
        await _app.CreateUserAsync(new User { Id = id, DisplayName = $"Demo {role}" }, role);
        using var browser = _app.CreateClient();

        var answer = await (await PageForm.OpenAsync(browser, "account/login", button)).SendAsync();

        Assert.Equal("/", answer.Redirect);
        Assert.Contains($"Demo {role}", await browser.GetStringAsync(new Uri("account/manage", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_click_does_not_let_in_whom_an_admin_locked()
    {
        await _app.CreateUserAsync(new User { Id = _people.PlayerId, DisplayName = "Demo player" }, RoleNames.Player);
        using var browser = _app.CreateClient();
        var form = await PageForm.OpenAsync(browser, "account/login", "Player");
        Assert.Null(await _app.Services.GetRequiredService<AccountRoles>().LockAsync(await _app.CreateAdminAsync(), _people.PlayerId));

        Assert.Equal("/account/login", (await form.SendAsync()).Redirect);

        using var mine = await browser.GetAsync(new Uri("account/manage", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Redirect, mine.StatusCode);
    }

    [Fact]
    public async Task Another_sites_form_signs_nobody_in()
    {
        using var browser = _app.CreateClient();
        var form = await PageForm.OpenAsync(browser, "account/login", "Admin");

        Assert.Equal(HttpStatusCode.BadRequest, (await form.Without("__RequestVerificationToken").SendAsync()).Status);
    }
}
