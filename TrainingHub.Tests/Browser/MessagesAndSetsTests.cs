using Microsoft.Playwright;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Tests.Browser;

/// <summary>A trainer and a player side by side: sets logged on both sides, a message and its acknowledgement, a raised hand.</summary>
[Collection(OneBrowser.Name)]
public sealed class MessagesAndSetsTests(Chromium chromium)
{
    [SkippableFact]
    public async Task Trainer_and_player_talk_and_log_sets()
    {
        await using var club = await Club.OpenAsync();
        await using var trainers = await chromium.OpenAsync(club.Address, 1280, 800);
        await using var players = await chromium.OpenAsync(club.Address, 390, 844);
        var me = club.Players[0];
        // The last time, so that there is something to offer.
        var before = await club.PlanAsync("example-strength");
        await club.CommandAsync(before, new SessionCommand.ReportExercise(new ExerciseProgress(me.Id, "back-squat", "Back squat", 1, 5, true, 6, 72.5)));
        var session = await club.PlanAsync("example-strength");
        await club.CommandAsync(session, new SessionCommand.Start());
        var trainer = await club.SignInAsync(trainers, club.Trainer);
        var player = await club.SignInAsync(players, me);
        await trainer.GotoAsync($"/sessions/{session}");
        await player.GotoAsync($"/sessions/{session}/play");

        // The last time's values, and a long press.
        await player.GetByRole(AriaRole.Button, new() { Name = "Last time 72.5 kg × 6" }).ClickAsync();
        await Assertions.Expect(player.GetByRole(AriaRole.Group, new() { Name = "kg" })).ToContainTextAsync("72.5");
        await player.GetByRole(AriaRole.Button, new() { Name = "More kg" }).HoverAsync();
        await player.Mouse.DownAsync();
        await Assertions.Expect(player.GetByRole(AriaRole.Group, new() { Name = "kg" })).ToContainTextAsync(new System.Text.RegularExpressions.Regex("(8[0-9]|9[0-9]|[0-9]{3})"));
        await player.Mouse.UpAsync();
        await player.GetByRole(AriaRole.Button, new() { Name = "Done", Exact = true }).ClickAsync();

        // How hard it was, while the rest counts down.
        await player.GetByRole(AriaRole.Button, new() { Name = "8, very hard" }).ClickAsync();
        await club.SeeAsync(session, state => state.Players[me.Id].Exercise is { Completed: true, Rpe: 8, Reps: 6 });

        // The trainer logs the next one for them.
        await trainer.GetByRole(AriaRole.Button, new() { Name = $"Menu for {me.DisplayName}" }).ClickAsync();
        await trainer.GetByRole(AriaRole.Menuitem, new() { Name = "Log a set…" }).ClickAsync();
        await Assertions.Expect(trainer.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Last time");
        await trainer.GetByRole(AriaRole.Button, new() { Name = "Log set" }).ClickAsync();
        await Assertions.Expect(player.GetByText("Back squat · set 2")).ToBeVisibleAsync();

        // An urgent word fills the screen until it is acknowledged.
        await trainer.GetByRole(AriaRole.Button, new() { Name = "Message…", Exact = true }).ClickAsync();
        await trainer.GetByRole(AriaRole.Textbox, new() { Name = "Message" }).FillAsync("Stop and come to me");
        await trainer.GetByLabel("Urgent").CheckAsync();
        await Look.AtAsync(trainer, "dashboard-message");
        await trainer.SetViewportSizeAsync(1280, 800);
        await trainer.GetByRole(AriaRole.Button, new() { Name = "Send to all 3" }).ClickAsync();
        await Assertions.Expect(player.GetByRole(AriaRole.Alertdialog)).ToContainTextAsync("Stop and come to me");
        await Assertions.Expect(player.GetByRole(AriaRole.Button, new() { Name = "Got it" })).ToBeFocusedAsync();
        await Look.AtAsync(player, "play-urgent");
        await player.SetViewportSizeAsync(390, 844);
        await player.GetByRole(AriaRole.Button, new() { Name = "Got it" }).ClickAsync();
        await Assertions.Expect(player.GetByRole(AriaRole.Alertdialog)).ToHaveCountAsync(0);
        await Assertions.Expect(trainer.GetByText("seen by 1 of 3").First).ToBeVisibleAsync();

        // A hand goes up and is lowered; a calm word stands above the workout.
        await player.GetByRole(AriaRole.Button, new() { Name = "Raise my hand" }).ClickAsync();
        await Assertions.Expect(trainer.GetByRole(AriaRole.Button, new() { Name = $"Lower {me.DisplayName}'s hand" })).ToBeVisibleAsync();
        await Assertions.Expect(trainer.GetByRole(AriaRole.Article).First).ToContainTextAsync(me.DisplayName);
        await club.CommandAsync(session, new SessionCommand.SendMessage("calm", [me.Id], MessagePriority.High, "Keep your back straight, and breathe out on the way up"));
        await Assertions.Expect(player.GetByText("Keep your back straight")).ToBeVisibleAsync();
        await Look.AtAsync(player, "play-message");
        await Look.AtAsync(trainer, "dashboard-hand-up");
        await trainer.SetViewportSizeAsync(1280, 800);
        await trainer.GetByRole(AriaRole.Button, new() { Name = $"Lower {me.DisplayName}'s hand" }).ClickAsync();
        await club.SeeAsync(session, state => state.Messages.Hands.IsEmpty);
    }
}
