using System.Net;
using System.Net.WebSockets;
using TrainingHub.Tests.Web;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Security;

public sealed class OriginTests
{
    private const string Friend = "https://app.example.org", Foe = "https://evil.example";

    [Theory]
    [InlineData("training", null, true)]
    [InlineData("training", "own", true)]
    [InlineData("training", Friend, true)]
    [InlineData("training", Foe, false)]
    [InlineData("training", "null", false)]
    [InlineData("training", Friend + ".evil.example", false)]
    [InlineData("_blazor", "own", true)]
    [InlineData("_blazor", Friend, false)]
    [InlineData("_blazor", Foe, false)]
    public async Task A_socket_opens_only_to_pages_that_have_business_here(string path, string? origin, bool opens)
    {
        await using var app = await WebApp.StartAsync(web => web.UseSetting("Cors:Origins:0", Friend));
        var user = await app.CreateUserAsync("Ada", RoleNames.Player);
        var token = await app.TokenForAsync(user);
        var (cookie, value) = await app.CookieForAsync(user);
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", $"{cookie}={value}");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin == "own" ? app.Address.GetLeftPart(UriPartial.Authority) : origin);
        }

        socket.Options.CollectHttpResponseDetails = true;
        var refused = await Record.ExceptionAsync(() => socket.ConnectAsync(new Uri($"ws://{app.Address.Authority}/{path}?access_token={token}"), patience.Token));

        Assert.Equal(opens ? HttpStatusCode.SwitchingProtocols : HttpStatusCode.Forbidden, socket.HttpStatusCode);
        Assert.Equal(opens, refused is null);
    }

    [Fact]
    public async Task The_public_address_is_our_own_even_where_a_proxy_hides_it()
    {
        await using var app = await WebApp.StartAsync(web => web.UseSetting("Server:PublicUrl", "https://training.example.org"));
        using var client = app.CreateClient();
        var (cookie, value) = await app.CookieForAsync(await app.CreateUserAsync("Ada", RoleNames.Player));
        client.DefaultRequestHeaders.Add("Cookie", $"{cookie}={value}");
        client.DefaultRequestHeaders.Add("Origin", "https://training.example.org");

        using var response = await client.PostAsync(new Uri("_blazor/negotiate?negotiateVersion=1", UriKind.Relative), null);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("api/v1/sessions", Friend, true)]
    [InlineData("connect/token", Friend, true)]
    [InlineData("training/negotiate?negotiateVersion=1", Friend, true)]
    [InlineData("api/v1/sessions", Foe, false)]
    [InlineData("connect/token", Foe, false)]
    [InlineData("account/login", Friend, false)]
    [InlineData("connect/authorize", Friend, false)]
    [InlineData("metrics", Friend, false)]
    public async Task Another_sites_page_may_read_what_takes_a_token_if_it_is_named_and_never_with_a_cookie(string path, string origin, bool may)
    {
        await using var app = await WebApp.StartAsync(web => web.UseSetting("Cors:Origins:0", Friend));
        using var client = app.CreateClient();
        using var asks = new HttpRequestMessage(HttpMethod.Options, new Uri(path, UriKind.Relative));
        asks.Headers.Add("Origin", origin);
        asks.Headers.Add("Access-Control-Request-Method", "POST");
        asks.Headers.Add("Access-Control-Request-Headers", "authorization");

        using var response = await client.SendAsync(asks);

        Assert.Equal(may ? origin : null, SecurityHeadersTests.Header(response, "Access-Control-Allow-Origin"));
        Assert.Null(SecurityHeadersTests.Header(response, "Access-Control-Allow-Credentials"));
    }
}
