using System.Net;
using TrainingHub.Web.Data;
using TrainingHub.Web.Tokens;

namespace TrainingHub.Tests.Web.Tokens;

public sealed class DeviceFlowTests(TokenProbe probe) : IClassFixture<TokenProbe>
{
    [Fact]
    public async Task A_device_gets_a_token_of_the_person_who_allowed_it_and_refreshes_it()
    {
        var user = await probe.App.CreateUserAsync("Ada", RoleNames.Player);
        using var device = probe.App.CreateClient();
        using var browser = await probe.App.CreateClientAsync(user);
        var asked = await OAuthClient.AskForDeviceAsync(device);
        Assert.Equal("authorization_pending", (await OAuthClient.PollAsync(device, asked)).Text("error"));

        var answer = await (await PageForm.OpenAsync(browser, OAuthClient.VerifyPage(asked), "Allow")).SendAsync();

        Assert.EndsWith("/connect/verify?outcome=allowed", answer.Redirect, StringComparison.Ordinal);
        var tokens = await OAuthClient.PollAsync(device, asked);
        Assert.Equal($"{user.Id} Ada [player]", await probe.WhoAsync(tokens.Text("access_token")));
        var refreshed = await OAuthClient.RefreshAsync(device, KnownClients.Device, tokens.Text("refresh_token"));
        Assert.Equal($"{user.Id} Ada [player]", await probe.WhoAsync(refreshed.Text("access_token")));
    }

    [Fact]
    public async Task A_device_that_was_denied_gets_nothing()
    {
        using var device = probe.App.CreateClient();
        using var browser = await probe.App.CreateClientAsync(await probe.App.CreateUserAsync("Ada", RoleNames.Player));
        var asked = await OAuthClient.AskForDeviceAsync(device);

        var answer = await (await PageForm.OpenAsync(browser, OAuthClient.VerifyPage(asked), "Deny")).SendAsync();

        Assert.EndsWith("/connect/verify?outcome=denied", answer.Redirect, StringComparison.Ordinal);
        Assert.Equal("access_denied", (await OAuthClient.PollAsync(device, asked)).Text("error"));
    }

    [Fact]
    public async Task A_code_that_no_device_shows_is_not_offered_to_be_allowed()
    {
        using var browser = await probe.App.CreateClientAsync(await probe.App.CreateUserAsync("Ada", RoleNames.Player));

        var page = await browser.GetStringAsync(new Uri("connect/verify?user_code=0000-0000-0000", UriKind.Relative));

        Assert.Contains("No device waits with this code", page, StringComparison.Ordinal);
        Assert.DoesNotContain(">Allow<", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_is_used_up_by_its_answer()
    {
        using var device = probe.App.CreateClient();
        using var browser = await probe.App.CreateClientAsync(await probe.App.CreateUserAsync("Ada", RoleNames.Player));
        var asked = await OAuthClient.AskForDeviceAsync(device);
        var form = await PageForm.OpenAsync(browser, OAuthClient.VerifyPage(asked), "Allow");
        await form.SendAsync();

        Assert.EndsWith("outcome=unknown", (await form.SendAsync()).Redirect, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_sites_form_cannot_allow_a_device()
    {
        using var device = probe.App.CreateClient();
        using var browser = await probe.App.CreateClientAsync(await probe.App.CreateUserAsync("Ada", RoleNames.Player));
        var asked = await OAuthClient.AskForDeviceAsync(device);
        var form = await PageForm.OpenAsync(browser, OAuthClient.VerifyPage(asked), "Allow");

        Assert.Equal(HttpStatusCode.BadRequest, (await form.Without("__RequestVerificationToken").SendAsync()).Status);
        Assert.Equal("authorization_pending", (await OAuthClient.PollAsync(device, asked)).Text("error"));
    }

    [Fact]
    public async Task Who_is_not_signed_in_signs_in_before_they_see_the_device()
    {
        using var device = probe.App.CreateClient();
        using var browser = probe.App.CreateClient();
        var asked = await OAuthClient.AskForDeviceAsync(device);

        using var response = await browser.GetAsync(new Uri(OAuthClient.VerifyPage(asked), UriKind.Relative));

        Assert.Equal("/account/login", response.Headers.Location!.AbsolutePath);
    }
}
