using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Web;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Browser;

[Collection(OneBrowser.Name)]
public sealed class AccountPageLooks(Chromium chromium)
{
    [SkippableFact]
    public async Task The_account_pages_look_right()
    {
        await using var app = await WebApp.StartAsync();
        var user = await app.CreateUserAsync("Ada Lind", RoleNames.Player);
        await using var context = await chromium.OpenAsync(app.Address);
        var page = await context.NewPageAsync();
        foreach (var (path, name) in new[] { ("account/setup", "setup"), ("account/login", "sign-in"), ("account/invite/used", "invite-used") })
        {
            await page.GotoAsync(path);
            await Look.AtAsync(page, $"account-{name}");
        }

        await SignInAsync(page, user);
        foreach (var name in new[] { "profile", "password", "passkeys", "two-factor", "data" })
        {
            await page.GotoAsync(name == "profile" ? "account/manage" : $"account/manage/{name}");
            await Look.AtAsync(page, $"account-manage-{name}");
        }

        foreach (var (path, name) in new[] { ("connect/verify", "verify"), ("devices", "devices"), ("account/confirm", "account-confirm") })
        {
            await page.GotoAsync(path);
            await Look.AtAsync(page, name);
        }
    }

    [SkippableFact]
    public async Task A_passkey_that_was_added_signs_in_without_a_password()
    {
        await using var app = await WebApp.StartAsync();
        var user = await app.CreateUserAsync("Ada Lind", RoleNames.Player);
        await using var context = await chromium.OpenAsync(new UriBuilder(app.Address) { Host = "localhost" }.Uri);
        var page = await context.NewPageAsync();
        // The offer while typing would be taken at once by an authenticator that always says yes; this is about the button.
        await page.AddInitScriptAsync("PublicKeyCredential.isConditionalMediationAvailable = async () => false");
        await AddAuthenticatorAsync(await context.NewCDPSessionAsync(page));
        await SignInAsync(page, user);

        await page.GotoAsync("account/manage/passkeys");
        await page.GetByLabel("What to call it").FillAsync("My phone");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The passkey is added.")).ToBeVisibleAsync();

        await page.Locator(".app-menu summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).First).ToBeVisibleAsync();
        // Somebody else's wrong passwords do not stand in the way.
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
            var guessed = (await users.FindByIdAsync(user.Id))!;
            await users.SetLockoutEndDateAsync(guessed, DateTimeOffset.MaxValue.AddYears(-7000));
            Assert.True(await users.IsLockedOutAsync(guessed));
        }

        await page.GotoAsync("account/login?returnUrl=%2Faccount%2Fmanage");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("Ada Lind");
    }

    [SkippableFact]
    public async Task A_live_page_ends_when_its_account_is_locked()
    {
        await using var club = await Club.OpenAsync();
        await using var context = await chromium.OpenAsync(club.Address, 390, 844);
        var session = await club.PlanAsync();
        var page = await club.SignInAsync(context, club.Players[0]);
        await page.GotoAsync($"/sessions/{session}/play");
        await club.SampleAsync(session, club.Players[0], 96);
        await Assertions.Expect(page.GetByText("96", new() { Exact = true })).ToBeVisibleAsync();

        Assert.Null(await club.Accounts.LockAsync(Club.CallerOf(club.Admin, Roles.Admin), club.Players[0].Id));

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }

    private static async Task SignInAsync(IPage page, User user)
    {
        await page.GotoAsync("account/login");
        await page.GetByLabel("E-mail").FillAsync(user.Email!);
        await page.GetByLabel("Password").FillAsync(WebApp.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".app-menu")).ToBeVisibleAsync();
    }

    private static async Task AddAuthenticatorAsync(ICDPSession browser)
    {
        await browser.SendAsync("WebAuthn.enable");
        await browser.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new
            {
                protocol = "ctap2",
                transport = "internal",
                hasResidentKey = true,
                hasUserVerification = true,
                isUserVerified = true,
                automaticPresenceSimulation = true,
            },
        });
    }
}
