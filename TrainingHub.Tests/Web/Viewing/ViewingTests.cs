using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Core.Players;
using TrainingHub.Tests.Web.Teams;
using TrainingHub.Web.Data;
using TrainingHub.Web.Viewing;

namespace TrainingHub.Tests.Web.Viewing;

public sealed class ViewingTests(WebApp app) : IClassFixture<WebApp>
{
    [Theory]
    [InlineData("de-DE,de;q=0.9,en;q=0.8", "de", "Anmelden")]
    [InlineData("de-AT", "de", "Anmelden")]
    [InlineData("en-US,de;q=0.5", "en", "Sign in")]
    [InlineData("fr-FR", "en", "Sign in")]
    [InlineData("", "en", "Sign in")]
    [InlineData("x-y-z, *;q=0, ,;;", "en", "Sign in")]
    public async Task Who_is_not_signed_in_is_spoken_to_as_their_browser_asks(string accepted, string language, string title)
    {
        using var nobody = app.CreateClient();
        nobody.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", accepted);

        var page = await nobody.GetStringAsync(new Uri("account/login", UriKind.Relative));

        Assert.Contains($"<html lang=\"{language}\"", page, StringComparison.Ordinal);
        Assert.Contains($"<h1>{title}</h1>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_accounts_choice_goes_before_the_browsers_and_holds_at_once()
    {
        var player = await app.CreateUserAsync("Mia", RoleNames.Player);
        using var browser = await app.CreateClientAsync(player);
        browser.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", "en-GB");

        var answer = await (await PageForm.OpenAsync(browser, "account/manage", "Save how pages look"))
            .Choosing("language", "de").Choosing("formats", "de-CH").Choosing("weights", "Pounds").Choosing("distances", "Miles").SendAsync();

        Assert.Equal("/account/manage", answer.Redirect);
        var form = await PageForm.OpenAsync(browser, "account/manage", "Speichern, wie Seiten aussehen");
        Assert.Equal(("de", "de-CH", "Pounds", "Miles"), (form["language"], form["formats"], form["weights"], form["distances"]));
        Assert.Contains("data-formats=\"de-CH\"", await browser.GetStringAsync(new Uri("account/manage", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_offers_more_than_the_page_is_refused()
    {
        using var browser = await app.CreateClientAsync(await app.CreateUserAsync("Mia", RoleNames.Player));

        var answer = await (await PageForm.OpenAsync(browser, "account/manage", "Save how pages look")).With("language", "tlh").SendAsync();

        Assert.Equal("Choose of what is offered.", answer.Notice);
    }

    [Fact]
    public async Task A_German_in_pounds_reads_them_and_the_wire_knows_nothing_of_it()
    {
        var stage = await TeamStage.OpenAsync(app);
        var player = await stage.AddAsync("Mia", 7, new Thresholds(WeightKg: 102.06, FtpWatts: 250));
        await ChooseAsync(stage.Trainer, new ViewingChoice("de", "de-DE", WeightUnit.Pounds, null));
        using var browser = await app.CreateClientAsync(stage.Trainer);
        var page = await browser.GetStringAsync(new Uri("teams", UriKind.Relative));
        Assert.Contains("Gewicht <small>lb</small>", page, StringComparison.Ordinal);
        Assert.Contains(">225<", page, StringComparison.Ordinal);

        using var client = app.CreateClient(await app.TokenForAsync(stage.Trainer));
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", "de-DE");
        var read = await client.GetStringAsync(new Uri($"/api/v1/players/{player.Id}/thresholds", UriKind.Relative));
        Assert.Contains("\"weight\":102.06", read, StringComparison.Ordinal);
        using var refused = await client.PutAsJsonAsync($"/api/v1/players/{player.Id}/thresholds", new { validFrom = "2026-01-01", weight = 1.5 });
        Assert.StartsWith("weight was 1.5;", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_choice_is_what_it_was_after_the_cookie_and_nonsense_is_no_choice()
    {
        var choice = new ViewingChoice("de", "en-US", WeightUnit.Pounds, DistanceUnit.Miles);

        Assert.Equal(choice, ViewingChoice.Parse(choice.ToString()));
        Assert.Equal(ViewingChoice.None, ViewingChoice.Parse(ViewingChoice.None.ToString()));
        Assert.All(new[] { null, "", "de", "tlh|xx-YY|Stones|Parsecs", "a|b|c|d|e" }, text => Assert.Equal(ViewingChoice.None, ViewingChoice.Parse(text)));
        Assert.Equal(("en-GB", "en"), ViewerCultures.Of(choice with { Language = "en", Formats = null }, ["de-DE"]));
        Assert.Equal(("de-DE", "de"), ViewerCultures.Of(ViewingChoice.None, ["de", "en-US"]));
        Assert.Equal(WeightUnit.Kilograms, ViewerCultures.UnitsOf(ViewingChoice.None, CultureInfo.GetCultureInfo("en-US")).Weight);
    }

    private async Task ChooseAsync(User user, ViewingChoice choice)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var stored = (await users.FindByIdAsync(user.Id))!;
        (stored.Language, stored.Formats, stored.Weights, stored.Distances) = (choice.Language, choice.Formats, choice.Weights, choice.Distances);
        Assert.True((await users.UpdateAsync(stored)).Succeeded);
    }
}
