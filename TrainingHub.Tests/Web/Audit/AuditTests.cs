using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Browser;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Audit;
using TrainingHub.Web.Data;
using TrainingHub.Web.Tokens;

namespace TrainingHub.Tests.Web.Audit;

/// <summary>Who did what to whom is written down, stays, and is shown to admins alone.</summary>
public sealed class AuditTests : IAsyncLifetime
{
    private Club _club = null!;

    private WebApp App => _club.App;

    private Caller Admin => Club.CallerOf(_club.Admin, Roles.Admin);

    public async Task InitializeAsync() => _club = await Club.OpenAsync();

    public async Task DisposeAsync() => await _club.DisposeAsync();

    [Fact]
    public async Task Sign_ins_and_refused_ones_stand_in_it_and_no_e_mail_does()
    {
        var user = _club.Players[0];
        using var browser = App.CreateClient();
        await SignInAsync(browser, user.Email!, "not the password");
        await SignInAsync(browser, "stranger@example.org", "whatever it is");
        await SignInAsync(browser, user.Email!, WebApp.Password);
        await (await PageForm.OpenAsync(browser, "account/manage", "Sign out")).SendAsync();

        Assert.Equal(
            [
                (AuditKinds.SignInRefused, null, "Mia Berg", "password"),
                (AuditKinds.SignInRefused, null, null, "no such account"),
                (AuditKinds.SignedIn, "Mia Berg", null, "password"),
                (AuditKinds.SignedOut, "Mia Berg", null, null),
            ],
            (await LinesAsync()).Select(line => (line.Kind, line.Actor, line.Subject, line.Detail)));
        await using var db = await DbAsync();
        Assert.DoesNotContain(await db.AuditEntries.ToListAsync(), entry => entry.Detail?.Contains('@', StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task What_admins_do_to_accounts_stands_in_it()
    {
        var (accounts, player) = (_club.Accounts, _club.Players[0]);
        var invited = await App.Services.GetRequiredService<Invitations>().CreateAsync(Admin, "eve@example.org", "Eve", [RoleNames.Observer]);
        Assert.Null(await App.Services.GetRequiredService<Invitations>().RedeemAsync(invited.Token!, WebApp.Password));
        Assert.Null(await accounts.GiveAsync(Admin, player.Id, RoleNames.Trainer));
        Assert.Null(await accounts.TakeAsync(Admin, player.Id, RoleNames.Trainer));
        Assert.Null(await accounts.LockAsync(Admin, player.Id));
        Assert.Null(await accounts.UnlockAsync(Admin, player.Id));
        Assert.Null(await accounts.SignOutEverywhereAsync(Admin, player.Id));
        var services = App.Services.GetRequiredService<ServiceClients>();
        var service = (await services.RegisterAsync(Admin, "The club's system", [RoleNames.Trainer])).Credentials!;
        Assert.Null(await services.RemoveAsync(Admin, service.ClientId));
        Assert.NotNull(await accounts.LockAsync(Club.CallerOf(player, Roles.Player), _club.Admin.Id));

        Assert.Equal(
            [
                (AuditKinds.Invited, "Ada Admin", "Eve", "observer"), (AuditKinds.LinkUsed, "Eve", null, null),
                (AuditKinds.RoleGiven, "Ada Admin", "Mia Berg", "trainer"), (AuditKinds.RoleTaken, "Ada Admin", "Mia Berg", "trainer"),
                (AuditKinds.Locked, "Ada Admin", "Mia Berg", null), (AuditKinds.Unlocked, "Ada Admin", "Mia Berg", null),
                (AuditKinds.SignedOutEverywhere, "Ada Admin", "Mia Berg", null),
                (AuditKinds.ServiceRegistered, "Ada Admin", "The club's system", "trainer"), (AuditKinds.ServiceRemoved, "Ada Admin", "The club's system", null),
            ],
            (await LinesAsync()).Select(line => (line.Kind, line.Actor, line.Subject, line.Detail)));
    }

    [Fact]
    public async Task Who_started_ended_and_removed_stands_in_it_once()
    {
        var (first, second) = (await _club.PlanAsync(), await _club.PlanAsync());
        await _club.CommandAsync(first, new SessionCommand.Start());
        await _club.CommandAsync(first, new SessionCommand.Kick(_club.Players[0].Id, "late"));
        await _club.CommandAsync(first, new SessionCommand.Readmit(_club.Players[0].Id));
        await _club.CommandAsync(first, new SessionCommand.End());
        Assert.True((await _club.Sessions.SendAsync(Admin, second, new SessionCommand.ForceEnd("rain"), null, CancellationToken.None)).Ok);
        await App.Services.GetRequiredService<TrainingHub.Core.Sessions.Live.ISessionProjection>().CaughtUpAsync(second, 2, CancellationToken.None);

        var lines = await LinesAsync();

        Assert.Equal(
            [
                (AuditKinds.SessionCreated, "Toni Trainer", null), (AuditKinds.SessionStarted, "Toni Trainer", null),
                (AuditKinds.PlayerRemoved, "Toni Trainer", "Mia Berg"), (AuditKinds.PlayerReadmitted, "Toni Trainer", "Mia Berg"),
                (AuditKinds.SessionEnded, "Toni Trainer", null),
            ],
            lines.Where(line => line.SessionId == first).Select(line => (line.Kind, line.Actor, line.Subject)));
        Assert.Equal(
            [(AuditKinds.SessionCreated, "Toni Trainer"), (AuditKinds.SessionCancelled, "Ada Admin")],
            lines.Where(line => line.SessionId == second).Select(line => (line.Kind, line.Actor)));
    }

    [Fact]
    public async Task A_sessions_row_that_is_made_anew_tells_the_audit_nothing_twice()
    {
        var directory = Directory.CreateTempSubdirectory("traininghub-").FullName;
        try
        {
            await using (var club = await Club.OpenAsync(await WebApp.StartAsync(dataDirectory: directory)))
            {
                await club.CommandAsync(await club.PlanAsync(), new SessionCommand.Start());
            }

            await using (var connection = new SqliteConnection($"Data Source={directory}/traininghub.db;Pooling=False"))
            {
                await connection.OpenAsync();
                await using var forget = connection.CreateCommand();
                forget.CommandText = "DELETE FROM Sessions";
                await forget.ExecuteNonQueryAsync();
            }

            await using var after = await WebApp.StartAsync(dataDirectory: directory);
            await using var db = await after.Services.GetRequiredService<IDbContextFactory<TrainingHubDb>>().CreateDbContextAsync();
            Assert.Equal(1, await db.Sessions.CountAsync());
            Assert.Equal([AuditKinds.SessionCreated, AuditKinds.SessionStarted], await db.AuditEntries.OrderBy(entry => entry.Id).Select(entry => entry.Kind).ToListAsync());
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Theory]
    [InlineData("UPDATE AuditEntries SET Kind = 'nothing'")]
    [InlineData("DELETE FROM AuditEntries")]
    public async Task No_line_can_be_changed_or_removed(string statement)
    {
        await App.Services.GetRequiredService<AuditLog>().WriteAsync(AuditKinds.SignedIn, _club.Admin.Id);
        await using var db = await DbAsync();

        await Assert.ThrowsAsync<SqliteException>(() => db.Database.ExecuteSqlRawAsync(statement));

        Assert.Equal([AuditKinds.SignedIn], await db.AuditEntries.Select(entry => entry.Kind).ToListAsync());
    }

    [Fact]
    public async Task Whose_account_is_erased_is_no_longer_named_and_what_was_done_stays()
    {
        var player = _club.Players[0];
        Assert.Null(await _club.Accounts.GiveAsync(Admin, player.Id, RoleNames.Observer));
        Assert.Null(await _club.Accounts.DeleteAsync(Admin, player.Id));

        var lines = await LinesAsync();

        Assert.Equal([AuditKinds.RoleGiven, AuditKinds.Erased], lines.Select(line => line.Kind));
        Assert.StartsWith("person ", lines[0].Subject, StringComparison.Ordinal);
        Assert.Equal(lines[0].Subject, lines[1].Subject);
        await using var db = await DbAsync();
        Assert.False(await db.AuditPeople.AnyAsync(person => person.UserId == player.Id || person.Name == player.DisplayName));
    }

    [Fact]
    public async Task The_page_filters_pages_and_exports_for_admins()
    {
        var audit = App.Services.GetRequiredService<AuditLog>();
        for (var i = 0; i < 60; i++)
        {
            await audit.WriteAsync(AuditKinds.SignedIn, _club.Trainer.Id, detail: $"mark-{i:D2}");
        }

        await audit.WriteAsync(AuditKinds.Locked, _club.Admin.Id, _club.Players[0].Id, "=1+1");
        using var browser = await App.CreateClientAsync(_club.Admin);
        var first = await PageAsync(browser, "admin/audit");
        Assert.Contains("mark-59", first, StringComparison.Ordinal);
        Assert.DoesNotContain("mark-05", first, StringComparison.Ordinal);
        var older = System.Text.RegularExpressions.Regex.Match(first, "href=\"(admin/audit\\?[^\"]*before=\\d+)\"").Groups[1].Value;
        Assert.Contains("mark-05", await PageAsync(browser, WebUtility.HtmlDecode(older)), StringComparison.Ordinal);
        var filtered = await PageAsync(browser, "admin/audit?kind=locked&person=Mia&from=&to=");
        Assert.Contains("Mia Berg", filtered, StringComparison.Ordinal);
        Assert.DoesNotContain("mark-", filtered, StringComparison.Ordinal);

        var lines = (await PageAsync(browser, "admin/audit/export?format=jsonl")).TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal([AuditKinds.AuditExported, AuditKinds.Locked], lines.Take(2).Select(line => line.GetProperty("kind").GetString()));
        Assert.Equal(62, lines.Count);
        var table = await PageAsync(browser, "admin/audit/export?format=csv&kind=locked");
        Assert.StartsWith("id,at,kind,actor,subject,sessionId,detail\r\n", table, StringComparison.Ordinal);
        Assert.EndsWith(",locked,Ada Admin,Mia Berg,,'=1+1\r\n", table, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("admin/audit")]
    [InlineData("admin/audit/export?format=csv")]
    public async Task Nobody_but_admins_reads_it(string path)
    {
        using var trainer = await App.CreateClientAsync(_club.Trainer);
        using var anybody = App.CreateClient();

        Assert.Equal("/account/denied", await LeadsToAsync(trainer, path));
        Assert.Equal("/account/login", await LeadsToAsync(anybody, path));
    }

    [Fact]
    public async Task Who_took_data_away_stands_in_it()
    {
        var session = await _club.PlanAsync();
        using var api = App.CreateClient(await App.TokenForAsync(_club.Trainer));
        await api.GetStringAsync(new Uri($"api/v1/sessions/{session}/events", UriKind.Relative));
        using var browser = await App.CreateClientAsync(_club.Players[0]);
        await (await PageForm.OpenAsync(browser, "account/manage/data", "Download my data")).SendForPageAsync();

        var lines = await LinesAsync();

        Assert.Contains(lines, line => line is { Kind: AuditKinds.EventsExported, Actor: "Toni Trainer" } && line.SessionId == session);
        Assert.Contains(lines, line => line is { Kind: AuditKinds.DataDownloaded, Actor: "Mia Berg" });
    }

    private static Task<string> PageAsync(HttpClient browser, string path) => browser.GetStringAsync(new Uri(path, UriKind.Relative));

    private static async Task<string> LeadsToAsync(HttpClient browser, string path)
    {
        using var response = await browser.GetAsync(new Uri(path, UriKind.Relative));
        return response.Headers.Location?.AbsolutePath ?? response.StatusCode.ToString();
    }

    private static async Task SignInAsync(HttpClient browser, string email, string password) =>
        await (await PageForm.OpenAsync(browser, "account/login", "Sign in")).With("email", email).With("password", password).SendAsync();

    private Task<TrainingHubDb> DbAsync() => App.Services.GetRequiredService<IDbContextFactory<TrainingHubDb>>().CreateDbContextAsync();

    // Oldest first.
    private async Task<ImmutableArray<AuditLine>> LinesAsync() =>
        [.. (await App.Services.GetRequiredService<AuditReading>().PageAsync(new AuditFilter(), null, CancellationToken.None)).Reverse()];
}
