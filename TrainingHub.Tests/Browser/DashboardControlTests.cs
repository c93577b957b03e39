using Microsoft.Playwright;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Data;
using static Microsoft.Playwright.Assertions;

namespace TrainingHub.Tests.Browser;

[Collection(OneBrowser.Name)]
public sealed class DashboardControlTests(Chromium chromium)
{
    [SkippableFact]
    public async Task A_trainer_runs_a_session_from_the_dashboard()
    {
        await using var club = await Club.OpenAsync();
        await using var context = await chromium.OpenAsync(club.Address, 1920, 1080);
        var session = await club.PlanAsync();
        var page = await club.SignInAsync(context, club.Trainer);

        await page.GotoAsync($"/sessions/{session}");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Threshold" })).ToBeVisibleAsync();
        await Expect(page.GetByText("0 of 3 are here.")).ToBeVisibleAsync();
        await ReadyAsync(club, session, page);
        await Look.AtAsync(page, "dashboard-scheduled");

        await JoinAsync(club, session, club.Players[0]);
        await JoinAsync(club, session, club.Players[1]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Pause", Exact = true })).ToBeVisibleAsync();
        await club.SampleAsync(session, club.Players[0], 171, 262);
        await club.SampleAsync(session, club.Players[1], 187, 301);
        await Expect(Tile(page, "Mia Berg").Locator(".bpm")).ToHaveTextAsync("171");
        await Expect(Tile(page, "Jonas Weber")).ToContainTextAsync("Above ceiling");
        await Expect(Tile(page, "Lea Vogt")).ToContainTextAsync("not here yet");

        await page.Keyboard.PressAsync(" ");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Resume", Exact = true })).ToBeVisibleAsync();
        await Look.AtAsync(page, "dashboard-paused");
        await page.Keyboard.PressAsync(" ");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Pause", Exact = true })).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("2");
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "Mia Berg" })).ToContainTextAsync("171");
        await page.Keyboard.PressAsync("3");
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Players" }).GetByRole(AriaRole.Button, new() { Name = "Mia Berg" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Slider, new() { Name = "Session of Mia Berg" }).Locator("canvas")).ToHaveCountAsync(3);
        await page.Keyboard.PressAsync("1");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("lea");
        await Expect(Tile(page, "Mia Berg")).ToHaveCountAsync(0);
        await page.GetByLabel("Find a player").FillAsync("");

        await page.GetByRole(AriaRole.Button, new() { Name = "Menu for Lea Vogt" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Menu, new() { Name = "Menu for Lea Vogt" })).ToBeVisibleAsync();
        await Look.AtAsync(page, "dashboard-menu");
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Remove" }).ClickAsync();
        await Expect(page.GetByText("Lea Vogt leaves this session at once")).ToBeVisibleAsync();
        await Look.AtAsync(page, "dashboard-remove");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true }).ClickAsync();
        await Expect(Tile(page, "Lea Vogt")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Readmit" }).ClickAsync();
        await Expect(Tile(page, "Lea Vogt")).ToHaveCountAsync(1);

        await page.GetByRole(AriaRole.Button, new() { Name = "End", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "End session" }).ClickAsync();
        await Expect(page.GetByText("Ended at")).ToBeVisibleAsync();
        await Look.AtAsync(page, "dashboard-ended");
    }

    [SkippableFact]
    public async Task A_later_sample_is_written_into_its_tile_with_the_colour_of_its_zone_and_stays_when_more_changes()
    {
        await using var club = await Club.OpenAsync();
        await using var context = await chromium.OpenAsync(club.Address, 1920, 1080);
        var session = await club.PlanAsync();
        await JoinAsync(club, session, club.Players[0]);
        await club.CommandAsync(session, new SessionCommand.Start());
        await club.SampleAsync(session, club.Players[0], 120, 150);
        var page = await club.SignInAsync(context, club.Trainer);
        await page.GotoAsync($"/sessions/{session}");
        await ReadyAsync(club, session, page);

        await club.SampleAsync(session, club.Players[0], 165, 262);
        var tile = Tile(page, "Mia Berg");
        await Expect(tile.Locator(".bpm")).ToHaveTextAsync("165");
        await Expect(tile.Locator(".zone")).ToHaveTextAsync("Z4");
        await Expect(tile.Locator(".percent")).ToHaveTextAsync("87 %");
        await Expect(tile.Locator(".power b").First).ToHaveTextAsync("262");
        await Expect(tile).ToHaveClassAsync("tile zone-4");

        await club.CommandAsync(session, new SessionCommand.SetStatus(club.Players[0].Id, PlayerStatus.Completed, null));
        await Expect(tile.Locator(".status")).ToHaveTextAsync("completed");
        await Expect(tile.Locator(".bpm")).ToHaveTextAsync("165");
        await Expect(tile).ToHaveClassAsync("tile zone-4");
    }

    [SkippableFact]
    public async Task An_observer_watches_without_controls_and_a_wall_fills_a_screen()
    {
        await using var club = await Club.OpenAsync();
        await using var context = await chromium.OpenAsync(club.Address, 1920, 1080);
        var session = await club.PlanAsync();
        await club.CommandAsync(session, new SessionCommand.Start());
        await club.SampleAsync(session, club.Players[0], 171, 262);
        var page = await club.SignInAsync(context, club.Observer);

        await page.GotoAsync($"/sessions/{session}/watch");
        await ReadyAsync(club, session, page);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Pause", Exact = true })).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Menu for Mia Berg" })).ToHaveCountAsync(0);

        await page.GotoAsync($"/sessions/{session}/watch?wall");
        await Expect(Tile(page, "Mia Berg").Locator(".bpm")).ToHaveTextAsync("171");
        await Expect(page.GetByRole(AriaRole.Banner)).ToHaveCountAsync(0);
    }

    [SkippableFact]
    public async Task Who_may_not_see_a_session_is_told_that_there_is_none()
    {
        await using var club = await Club.OpenAsync();
        await using var context = await chromium.OpenAsync(club.Address);
        var page = await club.SignInAsync(context, club.Observer);

        var answer = await page.GotoAsync("/sessions/nothinghere1");

        Assert.Equal(404, answer!.Status);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "There is nothing here" })).ToBeVisibleAsync();
        await Look.AtAsync(page, "not-found");
    }

    private static ILocator Tile(IPage page, string name) => page.GetByRole(AriaRole.Article, new() { Name = name });

    private static async Task JoinAsync(Club club, string session, User player)
    {
        var reply = await club.Sessions.JoinAsync(
            Club.CallerOf(player, Roles.Player), session, new SessionCommand.Join(JoinRole.Player), player.Id, null, null, _ => { }, CancellationToken.None);
        Assert.Null(reply.Refusal);
    }

    /// <summary>Waits until the page hears: what is pressed before its circuit lives is lost. Prerendered pages show no later sample.</summary>
    private static async Task ReadyAsync(Club club, string session, IPage page)
    {
        await club.SampleAsync(session, club.Players[2], 101);
        await Expect(page.Locator("tile-feed[live]")).ToHaveCountAsync(1);
        await club.SampleAsync(session, club.Players[2], 102);
        await Expect(Tile(page, "Lea Vogt").Locator(".bpm")).ToHaveTextAsync("102");
    }
}
