using TrainingHub.Tests.Web;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Security;

public sealed class CookieTests
{
    [Theory]
    [InlineData("http://localhost", "http", false)]
    [InlineData("http://localhost", "https", true)]
    [InlineData("https://training.example.org", "http", true)]
    public async Task Every_cookie_is_for_this_site_alone_and_secure_wherever_it_is_reached_by_https(string publicUrl, string scheme, bool secure)
    {
        await using var app = await WebApp.StartAsync(web =>
        {
            web.UseSetting("Server:PublicUrl", publicUrl);
            web.UseSetting("Server:TrustedProxies:0", "127.0.0.0/8");
        });
        var user = await app.CreateUserAsync("Ada", RoleNames.Player);
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = app.Address };
        browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", scheme);

        using var page = await browser.GetAsync(new Uri("account/login", UriKind.Relative));
        var form = Assert.Single(page.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("traininghub-form=", StringComparison.Ordinal));
        using var answer = await SignInAsync(browser, user, form, await page.Content.ReadAsStringAsync());
        var signIn = Assert.Single(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith(".AspNetCore.Identity.Application=", StringComparison.Ordinal));

        foreach (var (cookie, site) in new[] { (form, "samesite=strict"), (signIn, "samesite=lax") })
        {
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains(site, cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(secure, cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase));
        }
    }

    // By hand, because a client's own jar keeps secure cookies to itself on plain HTTP.
    private static async Task<HttpResponseMessage> SignInAsync(HttpClient browser, User user, string formCookie, string html)
    {
        var page = await new AngleSharp.Html.Parser.HtmlParser().ParseDocumentAsync(html, CancellationToken.None);
        var fields = page.QuerySelectorAll("form[method=post] input[type=hidden]").ToDictionary(input => input.GetAttribute("name")!, input => input.GetAttribute("value") ?? "");
        fields["Input.Email"] = user.Email!;
        fields["Input.Password"] = WebApp.Password;
        using var content = new FormUrlEncodedContent(fields);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("account/login", UriKind.Relative)) { Content = content };
        request.Headers.Add("Cookie", formCookie.Split(';')[0]);
        return await browser.SendAsync(request);
    }
}
