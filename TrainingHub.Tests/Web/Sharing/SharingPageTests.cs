using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Core.Players;
using TrainingHub.Web.Data;
using TrainingHub.Web.Sharing;

namespace TrainingHub.Tests.Web.Sharing;

/// <summary>A player is asked on their account page, agrees or does not, and can take it back there; each of these is kept with its date and text.</summary>
public sealed class SharingPageTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Button = "Save what others see";

    [Fact]
    public async Task Nothing_is_agreed_until_the_player_ticks_the_box_and_saves()
    {
        var player = await app.CreateUserAsync("Mia", RoleNames.Player);
        using var browser = await app.CreateClientAsync(player);

        var form = await OpenAsync(browser);
        Assert.Equal((null, "Number", "Zone"), (form["agreed"], form["observers"], form["team"]));
        Assert.Equal("/account/manage", (await form.With("observers", "Zone").SendAsync()).Redirect);

        Assert.Equal(new SharingChoice(HeartRateVisibility.Zone, null), await ChoiceAsync(player));
        Assert.Empty(await ConsentsAsync(player));
    }

    [Fact]
    public async Task An_agreement_and_its_withdrawal_are_kept_with_their_dates_and_the_texts_version()
    {
        var player = await app.CreateUserAsync("Mia", RoleNames.Player);
        using var browser = await app.CreateClientAsync(player);
        var before = TimeProvider.System.GetUtcNow().AddSeconds(-1);

        await (await OpenAsync(browser)).Tick("agreed", true).With("team", "Number").SendAsync();
        Assert.Equal(new SharingChoice(HeartRateVisibility.Number, HeartRateVisibility.Number), await ChoiceAsync(player));
        var form = await OpenAsync(browser);
        Assert.Equal(("True", "Number"), (form["agreed"], form["team"]));
        await form.With("team", "Hidden").SendAsync(); // another choice under the same agreement
        await (await OpenAsync(browser)).Tick("agreed", false).SendAsync();

        Assert.Equal(new SharingChoice(HeartRateVisibility.Number, null), await ChoiceAsync(player));
        var consents = await ConsentsAsync(player);
        Assert.Equal([(Consent.Team, true, 1), (Consent.Team, false, 1)], consents.Select(consent => (consent.Kind, consent.Given, consent.TextVersion)));
        Assert.All(consents, consent => Assert.InRange(consent.At, before, TimeProvider.System.GetUtcNow()));
        using var page = await browser.GetAsync(new Uri("account/manage", UriKind.Relative));
        Assert.Contains("You took it back on", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_saw_another_text_than_todays_has_not_agreed_to_todays()
    {
        var player = await app.CreateUserAsync("Mia", RoleNames.Player);
        using var browser = await app.CreateClientAsync(player);

        var answer = await (await OpenAsync(browser)).Tick("agreed", true).WithHidden("Input.TextVersion", $"{ConsentTexts.Team.Version - 1}").SendAsync();

        Assert.Contains("read it, and agree again", answer.Notice, StringComparison.Ordinal);
        Assert.Null((await ChoiceAsync(player)).TeamSees);
        Assert.Empty(await ConsentsAsync(player));
    }

    [Theory]
    [InlineData("observers", "99")]
    [InlineData("team", "-1")]
    [InlineData("observers", "everything")]
    public async Task A_choice_that_there_is_not_changes_nothing(string field, string value)
    {
        var player = await app.CreateUserAsync("Mia", RoleNames.Player);
        using var browser = await app.CreateClientAsync(player);

        var answer = await (await OpenAsync(browser)).Tick("agreed", true).With(field, value).SendAsync();

        Assert.Null(answer.Redirect);
        Assert.Equal(new SharingChoice(HeartRateVisibility.Number, null), await ChoiceAsync(player));
        Assert.Empty(await ConsentsAsync(player));
    }

    [Fact]
    public async Task Only_a_player_is_asked_and_who_agreed_can_take_it_back_when_they_are_none_any_more()
    {
        var observer = await app.CreateUserAsync("Ona", RoleNames.Observer);
        var former = await app.CreateUserAsync(new User { DisplayName = "Fay", HeartRateForTeam = HeartRateVisibility.Number }, RoleNames.Observer);
        using var browser = await app.CreateClientAsync(observer);
        using var page = await browser.GetAsync(new Uri("account/manage", UriKind.Relative));
        Assert.DoesNotContain(Button, await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var formers = await app.CreateClientAsync(former);
        await (await OpenAsync(formers)).Tick("agreed", false).SendAsync();
        Assert.Null((await ChoiceAsync(former)).TeamSees);
    }

    [Fact]
    public async Task A_name_that_is_saved_leaves_the_choice_alone()
    {
        var player = await app.CreateUserAsync("Mia", RoleNames.Player);
        await app.ChooseAsync(player, HeartRateVisibility.Hidden, HeartRateVisibility.Zone);
        using var browser = await app.CreateClientAsync(player);

        Assert.Equal("/account/manage", (await (await PageForm.OpenAsync(browser, "account/manage", "Save")).With("name", "Mia Berg").SendAsync()).Redirect);

        Assert.Equal(new SharingChoice(HeartRateVisibility.Hidden, HeartRateVisibility.Zone), await ChoiceAsync(player));
    }

    [Fact]
    public async Task A_consent_cannot_be_changed_afterwards()
    {
        var player = await app.CreateUserAsync("Mia", RoleNames.Player);
        await app.ChooseAsync(player, HeartRateVisibility.Number, HeartRateVisibility.Number);
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<TrainingHubDb>>().CreateDbContextAsync();

        await Assert.ThrowsAsync<SqliteException>(() => db.Consents.Where(consent => consent.UserId == player.Id).ExecuteUpdateAsync(set => set.SetProperty(consent => consent.Given, false)));

        Assert.True(Assert.Single(await ConsentsAsync(player)).Given);
    }

    [Fact]
    public void Each_text_has_a_version_of_its_own_and_the_last_is_asked()
    {
        Assert.Equal(Enumerable.Range(1, ConsentTexts.TeamVersions.Length), ConsentTexts.TeamVersions.Select(text => text.Version));
        Assert.Same(ConsentTexts.TeamVersions[^1], ConsentTexts.Team);
    }

    private static Task<PageForm> OpenAsync(HttpClient browser) => PageForm.OpenAsync(browser, "account/manage", Button);

    private async Task<SharingChoice> ChoiceAsync(User player)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<TrainingHubDb>>().CreateDbContextAsync();
        return (await db.Users.AsNoTracking().SingleAsync(user => user.Id == player.Id)).Sharing;
    }

    private async Task<List<Consent>> ConsentsAsync(User player)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<TrainingHubDb>>().CreateDbContextAsync();
        return await db.Consents.AsNoTracking().Where(consent => consent.UserId == player.Id).OrderBy(consent => consent.Id).ToListAsync();
    }
}
