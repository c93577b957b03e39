using System.Text.Json;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using TrainingHub.Web.Data;
using TrainingHub.Web.Tokens;

namespace TrainingHub.Tests.Web.Tokens;

/// <summary>The tokens' keys change every 90 days, and nobody notices.</summary>
public sealed class KeyRotationTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private WebApp _app = null!;

    public async Task InitializeAsync() => _app = await WebApp.StartAsync(web => web.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(_time)));

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task A_token_from_before_the_change_opens_after_it_and_new_ones_are_by_the_new_key()
    {
        var user = await _app.CreateUserAsync("Ada", RoleNames.Player);
        Pass(TokenKeys.Used - TokenKeys.Published + TimeSpan.FromMinutes(1));
        Pass(TokenKeys.Published - TimeSpan.FromMinutes(11));
        var before = await _app.TokenForAsync(user);

        Pass(TimeSpan.FromMinutes(20));
        var after = await _app.TokenForAsync(user);

        Assert.NotEqual(KeyOf(before), KeyOf(after));
        Assert.Equal((200, 200), (await StatusAsync(before), await StatusAsync(after)));
        Assert.Contains(KeyOf(before), await PublishedAsync());
    }

    [Fact]
    public async Task The_next_key_is_published_a_day_before_it_signs()
    {
        var user = await _app.CreateUserAsync("Ada", RoleNames.Player);
        var first = KeyOf(await _app.TokenForAsync(user));
        Assert.Equal([first], await PublishedAsync());

        Pass(TokenKeys.Used - TokenKeys.Published + TimeSpan.FromMinutes(1));

        Assert.Equal(2, (await PublishedAsync()).Length);
        Assert.Equal(first, KeyOf(await _app.TokenForAsync(user)));
    }

    [Fact]
    public async Task A_wearable_that_rested_over_the_change_refreshes_and_a_key_is_gone_when_nothing_of_it_can_live()
    {
        var user = await _app.CreateUserAsync("Ada", RoleNames.Player);
        var first = KeyOf(await _app.TokenForAsync(user));
        Pass(TokenKeys.Used - TokenKeys.Published + TimeSpan.FromMinutes(1));
        Pass(TokenKeys.Published - TimeSpan.FromMinutes(2));
        using var device = _app.CreateClient();
        var refresh = await ConnectAsync(user, device);

        Pass(TimeSpan.FromDays(89));
        var renewed = await OAuthClient.RefreshAsync(device, KnownClients.Device, refresh);
        Assert.Equal(200, await StatusAsync(renewed.Text("access_token")));
        Assert.Contains(first, await PublishedAsync());

        Pass(TimeSpan.FromDays(3));
        Assert.DoesNotContain(first, await PublishedAsync());
        if (!OperatingSystem.IsWindows())
        {
            var files = Directory.GetFiles(Path.Combine(_app.DataDirectory, "keys"), "token-*");
            Assert.All(files.Select(File.GetUnixFileMode), mode => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode));
        }
    }

    [Fact]
    public async Task Keys_from_before_there_was_a_change_are_taken_as_the_first()
    {
        var directory = Directory.CreateTempSubdirectory("traininghub-").FullName;
        try
        {
            string token;
            await using (var before = await WebApp.StartAsync(dataDirectory: directory))
            {
                token = await before.TokenForAsync(await before.CreateUserAsync("Ada", RoleNames.Player));
            }

            var keys = Path.Combine(directory, "keys");
            File.Move(Directory.GetFiles(keys, "token-signing-*.pem").Single(), Path.Combine(keys, "token-signing.pem"));
            File.Move(Directory.GetFiles(keys, "token-encryption-*.key").Single(), Path.Combine(keys, "token-encryption.key"));

            await using var after = await WebApp.StartAsync(dataDirectory: directory);
            using var client = after.CreateClient(token);
            using var response = await client.GetAsync(new Uri("api/v1/sessions", UriKind.Relative));
            Assert.Equal(200, (int)response.StatusCode);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    // Without the timers that would have come in months: the hourly look is taken here.
    private void Pass(TimeSpan time)
    {
        _time.AdjustTime(_time.GetUtcNow() + time);
        _app.Services.GetRequiredService<KeyRotation>().Turn();
    }

    private async Task<int> StatusAsync(string token)
    {
        using var client = _app.CreateClient(token);
        using var response = await client.GetAsync(new Uri("api/v1/sessions", UriKind.Relative));
        return (int)response.StatusCode;
    }

    private static string KeyOf(string token) => new JsonWebToken(token).Kid;

    private async Task<string[]> PublishedAsync()
    {
        using var anybody = _app.CreateClient();
        var jwks = JsonDocument.Parse(await anybody.GetStringAsync(new Uri(".well-known/jwks", UriKind.Relative))).RootElement;
        return [.. jwks.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("kid").GetString()!)];
    }

    private async Task<string> ConnectAsync(User user, HttpClient device)
    {
        using var browser = await _app.CreateClientAsync(user);
        var asked = await OAuthClient.AskForDeviceAsync(device);
        await (await PageForm.OpenAsync(browser, OAuthClient.VerifyPage(asked), "Allow")).SendAsync();
        return (await OAuthClient.PollAsync(device, asked)).Text("refresh_token");
    }
}
