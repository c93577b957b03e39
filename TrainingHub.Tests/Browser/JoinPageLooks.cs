using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Tests.Browser;

/// <summary>A session from its plan to its end: planned, joined by its code as a player and as a guest, and run.</summary>
[Collection(OneBrowser.Name)]
public sealed class JoinPageLooks(Chromium chromium)
{
    [SkippableFact]
    public async Task A_session_is_planned_joined_by_its_code_by_a_player_and_a_guest_and_run()
    {
        await using var club = await Club.OpenAsync();
        var busy = TimeProvider.System.GetUtcNow().AddDays(2);
        var local = TimeZoneInfo.ConvertTime(busy, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")); // as the browser is set
        await club.PlanAsync("example-strength", busy);
        await using var desk = await chromium.OpenAsync(club.Address);
        var trainer = await club.SignInAsync(desk, club.Trainer);

        await trainer.GotoAsync("/sessions/new");
        await trainer.GetByLabel("Later", new() { Exact = true }).CheckAsync();
        await trainer.GetByLabel("Day and time, yours").FillAsync(local.ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture));
        await trainer.GetByLabel("Repeat each week").CheckAsync();
        await trainer.GetByLabel("Guests too", new() { Exact = true }).CheckAsync();
        await Assertions.Expect(trainer.GetByText("At the same time")).ToBeVisibleAsync();
        await Look.AtAsync(trainer, "sessions-new-series");
        await trainer.GetByRole(AriaRole.Button, new() { Name = "Plan the series" }).ClickAsync();
        await Assertions.Expect(trainer.GetByText("Weekly").First).ToBeVisibleAsync();
        await trainer.GetByRole(AriaRole.Button, new() { Name = "0 of 3 coming" }).First.ClickAsync();
        await trainer.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Change") }).First.ClickAsync();
        await Look.AtAsync(trainer, "sessions-agenda");

        var session = await club.PlanAsync("example-endurance");
        await club.CommandAsync(session, new SessionCommand.ChooseAdmission(Admission.Guests));
        await trainer.GotoAsync($"/sessions/{session}");
        await trainer.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Join") }).ClickAsync();
        await Assertions.Expect(trainer.Locator(".join-card svg")).ToBeVisibleAsync();
        await Look.AtAsync(trainer, "dashboard-join");
        var code = (await trainer.Locator(".join-code").TextContentAsync())!.Trim();

        await using var phone = await chromium.OpenAsync(club.Address);
        var player = await club.SignInAsync(phone, club.Players[0]);
        await player.GotoAsync($"/join/{code}");
        await Assertions.Expect(player.GetByText("You are Mia Berg.")).ToBeVisibleAsync();
        await Look.AtAsync(player, "join-player");
        await player.GetByRole(AriaRole.Button, new() { Name = "Come in" }).ClickAsync();
        await Assertions.Expect(player).ToHaveURLAsync($"{club.Address}sessions/{session}/play");

        await using var stranger = await chromium.OpenAsync(club.Address);
        var guest = await stranger.NewPageAsync();
        await guest.GotoAsync("/join");
        await guest.GetByLabel("Code on the trainer's screen").FillAsync(code.ToLowerInvariant());
        await guest.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await Look.AtAsync(guest, "join-guest");
        await guest.GetByLabel("First name").FillAsync("Lena");
        await guest.GetByRole(AriaRole.Button, new() { Name = "Come in as a guest" }).ClickAsync();
        await Assertions.Expect(guest).ToHaveURLAsync($"{club.Address}sessions/{session}/play");
        await club.SeeAsync(session, state => state.Players.Values.Count(there => there.Connected) == 2);

        await club.CommandAsync(session, new SessionCommand.Start());
        await club.SeeAsync(session, state => state.ActivePlayers == 2);
        await club.CommandAsync(session, new SessionCommand.End());
        await Assertions.Expect(guest.GetByText("Done", new() { Exact = false }).First).ToBeVisibleAsync();
    }

    [SkippableFact]
    public async Task A_player_says_whether_they_come()
    {
        await using var club = await Club.OpenAsync();
        var session = await club.PlanAsync("example-strength", TimeProvider.System.GetUtcNow().AddDays(2));
        await using var phone = await chromium.OpenAsync(club.Address);
        var player = await club.SignInAsync(phone, club.Players[0]);
        await player.GotoAsync("/");

        await player.GetByRole(AriaRole.Button, new() { Name = "Not coming" }).ClickAsync();

        await club.SeeAsync(session, state => state.Players[club.Players[0].Id].Answer == PlayerAnswer.Declined);
        await Assertions.Expect(player.GetByRole(AriaRole.Button, new() { Name = "Not coming", Pressed = true })).ToBeVisibleAsync();
        await Look.AtAsync(player, "home-player-sessions");
        await player.GotoAsync("/account/manage/calendar");
        await player.GetByRole(AriaRole.Button, new() { Name = "Make an address" }).ClickAsync();
        await Assertions.Expect(player.Locator(".calendar-address")).ToBeVisibleAsync();
        await Look.AtAsync(player, "account-calendar");
    }
}
