using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Web.Accounts;

/// <summary>The second step, from turning it on to turning it off.</summary>
public sealed partial class TwoFactorTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Page = "account/manage/two-factor";

    [Fact]
    public async Task With_it_on_the_password_alone_lets_nobody_in_and_the_apps_code_does()
    {
        var (user, key, _) = await TurnedOnAsync();
        using var browser = app.CreateClient();

        var half = await PasswordAsync(browser, user);

        Assert.StartsWith("/account/second-factor", half.Redirect, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(browser));
        Assert.Equal("This code is not the one of now.", (await CodeAsync(browser, "000000")).Notice);
        Assert.Equal("/", (await CodeAsync(browser, Totp.Of(key))).Redirect);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser));
    }

    [Fact]
    public async Task A_recovery_code_lets_in_once()
    {
        var (user, _, codes) = await TurnedOnAsync();
        Assert.Equal(10, codes.Length);
        using (var browser = app.CreateClient())
        {
            await PasswordAsync(browser, user);
            Assert.Equal("/", (await CodeAsync(browser, codes[0])).Redirect);
        }

        using var again = app.CreateClient();
        await PasswordAsync(again, user);
        Assert.NotNull((await CodeAsync(again, codes[0])).Notice);
        Assert.Equal("/", (await CodeAsync(again, codes[1])).Redirect);
    }

    [Fact]
    public async Task Guessed_recovery_codes_lock_the_account_as_guessed_passwords_do()
    {
        var (user, _, codes) = await TurnedOnAsync();
        using var browser = app.CreateClient();
        await PasswordAsync(browser, user);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            Assert.NotNull((await CodeAsync(browser, $"AAAAA-AAAA{attempt}")).Notice);
        }

        Assert.Equal("Too many wrong codes; wait 5 minutes.", (await CodeAsync(browser, codes[0])).Notice);
    }

    [Fact]
    public async Task Turned_off_the_password_is_enough_again()
    {
        var (user, _, _) = await TurnedOnAsync();
        using var browser = await app.CreateClientAsync(user);

        Assert.Equal($"/{Page}", (await (await PageForm.OpenAsync(browser, Page, "Turn it off")).SendAsync()).Redirect);

        using var other = app.CreateClient();
        Assert.Equal("/", (await PasswordAsync(other, user)).Redirect);
    }

    [Fact]
    public async Task New_recovery_codes_end_the_old_ones()
    {
        var (user, _, codes) = await TurnedOnAsync();
        using var browser = await app.CreateClientAsync(user);
        var fresh = await (await PageForm.OpenAsync(browser, Page, "New recovery codes")).SendForPageAsync();

        using var other = app.CreateClient();
        await PasswordAsync(other, user);

        Assert.NotNull((await CodeAsync(other, codes[0])).Notice);
        Assert.Equal("/", (await CodeAsync(other, Codes(fresh)[0])).Redirect);
    }

    [Theory]
    [InlineData(Page)]
    [InlineData("account/manage/passkeys")]
    [InlineData("account/manage/password")]
    [InlineData("account/manage/data")]
    public async Task Who_signed_in_a_while_ago_shows_once_more_that_it_is_them(string page)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var later = await WebApp.StartAsync(web => web.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(time)));
        using var browser = await later.CreateClientAsync(await later.CreateUserAsync("Ada", RoleNames.Player));
        using (var soon = await browser.GetAsync(new Uri(page, UriKind.Relative)))
        {
            Assert.Equal(HttpStatusCode.OK, soon.StatusCode);
        }

        time.Advance(TimeSpan.FromMinutes(6));
        using var response = await browser.GetAsync(new Uri(page, UriKind.Relative));

        var confirm = response.Headers.Location!.OriginalString;
        Assert.Equal($"/account/confirm?returnUrl={Uri.EscapeDataString("/" + page)}", confirm);
        Assert.NotNull((await (await PageForm.OpenAsync(browser, confirm, "Go on")).With("password", "not the password").SendAsync()).Notice);
        Assert.Equal("/" + page, (await (await PageForm.OpenAsync(browser, confirm, "Go on")).With("password", WebApp.Password).SendAsync()).Redirect);
        using var now = await browser.GetAsync(new Uri(page, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, now.StatusCode);
    }

    [Fact]
    public async Task A_form_of_a_page_that_was_open_for_long_changes_nothing()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var later = await WebApp.StartAsync(web => web.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(time)));
        using var browser = await later.CreateClientAsync(await later.CreateUserAsync("Ada", RoleNames.Player));
        var erase = (await PageForm.OpenAsync(browser, "account/manage/data", "Erase my account")).With("password", WebApp.Password);

        time.Advance(TimeSpan.FromMinutes(6));

        Assert.StartsWith("/account/confirm", (await erase.SendAsync()).Redirect, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser));
    }

    private async Task<(User User, string Key, string[] Codes)> TurnedOnAsync()
    {
        var user = await app.CreateUserAsync("Ada", RoleNames.Player);
        using var browser = await app.CreateClientAsync(user);
        var page = await browser.GetStringAsync(new Uri(Page, UriKind.Relative));
        var key = Key().Match(page).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        var shown = await (await PageForm.OpenAsync(browser, Page, "Turn it on")).With("code", Totp.Of(key)).SendForPageAsync();
        return (user, key, Codes(shown));
    }

    private static async Task<PageForm.Answer> PasswordAsync(HttpClient browser, User user) =>
        await (await PageForm.OpenAsync(browser, "account/login", "Sign in")).With("email", user.Email!).With("password", WebApp.Password).SendAsync();

    private static async Task<PageForm.Answer> CodeAsync(HttpClient browser, string code) =>
        await (await PageForm.OpenAsync(browser, "account/second-factor", "Sign in")).With("code", code).SendAsync();

    private static async Task<HttpStatusCode> StatusAsync(HttpClient browser)
    {
        using var response = await browser.GetAsync(new Uri("account/manage", UriKind.Relative));
        return response.StatusCode;
    }

    private static string[] Codes(string page) => [.. Recovery().Matches(page).Select(found => found.Groups[1].Value)];

    [GeneratedRegex("<p><code>([a-z2-7 ]+)</code></p>")]
    private static partial Regex Key();

    [GeneratedRegex("<li><code>([^<]+)</code></li>")]
    private static partial Regex Recovery();
}
