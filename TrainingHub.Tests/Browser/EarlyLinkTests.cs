using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using TrainingHub.Tests.Web;

namespace TrainingHub.Tests.Browser;

/// <summary>Who is quicker than the page's circuit gets a page that works all the same.</summary>
[Collection(OneBrowser.Name)]
public sealed class EarlyLinkTests(Chromium chromium)
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

        await page.GetByRole(AriaRole.Link, new() { Name = "New session" }).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "New session" })).ToBeVisibleAsync();
        slow.Go.SetResult();

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
