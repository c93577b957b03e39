using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using OpenIddict.Abstractions;
using TrainingHub.Tests.Web;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Security;

/// <summary>Tokens that must open nothing, at every door that takes one.</summary>
public sealed class ForgedTokenTests(WebApp app) : IClassFixture<WebApp>
{
    private static readonly string[] _kinds = ["expired", "not yet valid", "other key", "no algorithm", "no signature", "other audience", "other issuer", "changed payload", "revoked", "of a deleted user", "of a locked user"];
    private static readonly string[] _doors = ["hub", "hub query", "api", "metrics"];

    public static TheoryData<string, string> Every
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var kind in _kinds)
            {
                foreach (var door in _doors)
                {
                    cases.Add(kind, door);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task It_opens_nothing(string kind, string door)
        => Assert.Equal(HttpStatusCode.Unauthorized, await KnockAsync(door, await MakeAsync(kind)));

    [Theory]
    [InlineData("hub")]
    [InlineData("hub query")]
    [InlineData("api")]
    [InlineData("metrics")]
    public async Task The_same_by_the_same_hands_but_genuine_opens_it(string door)
    {
        var user = await app.CreateUserAsync("Ada", RoleNames.Admin);

        Assert.Equal(HttpStatusCode.OK, await KnockAsync(door, await app.TokenForAsync(user)));
        Assert.Equal(HttpStatusCode.OK, await KnockAsync(door, await ForgedTokens.SignedByUsAsync(app, user, _ => { })));
    }

    private async Task<string> MakeAsync(string kind)
    {
        var admin = await app.CreateAdminAsync();
        var user = await app.CreateUserAsync("Ada", RoleNames.Admin);
        var accounts = app.Services.GetRequiredService<AccountRoles>();
        var token = await app.TokenForAsync(user);
        switch (kind)
        {
            case "expired":
                return await app.TokenForAsync(user, TimeSpan.FromMinutes(-10));
            case "not yet valid":
                return await ForgedTokens.SignedByUsAsync(app, user, payload => payload["nbf"] = payload["exp"]!.GetValue<long>() - 60);
            case "other key":
                return await ForgedTokens.SignedWithAnotherKeyAsync(app, user);
            case "no algorithm":
                return ForgedTokens.WithoutAlgorithm(token);
            case "no signature":
                return token[..(token.LastIndexOf('.') + 1)];
            case "other audience":
                return await ForgedTokens.SignedByUsAsync(app, user, payload => payload["aud"] = "another-service");
            case "other issuer":
                return await ForgedTokens.SignedByUsAsync(app, user, payload => payload["iss"] = "https://evil.example/");
            case "changed payload":
                return ForgedTokens.Changed(token);
            case "revoked":
                await RevokeAsync(token);
                return token;
            case "of a deleted user":
                Assert.Null(await accounts.DeleteAsync(admin, user.Id));
                return token;
            default:
                Assert.Null(await accounts.LockAsync(admin, user.Id));
                return token;
        }
    }

    private async Task<HttpStatusCode> KnockAsync(string door, string token)
    {
        using var client = door == "hub query" ? app.CreateClient() : app.CreateClient(token);
        using var response = door switch
        {
            "hub" => await client.PostAsync(new Uri("training/negotiate?negotiateVersion=1", UriKind.Relative), null),
            "hub query" => await client.PostAsync(new Uri($"training/negotiate?negotiateVersion=1&access_token={token}", UriKind.Relative), null),
            "api" => await client.GetAsync(new Uri("api/v1/sessions", UriKind.Relative)),
            _ => await client.GetAsync(new Uri("metrics", UriKind.Relative)),
        };
        return response.StatusCode;
    }

    private async Task RevokeAsync(string token)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var tokens = scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>();
        Assert.True(await tokens.TryRevokeAsync((await tokens.FindByIdAsync(new JsonWebToken(token).GetClaim("oi_tkn_id").Value))!));
    }
}
