using System.Net;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Web.Tokens;

public sealed class IssuerTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("traininghub-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_token_stays_valid_when_the_server_starts_again_on_another_port()
    {
        string token;
        Uri before;
        await using (var first = await WebApp.StartAsync(dataDirectory: _directory))
        {
            before = first.Address;
            token = await first.TokenForAsync(await first.CreateUserAsync("Ada", RoleNames.Player));
        }

        await using var second = await WebApp.StartAsync(dataDirectory: _directory);

        Assert.NotEqual(before, second.Address);
        Assert.Equal(HttpStatusCode.OK, await NegotiateAsync(second, token));
    }

    [Fact]
    public async Task The_configured_public_address_is_the_issuer_of_tokens_and_of_the_discovery_document()
    {
        await using var app = await WebApp.StartAsync(web => web.UseSetting("Server:PublicUrl", "https://training.example.org"), _directory);
        using var client = app.CreateClient();

        var token = new JsonWebToken(await app.TokenForAsync(await app.CreateUserAsync("Ada", RoleNames.Player)));
        using var discovery = JsonDocument.Parse(await client.GetStringAsync(new Uri(".well-known/openid-configuration", UriKind.Relative)));

        Assert.Equal("https://training.example.org/", token.Issuer);
        Assert.Equal(token.Issuer, discovery.RootElement.GetProperty("issuer").GetString());
    }

    private static async Task<HttpStatusCode> NegotiateAsync(WebApp app, string token)
    {
        using var client = app.CreateClient(token);
        using var response = await client.PostAsync(new Uri("training/negotiate?negotiateVersion=1", UriKind.Relative), null);
        return response.StatusCode;
    }
}
