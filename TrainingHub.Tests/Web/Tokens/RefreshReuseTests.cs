using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TrainingHub.Web.Data;
using TrainingHub.Web.Tokens;

namespace TrainingHub.Tests.Web.Tokens;

public sealed class RefreshReuseTests
{
    [Fact]
    public async Task A_refresh_token_that_comes_again_later_was_stolen_and_ends_the_devices_access()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var app = await WebApp.StartAsync(web => web.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(time)));
        using var device = app.CreateClient();
        var first = await ConnectAsync(app, device);
        var second = (await OAuthClient.RefreshAsync(device, KnownClients.Device, first)).Text("refresh_token");

        time.Advance(TimeSpan.FromMinutes(2));
        var again = await OAuthClient.RefreshAsync(device, KnownClients.Device, first);
        var afterwards = await OAuthClient.RefreshAsync(device, KnownClients.Device, second);

        Assert.Equal("invalid_grant", again.Text("error"));
        Assert.Equal("invalid_grant", afterwards.Text("error"));
    }

    [Fact]
    public async Task A_device_code_works_for_ten_minutes()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var app = await WebApp.StartAsync(web => web.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(time)));
        using var device = app.CreateClient();
        var asked = await OAuthClient.AskForDeviceAsync(device);

        time.Advance(TimeSpan.FromMinutes(11));

        Assert.Equal("expired_token", (await OAuthClient.PollAsync(device, asked)).Text("error"));
    }

    private static async Task<string> ConnectAsync(WebApp app, HttpClient device)
    {
        using var browser = await app.CreateClientAsync(await app.CreateUserAsync("Ada", RoleNames.Player));
        var asked = await OAuthClient.AskForDeviceAsync(device);
        await (await PageForm.OpenAsync(browser, OAuthClient.VerifyPage(asked), "Allow")).SendAsync();
        return (await OAuthClient.PollAsync(device, asked)).Text("refresh_token");
    }
}
