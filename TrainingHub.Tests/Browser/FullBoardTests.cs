using Microsoft.Playwright;
using TrainingHub.Tests.Web;
using static Microsoft.Playwright.Assertions;

namespace TrainingHub.Tests.Browser;

/// <summary>The board with as many players as it must hold, opened in the middle of a training.</summary>
[Collection(OneBrowser.Name)]
public sealed class FullBoardTests(Chromium chromium)
{
    // Of each tile: what lies outside of it, and what is smaller than said.
    private const string Faults =
        """
        ({ most, least }) => {
          const faults = [];
          const tiles = [...document.querySelectorAll(".tiles > article")].filter(tile => tile.offsetParent);
          const list = document.querySelector(".tiles");
          if (list.scrollHeight > list.clientHeight + 1) {
            faults.push(`scrolls: ${list.scrollHeight} of ${list.clientHeight}`);
          }
          for (const tile of tiles) {
            const box = tile.getBoundingClientRect();
            for (const part of [".bpm", ".zone", ".percent", ".name", ".chip"]) {
              const element = tile.querySelector(part);
              if (!element || !element.offsetParent || !element.textContent) {
                continue;
              }
              const at = element.getBoundingClientRect();
              if (at.left < box.left - 1 || at.right > box.right + 1 || at.top < box.top - 1 || at.bottom > box.bottom + 1) {
                faults.push(`${tile.ariaLabel} ${part} is clipped: ${JSON.stringify(at)} in ${JSON.stringify(box)}`);
              }
              const size = parseFloat(getComputedStyle(element).fontSize);
              if (size < (part === ".bpm" ? most : least)) {
                faults.push(`${tile.ariaLabel} ${part} has ${size} px`);
              }
            }
          }
          return [`${tiles.length} tiles`, ...faults.slice(0, 10)];
        }
        """;

    // Columns of the first line in which something opaque is drawn: the target's band is not.
    private const string Drawn =
        """
        () => {
          const canvas = document.querySelector(".tiles canvas.line");
          const { data, width, height } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          let columns = 0;
          for (let x = 0; x < width; x++) {
            for (let y = 0; y < height; y++) {
              if (data[4 * (y * width + x) + 3] > 200) { columns++; break; }
            }
          }
          return columns / width;
        }
        """;

    [SkippableFact]
    public async Task Thirty_players_fit_a_full_hd_screen_and_the_keys_go_through_them()
    {
        await using var club = await Club.OpenAsync();
        await using var context = await chromium.OpenAsync(club.Address, 1920, 1080);
        var session = await club.RunAsync(30);
        var page = await club.SignInAsync(context, club.Trainer);
        await page.GotoAsync($"/sessions/{session}");
        await Expect(page.Locator("tile-feed[live]")).ToHaveCountAsync(1);

        // Dense by itself, all to be seen at once.
        await Expect(Dense(page)).ToHaveAttributeAsync("aria-pressed", "true");
        Assert.Equal(["30 tiles"], await FaultsAsync(page, 40, 12));

        // The last two minutes are there at once, and since when somebody is in trouble.
        await page.WaitForFunctionAsync($"() => ({Drawn})() > 0.5");
        await Expect(page.Locator("article.tile.troubled").First).ToBeVisibleAsync();
        await Look.AtAsync(page, "dashboard-thirty");
        await page.SetViewportSizeAsync(1920, 1080);

        // The choice is the browser's.
        await Dense(page).ClickAsync();
        await page.ReloadAsync();
        await Expect(page.Locator("tile-feed[live]")).ToHaveCountAsync(1);
        await Expect(Dense(page)).ToHaveAttributeAsync("aria-pressed", "false");
        await Dense(page).ClickAsync();

        // Arrows go from tile to tile, Enter brings one into focus; in a field they are the field's.
        var tiles = page.Locator(".tiles .who");
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(tiles.First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(tiles.Nth(7)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(tiles.First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByRole(AriaRole.Group, new() { Name = "Keys" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("2");
        await page.Keyboard.PressAsync("Escape");
        await Expect(tiles).ToHaveCountAsync(30);
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("jonas?2");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "No player matches" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show all players" }).ClickAsync();
        await page.Locator("article", new() { HasText = "Mia Berg" }).Locator(".who").FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        // The whole session at once: heart rate, power and cadence, read by keyboard.
        var chart = page.GetByRole(AriaRole.Slider, new() { Name = "Session of Mia Berg" });
        await Expect(chart.Locator("canvas")).ToHaveCountAsync(3);
        Assert.InRange(int.Parse((await chart.GetAttributeAsync("aria-valuemax"))!, System.Globalization.CultureInfo.InvariantCulture), 1190, 1300);
        await chart.FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await page.Keyboard.PressAsync("PageUp");
        await Expect(chart).ToHaveAttributeAsync("aria-valuenow", "60");
        await Expect(chart).ToHaveAttributeAsync("aria-valuetext", new System.Text.RegularExpressions.Regex(@"1:00 after the start .* bpm Z\d .* W .* rpm"));
        await Look.AtAsync(page, "dashboard-focus");
    }

    [SkippableFact]
    public async Task A_wall_can_be_read_from_five_metres_turns_pages_and_comes_back_after_the_server()
    {
        var data = Directory.CreateTempSubdirectory("traininghub-");
        var app = await WebApp.StartAsync(dataDirectory: data.FullName);
        try
        {
            var club = await Club.OpenAsync(app);
            await using var context = await chromium.OpenAsync(club.Address, 1920, 1080, ColorScheme.Light);
            await context.AddInitScriptAsync("navigator.wakeLock && (navigator.wakeLock.request = async () => { window.locks = (window.locks ?? 0) + 1; return { release() {}, released: false }; });");
            var page = await club.SignInAsync(context, club.Observer);
            var session = await club.RunAsync(30);
            await page.GotoAsync($"/sessions/{session}/watch?wall");
            await Expect(page.Locator("tile-feed[live]")).ToHaveCountAsync(1);

            Assert.Equal(["30 tiles"], await FaultsAsync(page, 66, 24));
            Assert.Equal("none", await page.EvaluateAsync<string>("() => getComputedStyle(document.body).cursor"));
            Assert.True(await page.EvaluateAsync<bool>("() => !navigator.wakeLock || window.locks > 0"));
            await page.ScreenshotAsync(new() { Path = Look.PathOf("wall-thirty-1920x1080-dark") });

            var full = await club.RunAsync(40);
            await page.GotoAsync($"/sessions/{full}/watch?wall");
            await Expect(page.Locator(".wall-page")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("Players (1–30|31–40) of 40"));
            await page.WaitForFunctionAsync("() => [30, 10].includes(document.querySelectorAll('.tiles > article:not([data-off])').length)");
            await Expect(page.Locator("tile-feed[live]")).ToHaveCountAsync(1);

            // The server is started anew: the wall says that it is gone, and comes back without a press.
            await app.DisposeAsync();
            await Expect(page.GetByText("Connection lost at")).ToBeVisibleAsync();
            await page.ScreenshotAsync(new() { Path = Look.PathOf("wall-lost-1920x1080-dark") });
            app = await WebApp.StartAsync(dataDirectory: data.FullName, port: club.Address.Port);
            await Expect(page.GetByText("Connection lost at")).ToBeHiddenAsync();
            await Expect(page.Locator("tile-feed[live]")).ToHaveCountAsync(1);
            await Expect(page.Locator(".wall-page")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("of 40"));

            // Signed out meanwhile, it says so.
            await context.ClearCookiesAsync();
            var port = club.Address.Port;
            await app.DisposeAsync();
            await Expect(page.GetByText("Connection lost at")).ToBeVisibleAsync();
            app = await WebApp.StartAsync(dataDirectory: data.FullName, port: port);
            await Expect(page.GetByText("The sign-in of this browser has ended.")).ToBeVisibleAsync();
        }
        finally
        {
            await app.DisposeAsync();
            data.Delete(recursive: true);
        }
    }

    private static ILocator Dense(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Dense", Exact = true });

    private static Task<string[]> FaultsAsync(IPage page, int most, int least) => page.EvaluateAsync<string[]>(Faults, new { most, least });
}
