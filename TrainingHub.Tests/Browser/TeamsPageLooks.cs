using System.Text;
using Microsoft.Playwright;

namespace TrainingHub.Tests.Browser;

[Collection(OneBrowser.Name)]
public sealed class TeamsPageLooks(Chromium chromium)
{
    [SkippableFact]
    public async Task A_file_with_a_wrong_row_is_previewed_and_applied_and_the_page_speaks_German_when_asked()
    {
        await using var club = await Club.OpenAsync();
        await using var context = await chromium.OpenAsync(club.Address);
        var page = await club.SignInAsync(context, club.Trainer);

        await page.GotoAsync("/sessions");
        await page.GetByRole(AriaRole.Link, new() { Name = "Teams" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Thresholds of Mia Berg" }).ClickAsync();
        await page.GetByLabel("FTP").FillAsync("285");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save thresholds" }).ClickAsync();
        await Assertions.Expect(page.GetByText("HRmax 190 bpm · HRrest 52 bpm · FTP 285 W")).ToBeVisibleAsync();
        await Look.AtAsync(page, "teams");
        await page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Import CSV" }).ClickAsync();
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload
        {
            Name = "team.csv",
            MimeType = "text/csv",
            Buffer = Encoding.UTF8.GetBytes("name;number;weight_kg;shoe\nMia Berg;11;61,5;40\nJonas Weber;8;900;44\nLea Vogt;;;\nNobody Known;;;\n"),
        });
        await Assertions.Expect(page.GetByText("0 added, 1 changed, 1 unchanged; 2 left out.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("It must be from 20 to 300 kg.")).ToBeVisibleAsync();
        await Look.AtAsync(page, "teams-import");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Applied: 0 added, 1 changed.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Number of Mia Berg")).ToHaveValueAsync("11");

        await page.GotoAsync("/account/manage");
        await page.GetByLabel("Language").SelectOptionAsync("de");
        await page.GetByLabel("Weights").SelectOptionAsync("Pounds");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save how pages look" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Mein Konto" })).ToBeVisibleAsync();
        await page.GotoAsync("/teams");
        // The circuit speaks it too: this comes over it.
        await page.GetByRole(AriaRole.Button, new() { Name = "Schwellenwerte von Mia Berg" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Gewicht lb")).ToHaveValueAsync("135,6");
    }
}
