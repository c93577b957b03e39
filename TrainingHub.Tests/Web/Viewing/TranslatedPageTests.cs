using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using TrainingHub.Core.Players;
using TrainingHub.Tests.Web.Teams;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Web.Viewing;

/// <summary>A page that is translated has no text of its own: all of it comes out of the resources.</summary>
public sealed class TranslatedPageTests : IAsyncLifetime
{
    // Names and codes, the same in every language.
    private static readonly string[] _untranslated = ["TrainingHub", "· TrainingHub", "English", "Deutsch", "Mia Berg", "Toni Trainer", "First", "bpm", "kg", "W"];

    private WebApp _app = null!;

    public async Task InitializeAsync() => _app = await WebApp.StartAsync(web => web.ConfigureTestServices(services => services.AddSingleton<IStringLocalizerFactory, MarkedTexts>()));

    public async Task DisposeAsync() => await ((IAsyncDisposable)_app).DisposeAsync();

    [Fact]
    public async Task Pages_for_nobody_speak_only_the_viewers_language()
    {
        using var nobody = _app.CreateClient();

        foreach (var path in new[] { "account/login", "account/denied", "account/invite/no-such-link", "not-found", "error" })
        {
            await AssertTranslatedAsync(nobody, path);
        }
    }

    [Fact]
    public async Task Pages_of_ones_own_speak_only_the_viewers_language()
    {
        var player = await _app.CreateUserAsync("Mia Berg", RoleNames.Player);
        using var browser = await _app.CreateClientAsync(player);

        foreach (var path in new[] { "", "account/manage", "account/manage/password", "account/manage/passkeys", "account/manage/two-factor", "account/manage/data", "account/confirm", "devices", "connect/verify" })
        {
            await AssertTranslatedAsync(browser, path, player.Email!);
        }
    }

    [Fact]
    public async Task Teams_speak_only_the_viewers_language()
    {
        var stage = await TeamStage.OpenAsync(_app);
        await stage.AddAsync("Mia Berg", 7, new Thresholds(190, 50, 170, 250, 61.5));
        using var trainer = await _app.CreateClientAsync(stage.Trainer);

        await AssertTranslatedAsync(trainer, "teams", stage.Trainer.Email!);
        await AssertTranslatedAsync(trainer, "players/invite", stage.Trainer.Email!);
    }

    private static async Task AssertTranslatedAsync(HttpClient browser, string path, params string[] names)
    {
        using var response = await browser.GetAsync(new Uri(path, UriKind.Relative));
        Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound, $"{path}: {response.StatusCode}");
        var page = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());
        var texts = page.Body!.Descendants().OfType<IText>()
            .Where(text => text.ParentElement is { } parent && parent.Closest("script, style, code, option[value*='-']") is null)
            .Select(text => text.Data)
            .Concat(page.All.SelectMany(element => new[] { element.GetAttribute("aria-label"), element.GetAttribute("placeholder"), element.GetAttribute("title") }).OfType<string>())
            .Append(page.Title ?? "");
        Assert.Empty(texts.SelectMany(Unmarked).Where(text => text.Any(char.IsLetter) && !_untranslated.Contains(text) && !names.Contains(text)).Select(text => $"{path}: {text}"));
    }

    // What stands outside of the marks.
    private static IEnumerable<string> Unmarked(string text)
        => text.Split(MarkedTexts.Begin).Select((part, i) => i == 0 ? part : part.Contains(MarkedTexts.End, StringComparison.Ordinal) ? part[(part.LastIndexOf(MarkedTexts.End, StringComparison.Ordinal) + 1)..] : part).Select(part => part.Trim());
}
