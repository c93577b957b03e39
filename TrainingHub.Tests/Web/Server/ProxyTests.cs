namespace TrainingHub.Tests.Web.Server;

public sealed class ProxyTests
{
    private const string Page = "account/manage";

    [Fact]
    public async Task A_trusted_proxy_says_under_which_name_the_server_is_reached()
    {
        await using var app = await WebApp.StartAsync(web => web.UseSetting("Server:TrustedProxies:0", "127.0.0.0/8"));

        Assert.StartsWith("https://training.example.org/account/login", await RedirectBehindProxyAsync(app), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_else_is_believed()
    {
        await using var app = await WebApp.StartAsync();

        Assert.StartsWith(app.Address.ToString(), await RedirectBehindProxyAsync(app), StringComparison.Ordinal);
    }

    private static async Task<string> RedirectBehindProxyAsync(WebApp app)
    {
        using var client = app.CreateClient();
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        client.DefaultRequestHeaders.Add("X-Forwarded-Host", "training.example.org");
        using var response = await client.GetAsync(new Uri(Page, UriKind.Relative));
        return response.Headers.Location!.ToString();
    }
}
