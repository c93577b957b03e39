using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Replay;
using static Microsoft.Playwright.Assertions;

namespace TrainingHub.Tests.Browser;

[Collection(OneBrowser.Name)]
public sealed class ReplayPageLooks(Chromium chromium)
{
    private static readonly DateTimeOffset _start = new(2026, 11, 20, 17, 0, 0, TimeSpan.Zero);

    [SkippableFact]
    public async Task A_trainer_looks_at_any_moment_of_a_session_again()
    {
        await using var club = await Club.OpenAsync();
        await using var context = await chromium.OpenAsync(club.Address, 1920, 1080);
        var session = await club.RecordAsync(_start);
        var recording = await RecordingAsync(club, session);
        var page = await club.SignInAsync(context, club.Trainer);

        await OpenAsync(page, session);
        await Expect(page.GetByRole(AriaRole.Article)).ToHaveCountAsync(12);
        foreach (var seconds in new[] { 200, 1500, 371, 30 })
        {
            await ScrubAsync(page, seconds);
            foreach (var player in club.Players)
            {
                await SeeAsync(page, recording, player.DisplayName, player.Id, seconds);
            }
        }

        await ScrubAsync(page, 371);
        await Expect(Tile(page, "Lea Vogt")).ToContainTextAsync("Signal lost");
        await Expect(Tile(page, "Lea Vogt").Locator("live-age")).ToHaveTextAsync("12 s");
        await Expect(Tile(page, "Lea Vogt")).ToHaveAttributeAsync("data-old", new Regex("heart"));
        await Expect(page.GetByRole(AriaRole.Timer, new() { Name = "Session clock" })).ToHaveTextAsync("6:11");
        await Look.AtAsync(page, "replay-grid");

        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(Position(page)).ToHaveTextAsync("6:21");
        await page.GetByRole(AriaRole.Button, new() { Name = "Next marker" }).ClickAsync();
        await Expect(Position(page)).Not.ToHaveTextAsync("6:21");
        await page.Keyboard.PressAsync("End");
        await Expect(page.GetByText("Ended at")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Home");
        await Expect(Position(page)).ToHaveTextAsync("0:00");

        await page.GetByRole(AriaRole.Button, new() { Name = "Markers" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "12:00 Hannah Voss was removed" })).ToBeVisibleAsync();
        await Look.AtAsync(page, "replay-markers");
        await page.GetByRole(AriaRole.Button, new() { Name = "12:00 Hannah Voss was removed" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Article)).ToHaveCountAsync(11);
    }

    [SkippableFact]
    public async Task A_replay_runs_as_fast_as_it_is_told_and_stands_when_paused()
    {
        await using var club = await Club.OpenAsync();
        await using var context = await chromium.OpenAsync(club.Address);
        var session = await club.RecordAsync(_start);
        var page = await club.SignInAsync(context, club.Trainer);
        await OpenAsync(page, session);

        await page.GetByRole(AriaRole.Button, new() { Name = "60×" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Play" }).ClickAsync();
        await Expect(Position(page)).ToHaveTextAsync(new Regex("^[2-9]:"));
        await page.Keyboard.PressAsync(" ");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Play" })).ToBeVisibleAsync();
        var stood = await Position(page).InnerTextAsync();
        var clock = await page.GetByRole(AriaRole.Timer, new() { Name = "Session clock" }).InnerTextAsync();
        Assert.Equal(stood, clock);

        await page.Keyboard.PressAsync("End");
        await page.Keyboard.PressAsync("Home");
        await Expect(page.GetByRole(AriaRole.Timer, new() { Name = "Session clock" })).ToHaveTextAsync("0:00");
    }

    [SkippableFact]
    public async Task A_drag_follows_the_finger_and_its_last_place_wins()
    {
        await using var club = await Club.OpenAsync();
        await using var context = await chromium.OpenAsync(club.Address);
        var session = await club.RecordAsync(_start);
        var recording = await RecordingAsync(club, session);
        var page = await club.SignInAsync(context, club.Trainer);
        await OpenAsync(page, session);

        var bar = (await Scrubber(page).BoundingBoxAsync())!;
        var y = bar.Y + bar.Height / 2;
        await page.Mouse.MoveAsync(bar.X + 9, y);
        await page.Mouse.DownAsync();
        for (var step = 1; step <= 40; step++)
        {
            await page.Mouse.MoveAsync(bar.X + 9 + step * (bar.Width - 18) / 50, y);
        }

        await Expect(page.GetByRole(AriaRole.Timer, new() { Name = "Session clock" })).ToHaveTextAsync(new Regex("^23:[12]"));
        await page.Mouse.MoveAsync(bar.X + bar.Width / 2, y);
        await page.Mouse.UpAsync();

        await Expect(Position(page)).ToHaveTextAsync("15:00");
        await SeeAsync(page, recording, "Mia Berg", club.Players[0].Id, 900);
    }

    [SkippableFact]
    public async Task What_arrived_is_told_per_player()
    {
        await using var club = await Club.OpenAsync();
        await using var context = await chromium.OpenAsync(club.Address);
        var session = await club.RecordAsync(_start);
        var page = await club.SignInAsync(context, club.Observer);
        await OpenAsync(page, session);
        await ScrubAsync(page, 700);
        await Expect(Tile(page, "Jonas Weber").Locator(".arrived")).ToHaveTextAsync("100 % arrived12 late");
        await Expect(Tile(page, "Lea Vogt").Locator(".arrived")).ToContainTextAsync("gap 1:3");

        await page.Keyboard.PressAsync("3");
        await Expect(page.GetByRole(AriaRole.Slider, new() { Name = "Session of" }).Locator("canvas").First).ToBeVisibleAsync();
        await Look.AtAsync(page, "replay-focus");

        await page.Keyboard.PressAsync("4");
        var lea = page.GetByRole(AriaRole.Row, new() { Name = "Lea Vogt" });
        await lea.GetByText("1 gap, longest").ClickAsync();
        await Expect(lea.GetByRole(AriaRole.Listitem)).ToContainTextAsync("18:05:5");
        await Look.AtAsync(page, "replay-arrived");

        await page.GetByRole(AriaRole.Link, new() { Name = "To the session" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/watch$"));
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Replay" })).ToBeVisibleAsync();
    }

    [SkippableFact]
    public async Task Where_there_is_no_recording_the_page_says_why()
    {
        await using var club = await Club.OpenAsync();
        await using var context = await chromium.OpenAsync(club.Address);
        var page = await club.SignInAsync(context, club.Trainer);

        await page.GotoAsync($"/sessions/{await club.PlanAsync()}/replay");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Nothing is recorded yet" })).ToBeVisibleAsync();
        await Look.AtAsync(page, "replay-not-started");

        Assert.Equal(404, (await page.GotoAsync("/sessions/nothinghere1/replay"))!.Status);
    }

    private static async Task OpenAsync(IPage page, string session)
    {
        await page.GotoAsync($"/sessions/{session}/replay");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Play" })).ToBeVisibleAsync();
    }

    private static Task ScrubAsync(IPage page, int seconds) => Scrubber(page).FillAsync(seconds.ToString(CultureInfo.InvariantCulture));

    /// <summary>The tile says what the recording holds of that second.</summary>
    private static async Task SeeAsync(IPage page, SessionRecording recording, string name, string playerId, int seconds)
        => await Expect(Tile(page, name).Locator(".bpm")).ToHaveTextAsync($"{recording.At(_start.AddSeconds(seconds)).Players[playerId].Metrics![Metric.HeartRate]:0}");

    private static async Task<SessionRecording> RecordingAsync(Club club, string session)
        => (await club.Sessions.RecordingAsync(club.TrainerCaller, session, CancellationToken.None)).Recording!;

    private static ILocator Scrubber(IPage page) => page.GetByRole(AriaRole.Slider, new() { Name = "Position in the recording" });

    private static ILocator Position(IPage page) => page.GetByRole(AriaRole.Timer, new() { Name = "Position" });

    private static ILocator Tile(IPage page, string name) => page.GetByRole(AriaRole.Article, new() { Name = name });
}
