using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TrainingHub.Web.Data;
using TrainingHub.Web.Telemetry;

namespace TrainingHub.Tests.Web.Telemetry;

/// <summary>Every request here comes from loopback, as it does from a proxy on the same machine: that opens nothing.</summary>
public sealed class MetricsAccessTests
{
    private const string Path = "metrics";

    [Fact]
    public async Task Nobody_reads_them_without_saying_who_they_are()
    {
        await using var app = await WebApp.StartAsync();
        using var client = app.CreateClient();

        using var response = await client.GetAsync(new Uri(Path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        Assert.Empty(await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Admins_read_them_by_cookie_and_by_token_and_nobody_else_does()
    {
        await using var app = await WebApp.StartAsync();
        foreach (var role in RoleNames.All)
        {
            var expected = role == RoleNames.Admin ? HttpStatusCode.OK : HttpStatusCode.Forbidden;
            var user = await app.CreateUserAsync(role, role);
            using var browser = await app.CreateClientAsync(user);
            using var program = app.CreateClient(await app.TokenForAsync(user));

            Assert.Equal((role, expected, expected), (role, await StatusAsync(browser), await StatusAsync(program)));
        }
    }

    [Fact]
    public async Task A_token_that_was_not_given_or_has_expired_opens_nothing()
    {
        await using var app = await WebApp.StartAsync();
        var admin = await app.CreateUserAsync("Ada", RoleNames.Admin);
        using var guessed = app.CreateClient(OwnFigures.Token);
        using var expired = app.CreateClient(await app.TokenForAsync(admin, TimeSpan.FromMinutes(-10)));
        using var forged = app.CreateClient(await ForgedTokens.SignedWithAnotherKeyAsync(app, admin));

        foreach (var client in new[] { guessed, expired, forged })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client));
        }
    }

    [Fact]
    public async Task The_configured_token_opens_them_and_nothing_else()
    {
        await using var app = await WebApp.StartAsync(web => web.UseSetting("Metrics:Token", OwnFigures.Token));
        using var collector = app.CreateClient(OwnFigures.Token);
        using var another = app.CreateClient(OwnFigures.Token + "!");

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(collector));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(another));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(collector, "api/v1/sessions"));
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(collector, "admin"));
    }

    [Fact]
    public void A_token_that_is_too_short_is_refused()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Metrics:Token", "short")]).Build();
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(settings).AddTelemetry(settings).BuildServiceProvider();

        var refused = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<MetricsOptions>>().Value);

        Assert.Equal("Metrics:Token has 5 characters; it must have at least 20, or be left out.", Assert.Single(refused.Failures));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path = Path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        return response.StatusCode;
    }
}
