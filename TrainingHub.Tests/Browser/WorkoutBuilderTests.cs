using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;
using TrainingHub.Web.Data;
using TrainingHub.Web.Workouts;
using static Microsoft.Playwright.Assertions;

namespace TrainingHub.Tests.Browser;

[Collection(OneBrowser.Name)]
public sealed class WorkoutBuilderTests(Chromium chromium)
{
    [SkippableFact]
    public async Task A_workout_is_built_by_mouse_and_by_keyboard_and_is_the_same_after_a_reload()
    {
        await using var club = await Club.OpenAsync();
        await using var context = await chromium.OpenAsync(club.Address, 1280, 800);
        var page = await club.SignInAsync(context, club.Trainer);
        await page.GotoAsync("/workouts/new");
        var add = page.GetByRole(AriaRole.Group, new() { Name = "Add a step" });
        await Expect(add.GetByRole(AriaRole.Button, new() { Name = "+ Interval" })).ToBeEnabledAsync();

        // By mouse: three steps, one of them into a repeat, another dragged in after it.
        await add.GetByRole(AriaRole.Button, new() { Name = "+ Ramp" }).ClickAsync();
        await add.GetByRole(AriaRole.Button, new() { Name = "+ Interval" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Repeat it" }).ClickAsync();
        await page.GetByLabel("Times").FillAsync("4");
        await add.GetByRole(AriaRole.Button, new() { Name = "+ Recovery" }).ClickAsync();
        await Expect(Heads(page)).ToContainTextAsync(["Warm up", "4 times", "Work", "Easy"]);
        await DragAsync(page, Step(page, 4).Locator(".grip"), Step(page, 2));
        await Expect(Step(page, 3).Locator("[data-step='4']")).ToHaveCountAsync(1);
        await Expect(page.Locator(".profile i.work:not(.on)")).ToHaveCountAsync(9); // the slices of the ramp are one slope

        // By keyboard: the last step twice, the copy out of the repeat and called otherwise.
        await Head(page, 1).FocusAsync();
        await page.Keyboard.PressAsync("End");
        await Expect(Head(page, 4)).ToHaveAttributeAsync("aria-expanded", "true");
        await page.Keyboard.PressAsync("Control+d");
        await Expect(Head(page, 5)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Alt+ArrowDown");
        await Expect(Step(page, 3).Locator("[data-step='5']")).ToHaveCountAsync(0);
        await Expect(Head(page, 5)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("Cool down");
        await page.Keyboard.PressAsync("Escape");
        await Expect(Head(page, 5)).ToContainTextAsync("Cool down");
        await page.Keyboard.PressAsync("Delete");
        await Expect(Heads(page)).ToHaveCountAsync(4);
        await page.Keyboard.PressAsync("Control+z");
        await Expect(Heads(page)).ToHaveCountAsync(5);
        await Expect(Head(page, 5)).ToBeFocusedAsync();

        await page.GetByLabel("Name of the workout").FillAsync("Built by hand");
        await page.Keyboard.PressAsync("Control+s");
        await Expect(page).ToHaveURLAsync(new Regex("/workouts/[A-Za-z0-9]{12}$"));
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Saved" })).ToBeVisibleAsync();
        var built = await page.Locator("step-outline").InnerTextAsync();
        await page.GotoAsync("/workouts");
        await page.GetByRole(AriaRole.Link, new() { Name = "Built by hand" }).First.ClickAsync();
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save" })).ToBeEnabledAsync();
        Assert.Equal(["Warm up", "Repeat", "Work", "Easy", "Cool down"], await page.Locator(".step-head strong").AllInnerTextsAsync());
        Assert.Contains("4 times", built, StringComparison.Ordinal);

        await page.GetByLabel("Player").SelectOptionAsync("Mia Berg");
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "Work 4:00" })).ToContainTextAsync("152–171 bpm");
        await page.Locator("[data-bar='3']").First.ClickAsync();
        await Expect(Head(page, 3)).ToBeFocusedAsync();
        await Look.AtAsync(page, "workout-builder");

        await page.SetViewportSizeAsync(1280, 800);
        await Head(page, 3).PressAsync("Control+d");
        await Expect(page.GetByText("Not saved yet")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Sessions" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep going" }).ClickAsync();
        await Expect(Heads(page)).ToHaveCountAsync(6);

        // Meanwhile it was saved elsewhere.
        var library = club.App.Services.GetRequiredService<WorkoutLibrary>();
        var workout = (await library.ListAsync(club.TrainerCaller, new LibraryFilter("Built by hand"), CancellationToken.None)).Single();
        await library.SaveAsync(club.TrainerCaller, workout.Id, new WorkoutDraft("Built elsewhere", workout.Plan), CancellationToken.None);
        await page.Keyboard.PressAsync("Control+s");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("was changed elsewhere");
        Assert.Equal("Built elsewhere", (await library.FindAsync(club.TrainerCaller, workout.Id, CancellationToken.None))!.Name);
    }

    [SkippableFact]
    public async Task From_home_to_a_running_session_with_a_template_and_a_team_takes_three_clicks()
    {
        await using var club = await Club.OpenAsync();
        var library = club.App.Services.GetRequiredService<WorkoutLibrary>();
        var plan = new WorkoutPlan(WorkoutType.Hybrid, null,
        [
            new PlanStep.Interval("Warm up", TimeSpan.FromMinutes(8), null, Intensity.Easy, new IntervalTarget(TargetKind.HeartRateZone, 1, 2)),
            new PlanStep.Repeat(3, [new PlanStep.Exercise("Kettlebell swing", 2, 15, 16, null, TimeSpan.FromSeconds(40)), new PlanStep.Transition("Change", TimeSpan.FromMinutes(1))]),
        ]);
        var template = (await library.SaveAsync(club.TrainerCaller, null, new WorkoutDraft("Tuesday circuit", plan, ["circuit", "gym"], IsTemplate: true), CancellationToken.None)).Workout!;
        await AddTeamAsync(club, "Second team");
        await using var context = await chromium.OpenAsync(club.Address);
        var page = await club.SignInAsync(context, club.Trainer);
        await page.GotoAsync("/workouts");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Use as template: Tuesday circuit" })).ToBeEnabledAsync();
        await page.Locator(".import-button input").SetInputFilesAsync(new FilePayload { Name = "broken.zwo", MimeType = "text/xml", Buffer = "<workout_file>\n<workout>\n<SteadyState Duration='x'/>\n</workout></workout_file>"u8.ToArray() });
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync(new Regex("broken.zwo: .*[Ll]ine 3"));
        await page.Locator(".import-button input").SetInputFilesAsync(new FilePayload { Name = "easy.zwo", MimeType = "text/xml", Buffer = "<workout_file><name>Easy ride</name><workout><SteadyState Duration='1200' Power='0.6'/><FreeRide Duration='300'/></workout></workout_file>"u8.ToArray() });
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Easy ride" })).ToBeVisibleAsync();
        await Look.AtAsync(page, "workouts");

        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Tuesday circuit" }).ClickAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "Second team" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start now" }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex("/sessions/[A-Za-z0-9]{12}$"));
        var session = Assert.Single(club.Sessions.InMemory);
        Assert.Equal((SessionStatus.Active, template.Id, "Second team"), (session.Status, session.Workout.WorkoutId, session.TeamName));
        await page.GotoAsync("/");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Live" })).ToBeVisibleAsync();
        await Look.AtAsync(page, "sessions-start");
    }

    private static ILocator Heads(IPage page) => page.Locator(".step-head");

    private static ILocator Head(IPage page, int id) => page.Locator($"[data-head='{id}']");

    private static ILocator Step(IPage page, int id) => page.Locator($"[data-step='{id}']");

    /// <summary>Drags by its grip to just below a step, as a hand does: in several moves.</summary>
    private static async Task DragAsync(IPage page, ILocator grip, ILocator below)
    {
        await grip.ScrollIntoViewIfNeededAsync();
        var from = (await grip.BoundingBoxAsync())!;
        var to = (await below.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(from.X + from.Width / 2, from.Y + from.Height / 2);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(to.X + 60, to.Y + to.Height + 3, new() { Steps = 6 });
        await page.Mouse.UpAsync();
    }

    private static async Task AddTeamAsync(Club club, string name)
    {
        await using var db = await club.App.Services.GetRequiredService<IDbContextFactory<TrainingHubDb>>().CreateDbContextAsync();
        var team = new Team { Name = name, TrainerId = club.Trainer.Id };
        team.Members.Add(new TeamMember { TeamId = team.Id, PlayerId = club.Players[2].Id });
        db.Teams.Add(team);
        await db.SaveChangesAsync();
    }
}
