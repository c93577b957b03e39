using Microsoft.Playwright;
using TrainingHub.Client;
using TrainingHub.Tests.Web;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Browser;

/// <summary>The main job, as a trainer and a player see it at the same time, the player's wearable on the public hub beside them.</summary>
[Collection(OneBrowser.Name)]
public sealed class SideBySideTests(Chromium chromium)
{
    [SkippableFact]
    public async Task A_session_from_start_to_end_with_a_pause_and_a_kick()
    {
        await using var club = await Club.OpenAsync();
        await using var trainers = await chromium.OpenAsync(club.Address);
        await using var players = await chromium.OpenAsync(club.Address, 390, 844);
        var me = club.Players[0];

        // The trainer opens a session; the player comes in and waits.
        var trainer = await SignInAsync(trainers, club.Trainer);
        await trainer.GetByRole(AriaRole.Link, new() { Name = "New session" }).First.ClickAsync();
        await trainer.GetByLabel("When all are in").CheckAsync();
        await trainer.GetByRole(AriaRole.Button, new() { Name = "Open the session" }).ClickAsync();
        await Assertions.Expect(trainer.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true })).ToBeVisibleAsync();
        var sessionId = new Uri(trainer.Url).Segments[^1];
        var player = await SignInAsync(players, me);
        await Assertions.Expect(Heading(player, "Your trainer starts soon")).ToBeVisibleAsync();

        // Started, a wearable's heart rate changes on both.
        await trainer.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Assertions.Expect(Heading(player, "Warm up")).ToBeVisibleAsync();
        await using var strap = await club.StrapAsync(me, sessionId);
        foreach (var heartRate in new[] { 131, 142 })
        {
            Assert.True((await strap.SendMetricsAsync(new Metrics { SessionId = sessionId, PlayerId = me.Id, HeartRate = heartRate })).Ok);
            await Assertions.Expect(trainer.GetByRole(AriaRole.Article, new() { Name = me.DisplayName })).ToContainTextAsync($"{heartRate}");
            await Assertions.Expect(player.GetByRole(AriaRole.Region, new() { Name = "Heart" })).ToContainTextAsync($"{heartRate}");
        }

        // Paused and resumed.
        await trainer.GetByRole(AriaRole.Button, new() { Name = "Pause", Exact = true }).ClickAsync();
        await Assertions.Expect(Heading(player, "Paused")).ToBeVisibleAsync();
        await trainer.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await Assertions.Expect(Heading(player, "Warm up")).ToBeVisibleAsync();

        // Removed, after being asked once.
        await trainer.GetByRole(AriaRole.Button, new() { Name = $"Menu for {me.DisplayName}" }).ClickAsync();
        await trainer.GetByRole(AriaRole.Menuitem, new() { Name = "Remove…" }).ClickAsync();
        await trainer.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Assertions.Expect(Heading(player, "You were removed")).ToBeVisibleAsync();
        await Assertions.Expect(trainer.GetByRole(AriaRole.Article, new() { Name = me.DisplayName })).ToBeHiddenAsync();

        // Ended, after being asked once.
        await trainer.GetByRole(AriaRole.Button, new() { Name = "End", Exact = true }).ClickAsync();
        await trainer.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "End session" }).ClickAsync();
        await Assertions.Expect(trainer.GetByRole(AriaRole.Button, new() { Name = "End", Exact = true })).ToBeHiddenAsync();
        Assert.Equal(TrainingHub.Core.Sessions.SessionStatus.Completed, Assert.Single(club.Sessions.InMemory).Status);
    }

    [SkippableFact]
    public async Task In_the_demo_one_click_shows_a_trainer_twelve_tiles_and_a_player_their_own_heart_rate_change()
    {
        await using var demo = await WebApp.StartAsync(web => web.UseSetting("demo", "true"));
        await using var trainers = await chromium.OpenAsync(demo.Address, 1920, 1080);
        await using var players = await chromium.OpenAsync(demo.Address, 390, 844);

        var trainer = await trainers.NewPageAsync();
        await trainer.GotoAsync("/");
        await trainer.GetByRole(AriaRole.Button, new() { Name = "Trainer", Exact = true }).ClickAsync();
        await trainer.Locator("a.session-line.live").First.ClickAsync();
        await Assertions.Expect(trainer.GetByRole(AriaRole.Article)).ToHaveCountAsync(12);
        await MostChangeAsync(trainer);

        var player = await players.NewPageAsync();
        await player.GotoAsync("/");
        await player.GetByRole(AriaRole.Button, new() { Name = "Player", Exact = true }).ClickAsync();
        await ChangesAsync(player.GetByRole(AriaRole.Region, new() { Name = "Heart" }).Locator(".value"));
    }

    private static ILocator Heading(IPage page, string name) => page.GetByRole(AriaRole.Heading, new() { Name = name });

    // Not every tile: an athlete's sensor may be silent for a while, and is then shown first.
    private static async Task MostChangeAsync(IPage page) => await page.WaitForFunctionAsync(
        """
        () => {
          const seen = window.seenHeartRates ??= new Map();
          for (const tile of document.querySelectorAll('article')) {
            const values = seen.get(tile.getAttribute('aria-label')) ?? new Set();
            seen.set(tile.getAttribute('aria-label'), values.add(tile.querySelector('.bpm')?.innerText));
          }
          return [...seen.values()].filter(values => values.size > 1).length > 6;
        }
        """);

    private static async Task ChangesAsync(ILocator number)
    {
        await Assertions.Expect(number).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[0-9]+$"));
        await Assertions.Expect(number).Not.ToHaveTextAsync(await number.InnerTextAsync());
    }

    private static async Task<IPage> SignInAsync(IBrowserContext context, User user)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync("/");
        await page.GetByLabel("E-mail").FillAsync(user.Email!);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(WebApp.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        return page;
    }
}
