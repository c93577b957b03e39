using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Audit;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Web.Accounts;

/// <summary>Nobody learns by asking who has an account here.</summary>
public sealed class NoEnumerationTests(WebApp app) : IClassFixture<WebApp>
{
    [Theory]
    [InlineData("nobody")]
    [InlineData("wrong password")]
    [InlineData("locked")]
    [InlineData("invited")]
    public async Task Every_refused_sign_in_is_told_in_the_same_words(string who)
    {
        var (email, password) = await RefusedAsync(app, who);
        using var browser = app.CreateClient();

        var answer = await (await PageForm.OpenAsync(browser, "account/login", "Sign in")).With("email", email).With("password", password).SendAsync();

        Assert.Equal((HttpStatusCode.OK, SignIns.WrongPassword.Message), (answer.Status, answer.Notice));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("wrong password")]
    [InlineData("locked")]
    [InlineData("invited")]
    public async Task Every_refused_sign_in_costs_the_server_one_comparison_of_a_password(string who)
    {
        var (email, password) = await RefusedAsync(app, who);
        await using var scope = app.Services.CreateAsyncScope();
        var counted = new CountedHasher();
        var signIn = scope.ServiceProvider.GetRequiredService<SignInManager<User>>();
        signIn.Context = new Microsoft.AspNetCore.Http.DefaultHttpContext { RequestServices = scope.ServiceProvider };
        signIn.UserManager.PasswordHasher = counted;
        var signIns = new SignIns(
            signIn, new NobodysPassword(counted), app.Services.GetRequiredService<AuditLog>(), app.Services.GetRequiredService<SignInMeter>(), TimeProvider.System);

        Assert.NotNull((await signIns.ByPasswordAsync(email, password, remember: false)).Refusal);

        Assert.Equal(1, counted.Comparisons);
    }

    [Fact]
    public async Task Options_for_a_passkey_name_nobodys_passkeys()
    {
        using var browser = app.CreateClient();
        var user = await app.CreateUserAsync("Ada", RoleNames.Player);
        var (header, token) = await AntiforgeryAsync(browser);
        browser.DefaultRequestHeaders.Add(header, token);

        using var response = await browser.PostAsync(new Uri($"account/passkeys/request-options?email={user.Email}", UriKind.Relative), null);

        var options = System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.True(!options.TryGetProperty("allowCredentials", out var allowed) || allowed.GetArrayLength() == 0);
        Assert.Equal("required", options.GetProperty("userVerification").GetString());
    }

    [Fact]
    public async Task A_made_up_passkey_is_refused_in_words_and_is_no_fault_of_the_server()
    {
        using var browser = app.CreateClient();
        var form = await PageForm.OpenAsync(browser, "account/login", "Sign in with a passkey");

        var answer = await form.Adding("Input.Passkey.CredentialJson", """{"id":"AAAA","rawId":"AAAA","type":"public-key","response":{}}""").SendAsync();

        Assert.Equal((HttpStatusCode.OK, SignIns.WrongPasskey.Message), (answer.Status, answer.Notice));
    }

    [Fact]
    public async Task A_passkey_belongs_to_the_host_that_the_operator_named_whatever_the_request_says()
    {
        await using var hub = await WebApp.StartAsync(web => web.UseSetting("Server:PublicUrl", "http://training.example.org"));
        using var browser = hub.CreateClient();
        var (header, token) = await AntiforgeryAsync(browser);
        browser.DefaultRequestHeaders.Add(header, token);

        using var response = await browser.PostAsync(new Uri("account/passkeys/request-options", UriKind.Relative), null);

        Assert.Equal("training.example.org", System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("rpId").GetString());
    }

    private static async Task<(string Email, string Password)> RefusedAsync(WebApp app, string who)
    {
        var accounts = app.Services.GetRequiredService<AccountRoles>();
        switch (who)
        {
            case "locked":
                var locked = await app.CreateUserAsync("Ada", RoleNames.Player);
                Assert.Null(await accounts.LockAsync(await app.CreateAdminAsync(), locked.Id));
                return (locked.Email!, WebApp.Password);
            case "wrong password":
                return ((await app.CreateUserAsync("Ada", RoleNames.Player)).Email!, "not the password");
            case "invited":
                var email = $"{TrainingHub.Core.Ids.New()}@example.org";
                Assert.Null((await app.Services.GetRequiredService<Invitations>().CreateAsync(await app.CreateAdminAsync(), email, "Ada", [RoleNames.Player])).Refusal);
                return (email, WebApp.Password);
            default:
                return ("nobody@example.org", WebApp.Password);
        }
    }

    private static async Task<(string Header, string Token)> AntiforgeryAsync(HttpClient browser)
    {
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await browser.GetStringAsync(new Uri("account/login", UriKind.Relative)));
        var passkey = page.QuerySelector("passkey-submit")!;
        return (passkey.GetAttribute("token-header")!, passkey.GetAttribute("token")!);
    }

    private sealed class CountedHasher : PasswordHasher<User>
    {
        public int Comparisons { get; private set; }

        public override PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
        {
            Comparisons++;
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
