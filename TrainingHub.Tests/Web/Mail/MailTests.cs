using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Core;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Web.Mail;

/// <summary>What is written to people, as it arrives at a mail server.</summary>
public sealed partial class MailTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly FakeSmtp _smtp = new();
    private WebApp _app = null!;

    public async Task InitializeAsync() => _app = await WebApp.StartAsync(web => web
        .UseSetting("Server:PublicUrl", "http://training.example.org/")
        .UseSetting("Mail:Host", "127.0.0.1").UseSetting("Mail:Port", $"{_smtp.Port}").UseSetting("Mail:Tls", "None").UseSetting("Mail:From", "TrainingHub <hub@example.org>"));

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _smtp.DisposeAsync();
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    [Fact]
    public async Task Who_forgot_their_password_is_sent_a_link_that_works_once()
    {
        var user = await _app.CreateUserAsync("Ada", RoleNames.Player);
        using var browser = _app.CreateClient();

        var answer = await AskAsync(browser, user.Email!);
        var letter = await _smtp.NextAsync();

        Assert.Equal("/account/login", answer.Redirect);
        Assert.Contains($"To: {user.Email}", letter, StringComparison.Ordinal);
        Assert.Contains("From: TrainingHub <hub@example.org>", letter, StringComparison.Ordinal);
        var link = Link(letter);
        await (await PageForm.OpenAsync(browser, link, "Set the password")).With("new-password", "another long password").SendAsync();
        Assert.Contains("This link no longer works", await browser.GetStringAsync(new Uri(link, UriKind.Relative)), StringComparison.Ordinal);
        Assert.Equal("/", (await (await PageForm.OpenAsync(browser, "account/login", "Sign in")).With("email", user.Email!).With("password", "another long password").SendAsync()).Redirect);
    }

    [Fact]
    public async Task Who_has_no_account_gets_the_same_answer_and_no_letter_and_asking_again_sends_no_second()
    {
        var user = await _app.CreateUserAsync("Ada", RoleNames.Player);
        using var browser = _app.CreateClient();

        var stranger = await AskAsync(browser, "stranger@example.org");
        var first = await AskAsync(browser, user.Email!);
        var again = await AskAsync(browser, user.Email!);
        Assert.Equal((stranger, stranger), (first, again));
        var letter = await _smtp.NextAsync();
        Assert.Contains(user.Email!, letter, StringComparison.Ordinal);

        // Letters come in the order in which they were asked for: had there been another, it would come before this one.
        var last = await _app.CreateUserAsync("Eve", RoleNames.Player);
        await AskAsync(browser, last.Email!);
        Assert.Contains(last.Email!, await _smtp.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asking_for_a_link_leaves_the_password_and_an_invitation_working()
    {
        var admin = await _app.CreateAdminAsync();
        var invitations = _app.Services.GetRequiredService<Invitations>();
        var email = $"{Ids.New()}@example.org";
        var invited = await invitations.CreateAsync(admin, email, "Ada", [RoleNames.Player]);
        Assert.Contains("You were invited", await _smtp.NextAsync(), StringComparison.Ordinal);
        using var browser = _app.CreateClient();

        await AskAsync(browser, email);
        await _smtp.NextAsync();

        Assert.NotNull(await invitations.FindAsync(invited.Token!));
    }

    [Fact]
    public async Task A_changed_password_is_told_to_its_owner()
    {
        var user = await _app.CreateUserAsync("Ada", RoleNames.Player);
        using var browser = await _app.CreateClientAsync(user);

        await (await PageForm.OpenAsync(browser, "account/manage/password", "Change the password"))
            .With("old-password", WebApp.Password).With("new-password", "another long password").SendAsync();

        Assert.Contains("Your password was changed.", await _smtp.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trainer_invites_a_player_into_a_team_of_their_own_and_nobody_else()
    {
        var trainer = await _app.CreateUserAsync("Toni", RoleNames.Trainer);
        var (mine, anothers) = (await TeamAsync(trainer.Id), await TeamAsync((await _app.CreateUserAsync("Ben", RoleNames.Trainer)).Id));
        using var browser = await _app.CreateClientAsync(trainer);
        var email = $"{Ids.New()}@example.org";

        var page = await (await PageForm.OpenAsync(browser, "players/invite", "Invite")).With("name", "Ada").With("email", email).Choosing("team", mine).SendForPageAsync();

        var link = Link(await _smtp.NextAsync());
        Assert.Contains(link, page, StringComparison.Ordinal);
        await using var db = await _app.Services.GetRequiredService<IDbContextFactory<TrainingHubDb>>().CreateDbContextAsync();
        var player = await db.Users.SingleAsync(user => user.Email == email);
        Assert.Equal([RoleNames.Player], await db.UserRoles.Where(held => held.UserId == player.Id).Select(held => held.RoleId).ToListAsync());
        Assert.True(await db.TeamMembers.AnyAsync(member => member.TeamId == mine && member.PlayerId == player.Id));

        var invitations = _app.Services.GetRequiredService<Invitations>();
        var by = new Caller(trainer.Id, "Toni", Roles.Trainer);
        Assert.Equal(RefusalCode.NotFound, (await invitations.CreatePlayerAsync(by, $"{Ids.New()}@example.org", "Eve", anothers)).Refusal!.Code);
        Assert.Equal(RefusalCode.Forbidden, (await invitations.CreatePlayerAsync(new Caller(player.Id, "Ada", Roles.Trainer), $"{Ids.New()}@example.org", "Eve", null)).Refusal!.Code);
        Assert.Equal(RefusalCode.Forbidden, (await invitations.RenewAsync(by, player.Id)).Refusal!.Code);
    }

    [Fact]
    public async Task Where_no_letters_are_sent_nothing_is_offered_that_needs_them()
    {
        await using var app = await WebApp.StartAsync(web => web.UseSetting("environment", "Production"));
        using var browser = app.CreateClient();

        using var response = await browser.GetAsync(new Uri("account/forgot", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.DoesNotContain("account/forgot", await browser.GetStringAsync(new Uri("account/login", UriKind.Relative)), StringComparison.Ordinal);
    }

    private static async Task<PageForm.Answer> AskAsync(HttpClient browser, string email) =>
        await (await PageForm.OpenAsync(browser, "account/forgot", "Send me a link")).With("email", email).SendAsync();

    // The address in the letter is the server's public one; here it is asked for at the one where it listens.
    private static string Link(string letter) => Address().Match(letter).Groups[1].Value;

    private async Task<string> TeamAsync(string trainerId)
    {
        await using var db = await _app.Services.GetRequiredService<IDbContextFactory<TrainingHubDb>>().CreateDbContextAsync();
        var team = new Team { Name = "First team", TrainerId = trainerId };
        db.Teams.Add(team);
        await db.SaveChangesAsync();
        return team.Id;
    }

    [GeneratedRegex("http://training\\.example\\.org/(account/invite/[0-9a-f]{64})")]
    private static partial Regex Address();
}
