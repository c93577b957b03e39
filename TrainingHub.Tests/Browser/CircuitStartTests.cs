using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using TrainingHub.Tests.Web;

namespace TrainingHub.Tests.Browser;

/// <summary>A page comes to life also where its circuit is slow to open, or did not start.</summary>
[Collection(OneBrowser.Name)]
public sealed class CircuitStartTests(Chromium chromium)
{
    [SkippableFact]
    public async Task A_link_followed_before_the_circuit_opened_leads_to_a_page_that_lives()
    {
        var slow = new SlowOpening();
        await using var club = await Club.OpenAsync(await WebApp.StartAsync(web => web.ConfigureTestServices(services => services.AddScoped<CircuitHandler>(_ => slow))));
        await using var browser = await chromium.OpenAsync(club.Address);
        var page = await club.SignInAsync(browser, club.Trainer);
        await page.GotoAsync("/");
        await slow.Opening.Task.WaitAsync(TimeSpan.FromMinutes(1));
        // Gone with the page: that it is loaded anew only later would mend it too, but far too late.
        await page.EvaluateAsync("() => { window.isFirstPage = true; }");

        await page.GetByRole(AriaRole.Link, new() { Name = "New session" }).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "New session" })).ToBeVisibleAsync();
        Assert.False(await page.EvaluateAsync<bool>("() => window.isFirstPage === true"));
        slow.Go.SetResult();

        await Assertions.Expect(page.GetByLabel("When all are in")).ToBeEnabledAsync();
    }

    [SkippableFact]
    public async Task A_page_whose_circuit_did_not_start_loads_itself_anew()
    {
        await using var club = await Club.OpenAsync();
        await using var browser = await chromium.OpenAsync(club.Address);
        var page = await club.SignInAsync(browser, club.Trainer);
        var refused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteAsync("**/_blazor/negotiate*", route => refused.TrySetResult() ? route.AbortAsync() : route.ContinueAsync());
        await page.Clock.InstallAsync();
        await page.GotoAsync("/sessions/new");
        await refused.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await Assertions.Expect(page.GetByLabel("When all are in")).ToBeDisabledAsync();

        // As long as it waits for a circuit.
        await page.Clock.FastForwardAsync("00:16");

        await Assertions.Expect(page.GetByLabel("When all are in")).ToBeEnabledAsync();
    }

    // Holds each circuit up until the test lets them go.
    private sealed class SlowOpening : CircuitHandler
    {
        public TaskCompletionSource Opening { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
        {
            Opening.TrySetResult();
            return Go.Task.WaitAsync(cancellationToken);
        }
    }
}
