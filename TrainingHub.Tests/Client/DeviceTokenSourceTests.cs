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

        await AnswerAsync(await shown.Task.WaitAsync(TimeSpan.FromSeconds(30)), owner, "Allow");
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
        await AnswerAsync(await shown.Task.WaitAsync(TimeSpan.FromSeconds(30)), owner, "Allow");
        await PassTimeUntilAsync(asking, time);

        using var after = new DeviceTokenSource(probe.App.Address, _ => Assert.Fail("The owner was asked again."), before.RefreshToken, time);

        Assert.Equal($"{owner.Id} Ada [player]", await probe.WhoAsync((await after.GetAsync())!));
    }

    [Fact]
    public async Task A_device_that_was_denied_has_no_token()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var shown = new TaskCompletionSource<DeviceCode>();
        using var source = new DeviceTokenSource(probe.App.Address, shown.SetResult, null, time);
        var asking = source.GetAsync().AsTask();

        await AnswerAsync(await shown.Task.WaitAsync(TimeSpan.FromSeconds(30)), await probe.App.CreateUserAsync("Ada", RoleNames.Player), "Deny");

        Assert.Null(await PassTimeUntilAsync(asking, time));
    }

    private async Task AnswerAsync(DeviceCode code, User owner, string button)
    {
        using var browser = await probe.App.CreateClientAsync(owner);
        await (await PageForm.OpenAsync(browser, code.VerificationUriComplete!.PathAndQuery, button)).SendAsync();
    }

    // The device polls every 5 s; nobody has to wait for it.
    private static async Task<string?> PassTimeUntilAsync(Task<string?> asking, FakeTimeProvider time)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!asking.IsCompleted && await tick.WaitForNextTickAsync(patience.Token))
        {
            time.Advance(TimeSpan.FromSeconds(5));
        }

        return await asking;
    }
}
