using System.Net;
using Microsoft.AspNetCore.Hosting;
using TrainingHub.Tests.Web;
using TrainingHub.Tests.Web.Hubs;

namespace TrainingHub.Tests.Security;

/// <summary>The list of the OWASP secure headers project, over every page and over what is no page.</summary>
public sealed class SecurityHeadersTests(HubStage stage) : IClassFixture<HubStage>
{
    private static readonly Dictionary<string, string> _ofEverything = new()
    {
        ["X-Content-Type-Options"] = "nosniff",
        ["X-Frame-Options"] = "DENY",
        ["Referrer-Policy"] = "same-origin",
        ["Cross-Origin-Opener-Policy"] = "same-origin",
        ["Cross-Origin-Embedder-Policy"] = "require-corp",
        ["Cross-Origin-Resource-Policy"] = "same-origin",
        ["X-Permitted-Cross-Domain-Policies"] = "none",
    };

    // What tells an attacker which bug to try.
    private static readonly string[] _ofNothing = ["Server", "X-Powered-By", "X-AspNet-Version", "X-AspNetMvc-Version"];

    public static TheoryData<string> Routes => [.. Pages.All.Select(page => page.Route), "/no-such-page", "/docs/api"];

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Every_page_has_them_whoever_asks(string route)
    {
        var path = Pages.Path(route, await stage.NewSessionAsync());
        foreach (var user in new[] { null, stage.Player, stage.Trainer, stage.Admin })
        {
            using var client = user is null ? stage.App.CreateClient() : await stage.App.CreateClientAsync(user);
            using var response = await client.GetAsync(new Uri(path, UriKind.Relative));

            Demand(response);
            Assert.True(response.Headers.CacheControl?.NoStore, $"{path} may be kept: {response.Headers.CacheControl}");
            if (response.Content.Headers.ContentType?.MediaType == "text/html")
            {
                var policy = Policy(response);
                Assert.DoesNotContain("unsafe-inline", policy["script-src"], StringComparison.Ordinal);
                Assert.DoesNotContain("unsafe-eval", policy["script-src"], StringComparison.Ordinal);
                Assert.DoesNotContain("*", policy["script-src"], StringComparison.Ordinal);
                Assert.Equal("'self'", policy["connect-src"]);
            }
        }
    }

    [Theory]
    [InlineData("api/v1/sessions")]
    [InlineData("api/v1/no-such-thing")]
    [InlineData("training")]
    [InlineData("metrics")]
    [InlineData("health/live")]
    [InlineData("openapi/v1.json")]
    [InlineData(".well-known/openid-configuration")]
    [InlineData("connect/token")]
    [InlineData("css/app.css")]
    public async Task What_is_no_page_has_them_too_and_loads_nothing(string path)
    {
        using var client = stage.App.CreateClient();
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));

        Demand(response);
        Assert.Equal("'none'", Policy(response)["default-src"]);
    }

    [Fact]
    public async Task A_page_that_fails_has_them_too()
    {
        await using var app = await WebApp.StartAsync(web => web.UseEnvironment("Production"));
        using var client = app.CreateClient();
        using var response = await client.GetAsync(new Uri("error", UriKind.Relative));

        Demand(response);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData(null, "max-age=31536000")]
    [InlineData("1.00:00:00", "max-age=86400")]
    [InlineData("0", null)]
    public async Task Who_came_by_https_comes_by_nothing_else(string? setting, string? expected)
    {
        await using var app = await WebApp.StartAsync(web =>
        {
            web.UseSetting("Server:TrustedProxies:0", "127.0.0.0/8");
            if (setting is not null)
            {
                web.UseSetting("Server:Hsts", setting);
            }
        });
        using var client = app.CreateClient();
        client.DefaultRequestHeaders.Add("X-Forwarded-Host", "training.example.org");
        using var plain = await client.GetAsync(new Uri("account/login", UriKind.Relative));
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using var secure = await client.GetAsync(new Uri("account/login", UriKind.Relative));

        Assert.Equal((null, expected), (Header(plain, "Strict-Transport-Security"), Header(secure, "Strict-Transport-Security")));
    }

    internal static string? Header(HttpResponseMessage response, string name)
        => response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    private static void Demand(HttpResponseMessage response)
    {
        Assert.Equal(_ofEverything, _ofEverything.Keys.ToDictionary(name => name, name => Header(response, name) ?? ""));
        Assert.Contains("camera=()", Header(response, "Permissions-Policy"), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", Header(response, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.All(_ofNothing, name => Assert.Null(Header(response, name)));
    }

    private static Dictionary<string, string> Policy(HttpResponseMessage response)
        => response.Headers.GetValues("Content-Security-Policy").First().Split("; ").Select(part => part.Split(' ', 2)).ToDictionary(part => part[0], part => part.ElementAtOrDefault(1) ?? "");
}
