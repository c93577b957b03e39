using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Data;
using TrainingHub.Web.Tokens;

namespace TrainingHub.Tests.Web.Tokens;

public sealed class GrantTests(TokenProbe probe) : IClassFixture<TokenProbe>
{
    private const string AnyPort = "http://127.0.0.1:49152/callback";

    [Theory]
    [InlineData(AnyPort)]
    [InlineData("traininghub:/callback")]
    public async Task A_signed_in_user_hands_the_app_a_code_that_becomes_a_token(string redirectUri)
    {
        var user = await probe.App.CreateUserAsync("Ada", RoleNames.Player);
        using var browser = await probe.App.CreateClientAsync(user);
        using var app = probe.App.CreateClient();

        var (redirect, verifier) = await OAuthClient.AuthorizeAsync(browser, redirectUri);
        Assert.StartsWith(redirectUri, redirect!.OriginalString, StringComparison.Ordinal);
        Assert.Equal("xyz", OAuthClient.Query(redirect, "state"));
        var tokens = await OAuthClient.RedeemAsync(app, OAuthClient.Query(redirect, "code")!, verifier, redirectUri);

        Assert.Equal($"{user.Id} Ada [player]", await probe.WhoAsync(tokens.Text("access_token")));
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_sent_to_sign_in_and_back()
    {
        using var browser = probe.App.CreateClient();

        var (redirect, _) = await OAuthClient.AuthorizeAsync(browser, AnyPort);

        Assert.Equal("/account/login", redirect!.AbsolutePath);
        Assert.StartsWith("/connect/authorize?client_id=traininghub-app", OAuthClient.Query(redirect, "returnUrl"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_is_worth_nothing_without_the_verifier_it_was_asked_with()
    {
        using var browser = await probe.App.CreateClientAsync(await probe.App.CreateUserAsync("Ada", RoleNames.Player));
        var (redirect, _) = await OAuthClient.AuthorizeAsync(browser, AnyPort);

        var answer = await OAuthClient.RedeemAsync(browser, OAuthClient.Query(redirect!, "code")!, new string('x', 43), AnyPort);

        Assert.Equal("invalid_grant", answer.Text("error"));
    }

    [Fact]
    public async Task A_redirect_to_anywhere_else_is_refused()
    {
        using var browser = await probe.App.CreateClientAsync(await probe.App.CreateUserAsync("Ada", RoleNames.Player));

        var (redirect, _) = await OAuthClient.AuthorizeAsync(browser, "https://evil.example/callback");

        Assert.Null(redirect);
    }

    [Fact]
    public async Task A_refresh_token_is_replaced_each_time_and_carries_the_roles_of_now()
    {
        var user = await probe.App.CreateUserAsync("Ada", RoleNames.Player);
        using var app = probe.App.CreateClient();
        var first = await SignInAppAsync(user);
        using (var scope = probe.App.Services.CreateScope())
        {
            await scope.ServiceProvider.GetRequiredService<AccountRoles>().GiveAsync(await probe.App.CreateAdminAsync(), user.Id, RoleNames.Trainer);
        }

        var second = await OAuthClient.RefreshAsync(app, KnownClients.App, first);

        Assert.NotEqual(first, second.Text("refresh_token"));
        Assert.Equal($"{user.Id} Ada [player,trainer]", await probe.WhoAsync(second.Text("access_token")));
    }

    [Fact]
    public async Task A_locked_users_refresh_token_is_worth_nothing()
    {
        var user = await probe.App.CreateUserAsync("Ada", RoleNames.Player);
        using var app = probe.App.CreateClient();
        var refresh = await SignInAppAsync(user);
        await probe.App.Services.GetRequiredService<AccountRoles>().LockAsync(await probe.App.CreateAdminAsync(), user.Id);

        Assert.Equal("invalid_grant", (await OAuthClient.RefreshAsync(app, KnownClients.App, refresh)).Text("error"));
    }

    [Fact]
    public async Task A_client_can_give_its_token_back()
    {
        var user = await probe.App.CreateUserAsync("Ada", RoleNames.Player);
        using var app = probe.App.CreateClient();
        var refresh = await SignInAppAsync(user);

        await OAuthClient.PostAsync(app, "connect/revoke", ("client_id", KnownClients.App), ("token", refresh));

        Assert.Equal("invalid_grant", (await OAuthClient.RefreshAsync(app, KnownClients.App, refresh)).Text("error"));
    }

    [Fact]
    public async Task A_registered_service_gets_a_token_with_its_roles_until_it_is_removed()
    {
        var services = probe.App.Services.GetRequiredService<ServiceClients>();
        var admin = await probe.App.CreateAdminAsync();
        var credentials = (await services.RegisterAsync(admin, "The club's system", [RoleNames.Trainer])).Credentials!;
        using var client = probe.App.CreateClient();

        var answer = await SignInServiceAsync(client, credentials.ClientId, credentials.ClientSecret);
        var token = answer.Text("access_token");

        Assert.Equal($"{credentials.ClientId} The club's system [trainer]", await probe.WhoAsync(token));
        Assert.Contains(await services.ListAsync(), service => service.ClientId == credentials.ClientId && service.Name == "The club's system");
        Assert.Null(await services.RemoveAsync(admin, credentials.ClientId));
        Assert.Equal(401, await probe.StatusAsync(token));
    }

    [Fact]
    public async Task A_service_with_a_wrong_secret_gets_nothing()
    {
        var services = probe.App.Services.GetRequiredService<ServiceClients>();
        var credentials = (await services.RegisterAsync(await probe.App.CreateAdminAsync(), "The club's system", [])).Credentials!;
        using var client = probe.App.CreateClient();

        Assert.Equal("invalid_client", (await SignInServiceAsync(client, credentials.ClientId, "guess")).Text("error"));
    }

    private async Task<string> SignInAppAsync(User user)
    {
        using var browser = await probe.App.CreateClientAsync(user);
        var (redirect, verifier) = await OAuthClient.AuthorizeAsync(browser, AnyPort);
        return (await OAuthClient.RedeemAsync(browser, OAuthClient.Query(redirect!, "code")!, verifier, AnyPort)).Text("refresh_token");
    }

    private static Task<System.Text.Json.JsonElement> SignInServiceAsync(HttpClient client, string id, string secret) => OAuthClient.PostAsync(
        client,
        "connect/token",
        ("grant_type", "client_credentials"),
        ("client_id", id),
        ("client_secret", secret),
        ("scope", TokenAuth.Scope));
}
