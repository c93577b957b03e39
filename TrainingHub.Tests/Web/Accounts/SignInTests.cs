using System.Net;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Web.Accounts;

public sealed class SignInTests(WebApp app) : IClassFixture<WebApp>
{
    private const string MyAccount = "account/manage";

    [Fact]
    public async Task E_mail_and_password_open_the_page_that_was_asked_for()
    {
        var user = await app.CreateUserAsync("Ada", RoleNames.Player);
        using var browser = app.CreateClient();

        var answer = await SignInAsync(browser, user.Email!, WebApp.Password, "?returnUrl=%2Faccount%2Fmanage");

        Assert.Equal("/account/manage", answer.Redirect);
        Assert.Contains("Ada", await browser.GetStringAsync(new Uri(MyAccount, UriKind.Relative)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    public async Task Sign_in_sends_nobody_to_another_site(string returnUrl)
    {
        var user = await app.CreateUserAsync("Ada", RoleNames.Player);
        using var browser = app.CreateClient();

        var answer = await SignInAsync(browser, user.Email!, WebApp.Password, $"?returnUrl={Uri.EscapeDataString(returnUrl)}");

        Assert.Equal("/", answer.Redirect);
    }

    [Fact]
    public async Task Wrong_passwords_are_refused_and_then_lock_the_account_for_a_while()
    {
        var user = await app.CreateUserAsync("Ada", RoleNames.Player);
        using var browser = app.CreateClient();

        Assert.Equal(SignIns.WrongPassword.Message, (await SignInAsync(browser, user.Email!, "wrong password")).Notice);
        for (var attempt = 2; attempt <= 5; attempt++)
        {
            await SignInAsync(browser, user.Email!, "wrong password");
        }

        Assert.Equal(SignIns.WrongPassword.Message, (await SignInAsync(browser, user.Email!, WebApp.Password)).Notice);
    }

    [Fact]
    public async Task Signing_out_ends_the_sign_in()
    {
        using var browser = await app.CreateClientAsync(await app.CreateUserAsync("Ada", RoleNames.Player));

        var answer = await (await PageForm.OpenAsync(browser, MyAccount, "Sign out")).SendAsync();

        Assert.Equal("/", answer.Redirect);
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(browser, MyAccount));
    }

    [Fact]
    public async Task A_token_does_not_open_the_pages()
    {
        using var client = app.CreateClient(await app.TokenForAsync(await app.CreateUserAsync("Ada", RoleNames.Player)));

        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(client, MyAccount));
    }

    [Fact]
    public async Task A_password_can_be_changed_and_the_old_one_and_other_sign_ins_open_nothing()
    {
        var user = await app.CreateUserAsync("Ada", RoleNames.Player);
        using var browser = await app.CreateClientAsync(user);
        using var elsewhere = await app.CreateClientAsync(user);

        var answer = await (await PageForm.OpenAsync(browser, "account/manage/password", "Change the password"))
            .With("old-password", WebApp.Password).With("new-password", "another long password").SendAsync();

        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser, MyAccount));
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(elsewhere, MyAccount));
        using var other = app.CreateClient();
        Assert.NotNull((await SignInAsync(other, user.Email!, WebApp.Password)).Notice);
        Assert.Equal("/", (await SignInAsync(other, user.Email!, "another long password")).Redirect);
    }

    [Fact]
    public async Task There_is_no_page_to_register_oneself()
    {
        using var browser = app.CreateClient();

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(browser, "account/register"));
    }

    [Fact]
    public async Task Without_the_demo_there_are_no_one_click_buttons_and_nothing_to_send_them_to()
    {
        using var browser = app.CreateClient();
        var page = await browser.GetStringAsync(new Uri("account/login", UriKind.Relative));

        Assert.DoesNotContain("account/demo", page, StringComparison.Ordinal);
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("role", RoleNames.Admin)]);
        using var response = await browser.PostAsync(new Uri("account/demo", UriKind.Relative), content);
        Assert.InRange((int)response.StatusCode, 404, 405);
    }

    private static async Task<PageForm.Answer> SignInAsync(HttpClient browser, string email, string password, string query = "") =>
        await (await PageForm.OpenAsync(browser, $"account/login{query}", "Sign in")).With("email", email).With("password", password).SendAsync();

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        return response.StatusCode;
    }
}
