using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Data;
using TrainingHub.Web.Tokens;

namespace TrainingHub.Tests.Web.Tokens;

public sealed class RefusedTokenTests(TokenProbe probe) : IClassFixture<TokenProbe>
{
    private AccountRoles Accounts => probe.App.Services.GetRequiredService<AccountRoles>();

    [Fact]
    public async Task A_valid_token_opens_what_asks_for_one()
    {
        var user = await probe.App.CreateUserAsync("Ada", RoleNames.Player);

        Assert.Equal($"{user.Id} Ada [player]", await probe.WhoAsync(await probe.App.TokenForAsync(user)));
    }

    [Fact]
    public async Task No_token_is_401_and_never_a_redirect_to_the_sign_in_page()
    {
        using var client = probe.App.CreateClient();
        using var response = await client.GetAsync(new Uri(TokenProbe.Path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task A_cookie_does_not_open_what_asks_for_a_token()
    {
        using var client = await probe.App.CreateClientAsync(await probe.App.CreateUserAsync("Ada", RoleNames.Admin));
        using var response = await client.GetAsync(new Uri(TokenProbe.Path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task An_expired_token_is_refused()
    {
        var user = await probe.App.CreateUserAsync("Ada", RoleNames.Player);

        Assert.Equal(401, await probe.StatusAsync(await probe.App.TokenForAsync(user, TimeSpan.FromMinutes(-10))));
    }

    [Fact]
    public async Task A_token_signed_with_another_key_is_refused()
    {
        var genuine = new JsonWebToken(await probe.App.TokenForAsync(await probe.App.CreateUserAsync("Ada", RoleNames.Player)));
        using var rsa = RSA.Create(2048);
        var input = $"{genuine.EncodedHeader}.{genuine.EncodedPayload}";
        var signature = rsa.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        Assert.Equal(401, await probe.StatusAsync($"{input}.{Base64UrlEncoder.Encode(signature)}"));
    }

    [Fact]
    public async Task A_token_that_claims_to_need_no_signature_is_refused()
    {
        var genuine = new JsonWebToken(await probe.App.TokenForAsync(await probe.App.CreateUserAsync("Ada", RoleNames.Player)));
        var header = Base64UrlEncoder.Encode("""{"alg":"none","typ":"at+jwt"}""");

        Assert.Equal(401, await probe.StatusAsync($"{header}.{genuine.EncodedPayload}."));
    }

    [Fact]
    public async Task A_token_whose_payload_was_changed_is_refused()
    {
        var genuine = new JsonWebToken(await probe.App.TokenForAsync(await probe.App.CreateUserAsync("Ada", RoleNames.Player)));
        var forged = Base64UrlEncoder.Encode(Base64UrlEncoder.Decode(genuine.EncodedPayload).Replace("player", "admin", StringComparison.Ordinal));

        Assert.Equal(401, await probe.StatusAsync($"{genuine.EncodedHeader}.{forged}.{genuine.EncodedSignature}"));
    }

    [Fact]
    public async Task A_token_in_the_query_counts_on_the_hub_alone()
    {
        var token = await probe.App.TokenForAsync(await probe.App.CreateUserAsync("Ada", RoleNames.Player));
        using var client = probe.App.CreateClient();
        using var elsewhere = await client.GetAsync(new Uri($"{TokenProbe.Path}?access_token={token}", UriKind.Relative));
        using var hub = await client.PostAsync(new Uri($"training/negotiate?negotiateVersion=1&access_token={token}", UriKind.Relative), null);

        Assert.Equal(HttpStatusCode.Unauthorized, elsewhere.StatusCode);
        Assert.Equal(HttpStatusCode.OK, hub.StatusCode);
    }

    [Fact]
    public async Task A_revoked_token_is_refused_and_its_account_is_announced()
    {
        var user = await probe.App.CreateUserAsync("Ada", RoleNames.Player);
        var token = await probe.App.TokenForAsync(user);
        using var announced = new Announced(probe.App, user.Id);

        await using (var scope = probe.App.Services.CreateAsyncScope())
        {
            var tokens = scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>();
            var id = new JsonWebToken(token).GetClaim("oi_tkn_id").Value;
            Assert.True(await tokens.TryRevokeAsync((await tokens.FindByIdAsync(id))!));
        }

        Assert.Equal(401, await probe.StatusAsync(token));
        Assert.Equal(1, announced.Count);
    }

    [Theory]
    [InlineData("lock")]
    [InlineData("delete")]
    [InlineData("sign out everywhere")]
    public async Task What_an_admin_does_to_an_account_ends_its_tokens_and_is_announced(string what)
    {
        var admin = await probe.App.CreateAdminAsync();
        var user = await probe.App.CreateUserAsync("Ada", RoleNames.Player);
        var token = await probe.App.TokenForAsync(user);
        using var announced = new Announced(probe.App, user.Id);

        Assert.Null(await (what switch
        {
            "lock" => Accounts.LockAsync(admin, user.Id),
            "delete" => Accounts.DeleteAsync(admin, user.Id),
            _ => Accounts.SignOutEverywhereAsync(admin, user.Id),
        }));

        Assert.Equal(401, await probe.StatusAsync(token));
        Assert.True(announced.Count > 0);
    }

    [Fact]
    public async Task A_reset_password_ends_the_tokens_that_devices_had()
    {
        var user = await probe.App.CreateUserAsync("Ada", RoleNames.Player);
        var token = await probe.App.TokenForAsync(user);
        var invitations = probe.App.Services.GetRequiredService<Invitations>();
        var link = await invitations.RenewAsync(await probe.App.CreateAdminAsync(), user.Id);
        Assert.Equal(200, await probe.StatusAsync(token));

        Assert.Null(await invitations.RedeemAsync(link.Token!, "quite another password"));

        Assert.Equal(401, await probe.StatusAsync(token));
    }

    [Fact]
    public async Task A_locked_user_gets_no_token()
    {
        var admin = await probe.App.CreateAdminAsync();
        var user = await probe.App.CreateUserAsync("Ada", RoleNames.Player);
        await Accounts.LockAsync(admin, user.Id);

        Assert.Null(await probe.App.Services.GetRequiredService<AccessTokens>().IssueAsync(user.Id));
    }

    [Fact]
    public async Task A_role_that_was_taken_or_given_after_the_token_counts_at_once()
    {
        var admin = await probe.App.CreateAdminAsync();
        var user = await probe.App.CreateUserAsync("Ada", RoleNames.Player, RoleNames.Trainer);
        var token = await probe.App.TokenForAsync(user);
        using var announced = new Announced(probe.App, user.Id);

        Assert.Null(await Accounts.TakeAsync(admin, user.Id, RoleNames.Trainer));
        Assert.Null(await Accounts.GiveAsync(admin, user.Id, RoleNames.Observer));

        Assert.Equal($"{user.Id} Ada [observer,player]", await probe.WhoAsync(token));
        Assert.Equal(2, announced.Count);
    }

    /// <summary>Counts what <see cref="AccountChanges"/> says of one account.</summary>
    private sealed class Announced : IDisposable
    {
        private readonly AccountChanges _changes;
        private readonly string _accountId;
        private int _count;

        public Announced(WebApp app, string accountId)
        {
            _accountId = accountId;
            _changes = app.Services.GetRequiredService<AccountChanges>();
            _changes.Changed += Count1;
        }

        public int Count => Volatile.Read(ref _count);

        public void Dispose() => _changes.Changed -= Count1;

        private void Count1(string accountId)
        {
            if (accountId == _accountId)
            {
                Interlocked.Increment(ref _count);
            }
        }
    }
}
