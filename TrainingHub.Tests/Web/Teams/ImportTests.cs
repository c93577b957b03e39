using System.Globalization;
using System.Text;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Data;
using TrainingHub.Web.Teams;

namespace TrainingHub.Tests.Web.Teams;

public sealed class ImportTests(WebApp app) : IClassFixture<WebApp>
{
    private static readonly CultureInfo _german = CultureInfo.GetCultureInfo("de-DE");

    [Fact]
    public async Task A_preview_says_what_joins_changes_and_stays_and_writes_nothing()
    {
        var stage = await TeamStage.OpenAsync(app);
        var mia = await stage.AddAsync("Mia", 7, new Thresholds(190, 50, 170, 250, 61.5));
        await stage.AddAsync("Ida", 8, new Thresholds(188));
        var newcomer = await app.CreateUserAsync("Nele Neu", RoleNames.Player);
        var preview = await PreviewAsync(stage, $"name;email;number;ftp;weight;valid from\nMia;;;260;61,5;1.6.2026\nIda;;8;;;\nwho ever;{newcomer.Email};9;;70,25;2026-02-01\nNobody Known;;;;;");

        Assert.Equal([ImportVerdict.Changed, ImportVerdict.Unchanged, ImportVerdict.Added, ImportVerdict.NoAccount], preview.Rows.Select(row => row.Verdict));
        Assert.Equal(new CellChange(CsvColumn.Ftp, 250, 260), Assert.Single(preview.Rows[0].Changes));
        Assert.Equal(("Nele Neu", new DateOnly(2026, 2, 1)), (preview.Rows[2].Name, preview.Rows[2].ValidFrom));
        Assert.Equal(2, (await stage.RosterAsync()).Players.Length);

        var applied = await stage.Files.ApplyAsync(stage.Caller, stage.TeamId, File($"name;email;number;ftp;weight;valid from\nMia;;;260;61,5;1.6.2026\nIda;;8;;;\nwho ever;{newcomer.Email};9;;70,25;2026-02-01\nNobody Known;;;;;"), preview, _german, CancellationToken.None);
        Assert.Null(applied.Refusal);
        var roster = await stage.RosterAsync();
        Assert.Equal([("Mia", 7), ("Ida", 8), ("Nele Neu", 9)], roster.Players.Select(player => (player.Name, player.Number!.Value)));
        Assert.Equal(new DatedThresholds(new DateOnly(2026, 6, 1), new Thresholds(190, 50, 170, 260, 61.5)), roster.Players[0].Now);
        Assert.Equal(2, (await stage.History.OfAsync(stage.Caller, mia.Id, CancellationToken.None)).Rows.Length);
    }

    [Theory]
    [InlineData("Mia,300,,", "hr_max_bpm", "100 to 240")]
    [InlineData("Mia,abc,,", "hr_max_bpm", "no number")]
    [InlineData("Mia,190.5,,", "hr_max_bpm", "whole")]
    [InlineData("Mia,105,110,", "hr_max_bpm", "below")]
    [InlineData("Mia,,,soon", "valid_from", "no date")]
    [InlineData("Mia,,,1066-10-14", "valid_from", "2000-01-01")]
    [InlineData(",190,,", null, "who it is about")]
    [InlineData("Mia,1,2,3,4", null, "5 cells")]
    public async Task A_wrong_row_names_its_column_and_cause(string row, string? column, string cause)
    {
        var stage = await TeamStage.OpenAsync(app);
        await stage.AddAsync("Mia", 7);

        var wrong = (await PreviewAsync(stage, $"name,hr_max_bpm,hr_rest_bpm,valid_from\nMia,191,,2026-01-01\n{row}")).Rows[1];

        Assert.Equal((3, ImportVerdict.Wrong), (wrong.Number, wrong.Verdict));
        Assert.Contains(wrong.Faults, fault => (column is null || fault.Heading is "hr_max_bpm" or "hr_rest_bpm" or "valid_from") && fault.Cause.ToString().Contains(cause, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Numbers_may_be_swapped_but_not_shared_and_a_wrong_row_keeps_its_number()
    {
        var stage = await TeamStage.OpenAsync(app);
        await stage.AddAsync("Mia", 7);
        await stage.AddAsync("Ida", 8);
        await stage.AddAsync("Lea", 9);

        Assert.All((await PreviewAsync(stage, "name,number\nMia,8\nIda,7")).Rows, row => Assert.Equal(ImportVerdict.Changed, row.Verdict));
        Assert.Equal(ImportVerdict.Wrong, (await PreviewAsync(stage, "name,number\nMia,9")).Rows.Single().Verdict);
        var chain = await PreviewAsync(stage, "name,number,ftp\nMia,8,\nIda,7,9000");
        Assert.All(chain.Rows, row => Assert.Equal(ImportVerdict.Wrong, row.Verdict));
    }

    [Fact]
    public async Task A_player_stands_in_a_file_once_a_day_and_two_of_a_name_must_be_told_apart()
    {
        var stage = await TeamStage.OpenAsync(app);
        await stage.AddAsync("Mia", 7);
        var (one, _) = (await stage.AddAsync("Anna"), await stage.AddAsync("Anna"));

        var preview = await PreviewAsync(stage, $"player_id,name,ftp,valid_from\n,Mia,250,2026-01-01\n,Mia,255,2026-01-01\n,Mia,260,2026-03-01\n,Anna,240,\n{one.Id},,240,\nno-such-id,Mia,240,");

        Assert.Equal([ImportVerdict.Changed, ImportVerdict.Wrong, ImportVerdict.Changed, ImportVerdict.Wrong, ImportVerdict.Changed, ImportVerdict.Wrong], preview.Rows.Select(row => row.Verdict));
        Assert.Contains("Row 2", preview.Rows[1].Faults.Single().Cause.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_changed_since_the_preview_is_not_overwritten()
    {
        var stage = await TeamStage.OpenAsync(app);
        var mia = await stage.AddAsync("Mia", 7, new Thresholds(190));
        const string Text = "name,hr_max_bpm,valid_from\nMia,195,2026-01-01";
        var preview = await PreviewAsync(stage, Text);
        Assert.Null(await stage.History.PutAsync(stage.Caller, mia.Id, new DatedThresholds(new DateOnly(2026, 1, 1), new Thresholds(192)), CancellationToken.None));

        var outcome = await stage.Files.ApplyAsync(stage.Caller, stage.TeamId, File(Text), preview, _german, CancellationToken.None);

        Assert.Equal(RefusalCode.Conflict, outcome.Refusal!.Code);
        Assert.Equal(192, (await stage.RosterAsync()).Players.Single().Now!.Values.HeartRateMaxBpm);
        Assert.Equal(new CellChange(CsvColumn.HeartRateMax, 192, 195), outcome.Preview!.Rows.Single().Changes.Single());
        Assert.Null((await stage.Files.ApplyAsync(stage.Caller, stage.TeamId, File(Text), outcome.Preview, _german, CancellationToken.None)).Refusal);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("en-GB")]
    public async Task An_export_is_safe_to_open_and_changes_nothing_when_it_is_imported(string culture)
    {
        var stage = await TeamStage.OpenAsync(app);
        await stage.AddAsync("=HYPERLINK(\"x\")", 7, new Thresholds(190, 50, 170, 250, 61.5));
        await stage.AddAsync("Mia; Berg, die 2.", null);

        var bytes = TeamFiles.Export(await stage.RosterAsync(), CultureInfo.GetCultureInfo(culture));

        var text = Encoding.UTF8.GetString(bytes);
        Assert.Contains("'=HYPERLINK", text, StringComparison.Ordinal);
        Assert.DoesNotContain("@example.org", text, StringComparison.Ordinal);
        Assert.Contains(culture == "de-DE" ? "61,5" : "61.5", text, StringComparison.Ordinal);
        var preview = (await stage.Files.PreviewAsync(stage.Caller, stage.TeamId, CsvFile.Read(bytes), _german, CancellationToken.None)).Preview!;
        Assert.Equal(["=HYPERLINK(\"x\")", "Mia; Berg, die 2."], preview.Rows.Select(row => row.Name));
        Assert.All(preview.Rows, row => Assert.Equal(ImportVerdict.Unchanged, row.Verdict));
    }

    [Fact]
    public async Task Another_trainers_team_takes_no_file_and_gives_none()
    {
        var (stage, other) = (await TeamStage.OpenAsync(app), await TeamStage.OpenAsync(app));

        Assert.Equal(RefusalCode.NotFound, (await stage.Files.PreviewAsync(other.Caller, stage.TeamId, File("name\nMia"), _german, CancellationToken.None)).Refusal!.Code);
        using var browser = await app.CreateClientAsync(other.Trainer);
        using var answer = await browser.GetAsync(new Uri($"teams/{stage.TeamId}/export", UriKind.Relative));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
        using var own = await app.CreateClientAsync(stage.Trainer);
        Assert.Contains("player_id", await own.GetStringAsync(new Uri($"teams/{stage.TeamId}/export", UriKind.Relative)), StringComparison.Ordinal);
    }

    private static CsvFile File(string text) => CsvFile.Read(Encoding.UTF8.GetBytes(text));

    private static async Task<ImportPreview> PreviewAsync(TeamStage stage, string text)
        => (await stage.Files.PreviewAsync(stage.Caller, stage.TeamId, File(text), _german, CancellationToken.None)).Preview!;
}
