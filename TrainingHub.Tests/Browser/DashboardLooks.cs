using Microsoft.Playwright;
using TrainingHub.Tests.Web;

namespace TrainingHub.Tests.Browser;

/// <summary>The live dashboard as the demo shows it.</summary>
[Collection(OneBrowser.Name)]
public sealed class DashboardLooks(Chromium chromium)
{
    [SkippableFact]
    public async Task The_dashboard_looks_right_to_trainer_and_observer_and_on_the_wall()
    {
        await using var demo = await WebApp.StartAsync(web => web.UseSetting("demo", "true"));
        await using var trainers = await chromium.OpenAsync(demo.Address);
        var trainer = await OpenAsync(trainers, "Trainer");
        await Look.AtAsync(trainer, "dashboard-grid");
        await trainer.Keyboard.PressAsync("2");
        await Assertions.Expect(trainer.GetByRole(AriaRole.Button, new() { Name = "List" })).ToHaveAttributeAsync("aria-pressed", "true");
        await Look.AtAsync(trainer, "dashboard-list");

        await using var observers = await chromium.OpenAsync(demo.Address);
        var observer = await OpenAsync(observers, "Observer");
        await Look.AtAsync(observer, "watch");
        await observer.GotoAsync(observer.Url + "?wall");
        await Assertions.Expect(observer.GetByRole(AriaRole.Article)).ToHaveCountAsync(12);
        await Look.AtAsync(observer, "wall");
    }

    private static async Task<IPage> OpenAsync(IBrowserContext context, string role)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Button, new() { Name = role, Exact = true }).ClickAsync();
        await page.Locator("a.session-line.live").First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Article)).ToHaveCountAsync(12);
        // What is pressed before the circuit lives is lost.
        await Assertions.Expect(page.Locator("tile-feed[live]")).ToHaveCountAsync(1);
        return page;
    }
}
