using Microsoft.Extensions.Time.Testing;
using TrainingHub.Client;
using TrainingHub.Tests.Web;
using TrainingHub.Tests.Web.Tokens;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Client;

public sealed class DeviceTokenSourceTests(TokenProbe probe) : IClassFixture<TokenProbe>
{
    [Fact]
    public async Task A_device_shows_its_code_once_and_has_tokens_of_its_owner_from_then_on()
    {
        var owner = await probe.App.CreateUserAsync("Ada", RoleNames.Player);
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var shown = new TaskCompletionSource<DeviceCode>();
        using var source = new DeviceTokenSource(probe.App.Address, shown.SetResult, null, time);
        var asking = source.GetAsync().AsTask();

        await AnswerAsync(await shown.Task.WaitAsync(TimeSpan.FromSeconds(60)), owner, "Allow");
        var token = await PassTimeUntilAsync(asking, time);

        Assert.Equal($"{owner.Id} Ada [player]", await probe.WhoAsync(token!));
        Assert.Same(token, await source.GetAsync());
        time.Advance(TimeSpan.FromHours(1));
        var renewed = await source.GetAsync();
        Assert.NotEqual(token, renewed);
        Assert.Equal($"{owner.Id} Ada [player]", await probe.WhoAsync(renewed!));
    }

    [Fact]
    public async Task A_device_that_was_allowed_before_asks_nobody_after_a_restart()
    {
        var owner = await probe.App.CreateUserAsync("Ada", RoleNames.Player);
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var shown = new TaskCompletionSource<DeviceCode>();
        using var before = new DeviceTokenSource(probe.App.Address, shown.SetResult, null, time);
        var asking = before.GetAsync().AsTask();
        await AnswerAsync(await shown.Task.WaitAsync(TimeSpan.FromSeconds(60)), owner, "Allow");
        await PassTimeUntilAsync(asking, time);

        using var after = new DeviceTokenSource(probe.App.Address, _ => Assert.Fail("The owner was asked again."), before.RefreshToken, time);

        Assert.Equal($"{owner.Id} Ada [player]", await probe.WhoAsync((await after.GetAsync())!));
    }

    [Fact]
    public async Task Each_new_refresh_token_is_stored_before_its_access_token_is_handed_out_and_the_last_one_serves_after_a_restart()
    {
        var owner = await probe.App.CreateUserAsync("Ada", RoleNames.Player);
        var (time, stored) = (new FakeTimeProvider(TimeProvider.System.GetUtcNow()), new List<string>());
        using var before = await AllowedAsync(owner, time, stored);
        time.Advance(TimeSpan.FromMinutes(59.5));
        Assert.NotNull(await before.GetAsync());
        Assert.Equal(2, stored.Distinct().Count());

        using var after = new DeviceTokenSource(probe.App.Address, _ => Assert.Fail("The owner was asked again."), stored[^1], time);

        Assert.NotNull(await after.GetAsync());
    }

    [Fact]
    public async Task A_device_that_died_before_it_stored_the_new_refresh_token_comes_back_with_the_old_one()
    {
        var owner = await probe.App.CreateUserAsync("Ada", RoleNames.Player);
        var (time, stored) = (new FakeTimeProvider(TimeProvider.System.GetUtcNow()), new List<string>());
        using var before = await AllowedAsync(owner, time, stored);
        time.Advance(TimeSpan.FromHours(1));
        await before.GetAsync();

        using var after = new DeviceTokenSource(probe.App.Address, _ => Assert.Fail("The owner was asked again."), stored[0], time);

        Assert.Equal($"{owner.Id} Ada [player]", await probe.WhoAsync((await after.GetAsync())!));
    }

    [Fact]
    public async Task A_server_that_is_away_for_a_moment_costs_a_device_nothing()
    {
        var owner = await probe.App.CreateUserAsync("Ada", RoleNames.Player);
        var (time, stored) = (new FakeTimeProvider(TimeProvider.System.GetUtcNow()), new List<string>());
        using var before = await AllowedAsync(owner, time, stored);
        using var away = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        away.Start();
        var serving = ServeAwayAsync(away);
        using var after = new DeviceTokenSource(new Uri($"http://{away.LocalEndpoint}/"), _ => Assert.Fail("The owner was asked again."), stored[^1], time);
        var asking = after.GetAsync().AsTask();

        Assert.Equal($"{owner.Id} Ada [player]", await probe.WhoAsync((await PassTimeUntilAsync(asking, time, TimeSpan.FromSeconds(1)))!));
        away.Stop();
        await serving;
    }

    [Fact]
    public async Task A_device_that_was_denied_has_no_token()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var shown = new TaskCompletionSource<DeviceCode>();
        using var source = new DeviceTokenSource(probe.App.Address, shown.SetResult, null, time);
        var asking = source.GetAsync().AsTask();

        await AnswerAsync(await shown.Task.WaitAsync(TimeSpan.FromSeconds(60)), await probe.App.CreateUserAsync("Ada", RoleNames.Player), "Deny");

        Assert.Null(await PassTimeUntilAsync(asking, time));
    }

    [Fact]
    public async Task The_owner_is_told_the_name_that_the_device_has_for_itself()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var shown = new TaskCompletionSource<DeviceCode>();
        using var source = new DeviceTokenSource(probe.App.Address, shown.SetResult, null, time, name: "Rower 3");
        var asking = source.GetAsync().AsTask();
        var code = await shown.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var owner = await probe.App.CreateUserAsync("Ada", RoleNames.Player);
        using var browser = await probe.App.CreateClientAsync(owner);

        Assert.Contains("“Rower 3”", System.Net.WebUtility.HtmlDecode(await browser.GetStringAsync(new Uri(code.VerificationUriComplete!.PathAndQuery, UriKind.Relative))), StringComparison.Ordinal);

        await AnswerAsync(code, owner, "Deny");
        Assert.Null(await PassTimeUntilAsync(asking, time));
    }

    private async Task AnswerAsync(DeviceCode code, User owner, string button)
    {
        using var browser = await probe.App.CreateClientAsync(owner);
        await (await PageForm.OpenAsync(browser, code.VerificationUriComplete!.PathAndQuery, button)).SendAsync();
    }

    private async Task<DeviceTokenSource> AllowedAsync(User owner, FakeTimeProvider time, List<string> stored)
    {
        var shown = new TaskCompletionSource<DeviceCode>();
        var source = new DeviceTokenSource(probe.App.Address, shown.SetResult, null, time, token =>
        {
            stored.Add(token);
            return ValueTask.CompletedTask;
        });
        var asking = source.GetAsync().AsTask();
        await AnswerAsync(await shown.Task.WaitAsync(TimeSpan.FromSeconds(60)), owner, "Allow");
        await PassTimeUntilAsync(asking, time);
        return source;
    }

    // Answers as a proxy before a server that is starting does, then once not at all, and from then on hands through.
    private async Task ServeAwayAsync(System.Net.Sockets.TcpListener away)
    {
        using (var first = await away.AcceptTcpClientAsync())
        {
            await first.GetStream().WriteAsync("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
        }

        (await away.AcceptTcpClientAsync()).Dispose();

        using var third = await away.AcceptTcpClientAsync();
        using var server = new System.Net.Sockets.TcpClient();
        await server.ConnectAsync(probe.App.Address.Host, probe.App.Address.Port);
        await Task.WhenAny(third.GetStream().CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(third.GetStream()));
    }

    // The device waits between its questions; nobody has to wait for it.
    private static async Task<string?> PassTimeUntilAsync(Task<string?> asking, FakeTimeProvider time, TimeSpan? step = null)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!asking.IsCompleted && await tick.WaitForNextTickAsync(patience.Token))
        {
            time.Advance(step ?? TimeSpan.FromSeconds(5));
        }

        return await asking;
    }
}
