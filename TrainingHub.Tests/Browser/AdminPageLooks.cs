using Microsoft.Playwright;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Tests.Browser;

[Collection(OneBrowser.Name)]
public sealed class AdminPageLooks(Chromium chromium)
{
    [SkippableFact]
    public async Task An_admin_removes_a_player_and_force_ends_after_being_asked_once()
    {
        await using var club = await Club.OpenAsync();
        await using var context = await chromium.OpenAsync(club.Address);
        var page = await club.SignInAsync(context, club.Admin);
        await page.GotoAsync("/");
        await Assertions.Expect(page.GetByText("No session is open.")).ToBeVisibleAsync();
        await Look.AtAsync(page, "admin-empty");

        var session = await club.PlanAsync();
        await club.CommandAsync(session, new SessionCommand.Start());
        await page.GetByText("Players", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove Mia Berg" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Mia Berg leaves");
        await Look.AtAsync(page, "admin-asks");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove Mia Berg" })).ToBeHiddenAsync();
        await Look.AtAsync(page, "admin-live");

        await FollowEventsAsync(club, session, page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Force end" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Force end" }).ClickAsync();
        await Assertions.Expect(page.GetByText("No session is open.")).ToBeVisibleAsync();
        Assert.Equal(SessionStatus.Cancelled, Assert.Single(club.Sessions.InMemory).Status);
        await page.GotoAsync("/admin/audit");
        await Look.AtAsync(page, "admin-audit");
    }

    private static async Task FollowEventsAsync(Club club, string session, IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Events of" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Row, new() { Name = "playerKicked Mia Berg" })).ToBeVisibleAsync();
        await club.SampleAsync(session, club.Players[1], 151, 240);
        await Assertions.Expect(page.GetByRole(AriaRole.Row, new() { Name = "metrics Jonas Weber" })).ToContainTextAsync("\"heartRate\":151");
        await Look.AtAsync(page, "admin-events");
        await page.GetByLabel("Of", new() { Exact = true }).SelectOptionAsync("Lea Vogt");
        await Assertions.Expect(page.GetByText("Nothing of this player")).ToBeVisibleAsync();
        await page.GoBackAsync();
    }

    [SkippableFact]
    public async Task An_admin_adds_a_person_and_gives_a_role()
    {
        await using var club = await Club.OpenAsync();
        await using var context = await chromium.OpenAsync(club.Address);
        var page = await club.SignInAsync(context, club.Admin);
        await page.GotoAsync("/admin");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a person" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Nina Neu");
        await page.GetByLabel("E-mail, to sign in with").FillAsync("nina@example.org");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the link" }).ClickAsync();
        await Assertions.Expect(page.GetByText($"{club.Address}account/invite/")).ToBeVisibleAsync();
        await Look.AtAsync(page, "admin-invited");

        var trainer = page.GetByRole(AriaRole.Group, new() { Name = "Roles of Nina Neu" }).GetByRole(AriaRole.Button, new() { Name = "trainer" });
        await trainer.ClickAsync();
        await Assertions.Expect(trainer).ToHaveAttributeAsync("aria-pressed", "true");
    }
}
