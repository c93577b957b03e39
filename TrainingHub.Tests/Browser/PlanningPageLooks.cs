using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Tests.Browser;

[Collection(OneBrowser.Name)]
public sealed class PlanningPageLooks(Chromium chromium)
{
    [SkippableFact]
    public async Task A_trainer_starts_a_session_in_two_clicks_and_finds_it_first_in_the_list()
    {
        await using var club = await Club.OpenAsync();
        await using var context = await chromium.OpenAsync(club.Address);
        var page = await club.SignInAsync(context, club.Trainer);

        await page.GotoAsync("/");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "No sessions yet" })).ToBeVisibleAsync();
        await Look.AtAsync(page, "sessions-empty");

        await page.GetByRole(AriaRole.Link, new() { Name = "New session" }).First.ClickAsync();
        await Assertions.Expect(page.GetByText("Lea Vogt")).ToBeVisibleAsync();
        await Look.AtAsync(page, "sessions-new");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start now" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/sessions/[A-Za-z0-9]{12}$"));
        Assert.Equal(SessionStatus.Active, Assert.Single(club.Sessions.InMemory).Status);

        await club.PlanAsync("example-strength", DateTimeOffset.UnixEpoch.AddYears(80));
        var past = await club.PlanAsync("example-endurance");
        await club.CommandAsync(past, new SessionCommand.Start());
        await club.CommandAsync(past, new SessionCommand.End());
        await page.GotoAsync("/sessions");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Upcoming" })).ToBeVisibleAsync();
        await Look.AtAsync(page, "sessions");
        await page.GetByLabel("Find by workout or team").FillAsync("strength");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Live" })).ToBeHiddenAsync();
    }

    [SkippableFact]
    public async Task Each_role_is_sent_to_its_place()
    {
        await using var club = await Club.OpenAsync();
        await using var playing = await chromium.OpenAsync(club.Address);
        var player = await club.SignInAsync(playing, club.Players[0]);
        await player.GotoAsync("/");
        await Assertions.Expect(player.GetByRole(AriaRole.Heading, new() { Name = "No session yet" })).ToBeVisibleAsync();
        await Look.AtAsync(player, "home-player");

        var session = await club.PlanAsync();
        await player.GotoAsync("/");
        await Assertions.Expect(player).ToHaveURLAsync($"{club.Address}sessions/{session}/play");

        await using var watching = await chromium.OpenAsync(club.Address);
        var observer = await club.SignInAsync(watching, club.Observer);
        await observer.GotoAsync("/");
        await Assertions.Expect(observer.GetByText("Threshold 4 × 4 min")).ToBeVisibleAsync();
        await Look.AtAsync(observer, "home-observer");
    }
}
