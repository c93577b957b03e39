using Microsoft.Playwright;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Tests.Browser;

[Collection(OneBrowser.Name)]
public sealed class PlayPageLooks(Chromium chromium)
{
    [SkippableFact]
    public async Task The_players_page_looks_right_from_waiting_to_the_end()
    {
        await using var club = await Club.OpenAsync();
        await using var context = await chromium.OpenAsync(club.Address, 390, 844);
        var me = club.Players[0];
        var session = await club.PlanAsync();
        var page = await club.SignInAsync(context, me);

        await page.GotoAsync($"/sessions/{session}/play");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your trainer starts soon" })).ToBeVisibleAsync();
        await club.SampleAsync(session, me, 96);
        await Assertions.Expect(page.GetByText("96", new() { Exact = true })).ToBeVisibleAsync();
        await Look.AtAsync(page, "play-waiting");

        await club.CommandAsync(session, new SessionCommand.Start());
        await club.SampleAsync(session, me, 118, 212);
        await Assertions.Expect(page.GetByText("On target")).ToBeVisibleAsync();
        await Look.AtAsync(page, "play-interval");

        await club.CommandAsync(session, new SessionCommand.Pause());
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Paused" })).ToBeVisibleAsync();
        await Look.AtAsync(page, "play-paused");

        await club.CommandAsync(session, new SessionCommand.End());
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Well done" })).ToBeVisibleAsync();
        await Look.AtAsync(page, "play-ended");
    }

    [SkippableFact]
    public async Task A_player_logs_sets_skips_one_and_adds_one()
    {
        await using var club = await Club.OpenAsync();
        await using var context = await chromium.OpenAsync(club.Address, 390, 844);
        var me = club.Players[0];
        var session = await club.PlanAsync("example-strength");
        await club.CommandAsync(session, new SessionCommand.Start());
        var page = await club.SignInAsync(context, me);

        await page.GotoAsync($"/sessions/{session}/play");
        await club.SampleAsync(session, me, 134);
        await page.GetByRole(AriaRole.Button, new() { Name = "More kg" }).ClickAsync();
        await Assertions.Expect(page.GetByText("62.5", new() { Exact = true })).ToBeVisibleAsync();
        await Look.AtAsync(page, "play-set");

        await page.GetByRole(AriaRole.Button, new() { Name = "Done", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Rest" })).ToBeVisibleAsync();
        await Look.AtAsync(page, "play-rest");

        await page.GetByRole(AriaRole.Button, new() { Name = "I'm ready" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Set 2 of 5")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("62.5", new() { Exact = true })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Extra set" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Set 2 of 6")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Skip" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Set 3 of 6")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Pause me" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "You paused" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "I'm back" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "I'm done" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "You are done" })).ToBeVisibleAsync();
    }

    [SkippableFact]
    public async Task A_player_is_there_as_long_as_their_page_is()
    {
        await using var club = await Club.OpenAsync();
        await using var context = await chromium.OpenAsync(club.Address, 390, 844);
        var me = club.Players[0];
        var session = await club.PlanAsync(at: DateTimeOffset.UnixEpoch.AddYears(80));
        var page = await club.SignInAsync(context, me);
        await page.GotoAsync($"/sessions/{session}/play");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "You are early" })).ToBeVisibleAsync();
        await club.SeeAsync(session, state => state.Players[me.Id].Connected);

        await page.CloseAsync();

        await club.SeeAsync(session, state => !state.Players[me.Id].Connected);
    }
}
