using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using TrainingHub.Tests.Web;
using TrainingHub.Tests.Web.Accounts;
using TrainingHub.Tests.Web.Tokens;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Browser;

/// <summary>What a person does in a browser so that nobody else can be them, or so that a device may.</summary>
[Collection(OneBrowser.Name)]
public sealed class SecondStepTests(Chromium chromium)
{
    [SkippableFact]
    public async Task A_second_step_that_was_turned_on_is_asked_for_and_a_recovery_code_stands_in_once()
    {
        await using var app = await WebApp.StartAsync();
        var user = await app.CreateUserAsync("Ada Lind", RoleNames.Player);
        await using var own = await chromium.OpenAsync(app.Address);
        var page = await own.NewPageAsync();
        await PasswordAsync(page, user);
        await page.GotoAsync("account/manage/two-factor");
        await page.GetByLabel("Code").FillAsync(await CodeAsync(app, user));
        await page.GetByRole(AriaRole.Button, new() { Name = "Turn it on" }).ClickAsync();
        var recovery = await page.Locator(".account-codes code").First.InnerTextAsync();

        foreach (var (code, opens) in new[] { (await CodeAsync(app, user), true), ("000000", false), (recovery, true), (recovery, false) })
        {
            await using var another = await chromium.OpenAsync(app.Address);
            var elsewhere = await another.NewPageAsync();
            await PasswordAsync(elsewhere, user);
            await elsewhere.GetByLabel("Code").FillAsync(code);
            await elsewhere.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
            await Assertions.Expect(opens ? elsewhere.Locator(".app-menu") : elsewhere.GetByText("This code is not the one of now.")).ToBeVisibleAsync();
        }
    }

    [SkippableFact]
    public async Task A_person_allows_the_device_that_shows_the_code()
    {
        await using var app = await WebApp.StartAsync();
        var user = await app.CreateUserAsync("Ada Lind", RoleNames.Player);
        using var device = app.CreateClient();
        var asked = await OAuthClient.AskForDeviceAsync(device);
        await using var context = await chromium.OpenAsync(app.Address, 390, 844);
        var page = await context.NewPageAsync();

        // As after the device's QR code: signed in by nobody yet.
        await page.GotoAsync(OAuthClient.VerifyPage(asked));
        await FillPasswordAsync(page, user);
        await page.GetByRole(AriaRole.Button, new() { Name = "Allow" }).ClickAsync();

        await Assertions.Expect(page.GetByText("The device is connected.")).ToBeVisibleAsync();
        Assert.NotEmpty((await OAuthClient.PollAsync(device, asked)).Text("access_token"));
    }

    private static async Task PasswordAsync(IPage page, User user)
    {
        await page.GotoAsync("account/login");
        await FillPasswordAsync(page, user);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in", Exact = true })).ToBeHiddenAsync();
    }

    private static async Task FillPasswordAsync(IPage page, User user)
    {
        await page.GetByLabel("E-mail").FillAsync(user.Email!);
        await page.GetByLabel("Password").FillAsync(WebApp.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
    }

    private static async Task<string> CodeAsync(WebApp app, User user)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        return Totp.Of((await users.GetAuthenticatorKeyAsync((await users.FindByIdAsync(user.Id))!))!);
    }
}
