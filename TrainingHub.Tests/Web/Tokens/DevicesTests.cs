using System.Net;
using TrainingHub.Web.Data;
using TrainingHub.Web.Tokens;

namespace TrainingHub.Tests.Web.Tokens;

/// <summary>A person sees what they allow, what they allowed, and takes it back.</summary>
public sealed class DevicesTests(TokenProbe probe) : IClassFixture<TokenProbe>
{
    [Fact]
    public async Task The_page_names_the_device_and_says_where_it_asked_from()
    {
        var user = await probe.App.CreateUserAsync("Ada", RoleNames.Player);
        using var device = Device("Strap-Gateway/2.1");
        using var browser = await probe.App.CreateClientAsync(user);
        var asked = await OAuthClient.AskForDeviceAsync(device, "Ada's chest strap");

        var page = await browser.GetStringAsync(new Uri(OAuthClient.VerifyPage(asked), UriKind.Relative));

        var text = WebUtility.HtmlDecode(page);
        Assert.Contains("“Ada's chest strap”", text, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1", text, StringComparison.Ordinal);
        Assert.Contains("Strap-Gateway/2.1", text, StringComparison.Ordinal);
        Assert.Matches("\\d\\d:\\d\\d:\\d\\d</time> UTC", page);
    }

    [Theory]
    [InlineData("  Ada's\r\n\tstrap  ", "Ada's strap")]
    [InlineData("strap\u202Egnp.exe\u0000\u200B", "strapgnp.exe")]
    [InlineData("aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggghhhh", "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg")]
    [InlineData("<b>strap</b>", "<b>strap</b>")]
    [InlineData(" \u200B ", null)]
    [InlineData(null, null)]
    public void A_name_is_one_line_without_what_turns_or_hides_writing(string? said, string? kept) => Assert.Equal(kept, DeviceRequest.Clean(said, DeviceRequest.LongestName));

    [Fact]
    public async Task A_name_is_text_and_never_markup()
    {
        using var device = Device("Gateway");
        using var browser = await probe.App.CreateClientAsync(await probe.App.CreateUserAsync("Ada", RoleNames.Player));
        var asked = await OAuthClient.AskForDeviceAsync(device, "<img src=x onerror=alert(1)>");

        var page = await browser.GetStringAsync(new Uri(OAuthClient.VerifyPage(asked), UriKind.Relative));

        Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
        Assert.Contains("&lt;img src=x", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_device_has_no_access_and_the_other_keeps_its_own()
    {
        var user = await probe.App.CreateUserAsync("Ada", RoleNames.Player);
        using var browser = await probe.App.CreateClientAsync(user);
        using var device = Device("Gateway");
        var (watch, strap) = (await AllowAsync(browser, device, "My watch"), await AllowAsync(browser, device, "My strap"));
        Assert.Equal(200, await probe.StatusAsync(watch.Access));

        var answer = await (await PageForm.OpenAsync(browser, "devices", "Revoke", near: "My watch")).SendAsync();

        Assert.Equal("/devices", answer.Redirect);
        Assert.Equal(401, await probe.StatusAsync(watch.Access));
        Assert.Equal("invalid_grant", (await OAuthClient.RefreshAsync(device, KnownClients.Device, watch.Refresh)).Text("error"));
        Assert.Equal(200, await probe.StatusAsync(strap.Access));
        Assert.NotEmpty((await OAuthClient.RefreshAsync(device, KnownClients.Device, strap.Refresh)).Text("access_token"));
        var left = await browser.GetStringAsync(new Uri("devices", UriKind.Relative));
        Assert.DoesNotContain("My watch", left, StringComparison.Ordinal);
        Assert.Contains("My strap", left, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_says_when_it_was_last_used()
    {
        using var browser = await probe.App.CreateClientAsync(await probe.App.CreateUserAsync("Ada", RoleNames.Player));
        using var device = Device("Gateway");
        var watch = await AllowAsync(browser, device, "My watch");
        Assert.Contains("not used yet", await browser.GetStringAsync(new Uri("devices", UriKind.Relative)), StringComparison.Ordinal);

        Assert.Equal(200, await probe.StatusAsync(watch.Access));

        Assert.Contains("last used", await browser.GetStringAsync(new Uri("devices", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_revokes_another_persons_device()
    {
        using var owner = await probe.App.CreateClientAsync(await probe.App.CreateUserAsync("Ada", RoleNames.Player));
        using var other = await probe.App.CreateClientAsync(await probe.App.CreateUserAsync("Eve", RoleNames.Player));
        using var device = Device("Gateway");
        var (mine, theirs) = (await AllowAsync(owner, device, "My watch"), await AllowAsync(other, device, "Eve's watch"));
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await owner.GetStringAsync(new Uri("devices", UriKind.Relative)));
        var id = page.QuerySelector("input[name=DeviceId]")!.GetAttribute("value")!;

        await (await PageForm.OpenAsync(other, "devices", "Revoke", near: "Eve's watch")).Adding("DeviceId", id).SendAsync();

        Assert.Equal(200, await probe.StatusAsync(mine.Access));
        Assert.Equal(200, await probe.StatusAsync(theirs.Access));
    }

    [Fact]
    public async Task Signed_out_everywhere_by_oneself_nothing_is_left()
    {
        var user = await probe.App.CreateUserAsync("Ada", RoleNames.Player);
        using var browser = await probe.App.CreateClientAsync(user);
        using var elsewhere = await probe.App.CreateClientAsync(user);
        using var device = Device("Gateway");
        var watch = await AllowAsync(browser, device, "My watch");

        var answer = await (await PageForm.OpenAsync(browser, "devices", "Sign out everywhere")).SendAsync();

        Assert.Equal("/account/login", answer.Redirect);
        Assert.Equal(401, await probe.StatusAsync(watch.Access));
        foreach (var client in new[] { browser, elsewhere })
        {
            using var response = await client.GetAsync(new Uri("devices", UriKind.Relative));
            Assert.Equal("/account/login", response.Headers.Location?.AbsolutePath);
        }
    }

    private HttpClient Device(string program)
    {
        var device = probe.App.CreateClient();
        device.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", program);
        return device;
    }

    private static async Task<(string Access, string Refresh)> AllowAsync(HttpClient browser, HttpClient device, string name)
    {
        var asked = await OAuthClient.AskForDeviceAsync(device, name);
        await (await PageForm.OpenAsync(browser, OAuthClient.VerifyPage(asked), "Allow")).SendAsync();
        var tokens = await OAuthClient.PollAsync(device, asked);
        return (tokens.Text("access_token"), tokens.Text("refresh_token"));
    }
}
