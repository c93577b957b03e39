using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Security;
using TrainingHub.Tests.Web.Hubs;
using TrainingHub.Web.Data;
using TrainingHub.Web.Joining;
using TrainingHub.Web.Server;

namespace TrainingHub.Tests.Web.Joining;

/// <summary>Coming into a session by its code: as who one is, or as a guest; and what a guest may do, which is to play.</summary>
public sealed class JoinTests(HubStage stage) : IClassFixture<HubStage>
{
    private Caller Trainer => new(stage.Trainer.Id, stage.Trainer.DisplayName, Roles.Trainer);

    private ISessions Sessions => stage.App.Services.GetRequiredService<ISessions>();

    private Guests Guests => stage.App.Services.GetRequiredService<Guests>();

    [Fact]
    public async Task Who_is_on_the_roster_confirms_who_they_are_and_is_in()
    {
        var (sessionId, code) = await OpenAsync(Admission.Roster);
        using var browser = await stage.App.CreateClientAsync(stage.Player);

        var form = await PageForm.OpenAsync(browser, $"join/{code}", "Come in", near: "You are Pia Player");
        var answer = await form.SendAsync();

        Assert.Equal((HttpStatusCode.Redirect, $"/sessions/{sessionId}/play"), (answer.Status, answer.Redirect));
    }

    [Fact]
    public async Task Who_is_not_is_told_so_unless_the_code_lets_in_any_player()
    {
        var late = await stage.App.CreateUserAsync("Lara Late", RoleNames.Player);
        using var browser = await stage.App.CreateClientAsync(late);
        var (closed, closedCode) = await OpenAsync(Admission.Roster);
        var (open, openCode) = await OpenAsync(Admission.Players);

        var refused = await (await PageForm.OpenAsync(browser, $"join/{closedCode}", "Come in")).SendAsync();
        var taken = await (await PageForm.OpenAsync(browser, $"join/{openCode}", "Come in")).SendAsync();

        Assert.Contains("ask its trainer", refused.Notice, StringComparison.Ordinal);
        Assert.Equal($"/sessions/{open}/play", taken.Redirect);
        Assert.False((await StateAsync(closed)).Players.ContainsKey(late.Id));
        Assert.Equal("Lara Late", (await StateAsync(open)).Players[late.Id].Profile.Name);
    }

    [Fact]
    public async Task A_code_is_typed_as_it_comes_and_one_that_is_unknown_over_or_renewed_opens_nothing()
    {
        var (sessionId, code) = await OpenAsync(Admission.Guests);
        using var browser = stage.App.CreateClient();
        using var typed = await browser.GetAsync(new Uri($"join?code={code[..3].ToLowerInvariant()}-{code[3..]}", UriKind.Relative));
        Assert.Equal($"/join/{code}", new Uri(stage.App.Address, typed.Headers.Location!).AbsolutePath);

        var codes = stage.App.Services.GetRequiredService<JoinCodes>();
        var renewed = (await codes.RenewAsync(Trainer, sessionId, CancellationToken.None)).Code!;
        Assert.NotEqual(code, renewed);
        Assert.Contains("No session waits", await browser.GetStringAsync(new Uri($"join/{code}", UriKind.Relative)), StringComparison.Ordinal);
        Assert.Contains("First name", await browser.GetStringAsync(new Uri($"join/{renewed}", UriKind.Relative)), StringComparison.Ordinal);
        await SendAsync(sessionId, new SessionCommand.Cancel(null));
        await stage.App.Services.GetRequiredService<TrainingHub.Core.Sessions.Live.ISessionProjection>().CaughtUpAsync(sessionId, 0, CancellationToken.None);
        Assert.Contains("No session waits", await browser.GetStringAsync(new Uri($"join/{renewed}", UriKind.Relative)), StringComparison.Ordinal);
        await codes.SweepAsync(CancellationToken.None);
        await using var db = await DbAsync();
        Assert.False(await db.JoinCodes.AnyAsync(row => row.SessionId == sessionId));
    }

    [Theory]
    [InlineData("", "1 to 30")]
    [InlineData("   ", "1 to 30")]
    [InlineData("An unreasonably long name for somebody", "1 to 30")]
    [InlineData("<b>Lena</b>", "letters")]
    [InlineData("'-. ", "letters")]
    [InlineData("Lena123", "letters")]
    public void A_guests_name_is_a_first_name(string name, string says)
        => Assert.Contains(says, Guests.Fault(name.Trim()), StringComparison.Ordinal);

    [Theory]
    [InlineData("Lena")]
    [InlineData("Jean-Luc")]
    [InlineData("Zoë")]
    [InlineData("Дмитрий")]
    [InlineData("O’Neil J.")]
    public void Names_of_all_scripts_are_taken(string name) => Assert.Null(Guests.Fault(name));

    [Fact]
    public async Task A_guest_comes_in_is_known_as_one_plays_and_does_nothing_else()
    {
        var (sessionId, code) = await OpenAsync(Admission.Guests);
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = stage.App.Address };

        var answer = await (await PageForm.OpenAsync(browser, $"join/{code}", "Come in as a guest")).With("name", "Lena").SendAsync();

        Assert.Equal($"/sessions/{sessionId}/play", answer.Redirect);
        var guest = (await StateAsync(sessionId)).Roster.Single(player => player.Profile.IsGuest);
        Assert.Equal("Lena", guest.Profile.Name);
        using var trainer = stage.App.CreateClient(await stage.App.TokenForAsync(stage.Trainer));
        var seen = await trainer.GetFromJsonAsync<JsonElement>($"/api/v1/sessions/{sessionId}");
        Assert.True(seen.GetProperty("players").EnumerateArray().Single(player => player.GetProperty("playerId").GetString() == guest.PlayerId).GetProperty("guest").GetBoolean());
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(new Uri($"sessions/{sessionId}/play", UriKind.Relative))).StatusCode);

        var own = $"/sessions/{sessionId}/play";
        var other = await stage.NewSessionAsync();
        foreach (var (route, _) in Pages.All.Where(page => page.Route is not ("/join" or "/join/{Code}" or "/error" or "/not-found")))
        {
            using var page = await browser.GetAsync(new Uri(Pages.Path(route, other), UriKind.Relative));
            Assert.True(page.StatusCode == HttpStatusCode.Redirect && new Uri(stage.App.Address, page.Headers.Location!).AbsolutePath == own, $"{route}: {page.StatusCode}");
        }

        var (redirect, _) = await TrainingHub.Tests.Web.Tokens.OAuthClient.AuthorizeAsync(browser, "http://127.0.0.1:5000/");
        Assert.Equal(own, new Uri(stage.App.Address, redirect!).AbsolutePath);
        foreach (var path in new[] { "/connect/verify", "/api/v1/sessions", "/metrics", "/account/manage/download", "/calendar/" + new string('a', 32) + ".ics" })
        {
            using var door = await browser.GetAsync(new Uri(path, UriKind.Relative));
            Assert.True(door.StatusCode == HttpStatusCode.Redirect && new Uri(stage.App.Address, door.Headers.Location!).AbsolutePath == own, $"{path}: {door.StatusCode}");
            using var post = await browser.PostAsync(new Uri(path, UriKind.Relative), null);
            Assert.True(post.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.BadRequest, $"{path}: {post.StatusCode}"); // OpenIddict refuses its own before
        }
    }

    [Fact]
    public async Task A_guest_is_offered_to_nobody_gets_no_token_and_cannot_be_put_into_another_session()
    {
        var (sessionId, _) = await OpenAsync(Admission.Guests);
        var guest = (await Guests.ComeAsync(sessionId, "Gus", CancellationToken.None)).Guest!;
        var other = await stage.NewSessionAsync();

        Assert.DoesNotContain((await stage.App.Services.GetRequiredService<TrainingHub.Web.Planning.PlanChoices>().ForAsync(Trainer, CancellationToken.None)).Players, player => player.Id == guest.Id);
        var rosters = stage.App.Services.GetRequiredService<TrainingHub.Web.Sessions.RosterChanges>();
        Assert.Equal(RefusalCode.Invalid, (await rosters.AddAsync(Trainer, other, guest.Id, CancellationToken.None)).Refusal?.Code);
        Assert.Equal(RefusalCode.Conflict, (await rosters.MoveAsync(Trainer, sessionId, guest.Id, other, CancellationToken.None)).Refusal?.Code);
        Assert.Null(await stage.App.Services.GetRequiredService<TrainingHub.Web.Accounts.Invitations>().ResetAsync(guest.Email!));
    }

    [Fact]
    public async Task A_session_that_takes_no_guests_or_no_more_leaves_none_behind()
    {
        var (closed, _) = await OpenAsync(Admission.Players);
        await using var db = await DbAsync();

        Assert.Equal(RefusalCode.Forbidden, (await Guests.ComeAsync(closed, "Gus", CancellationToken.None)).Refusal?.Code);

        Assert.False(await db.Users.AnyAsync(user => user.GuestOf == closed));
    }

    [Fact]
    public async Task When_the_session_is_over_the_guests_sign_in_ends_and_a_day_later_the_account_goes_and_the_recording_keeps_the_first_name()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var own = await HubStage.OpenAsync(_ => { });
        var guests = ActivatorUtilities.CreateInstance<Guests>(own.App.Services, time);
        var sessionId = await own.NewSessionAsync();
        var trainer = new Caller(own.Trainer.Id, "", Roles.Trainer);
        var sessions = own.App.Services.GetRequiredService<ISessions>();
        foreach (var command in new SessionCommand[] { new SessionCommand.ChooseAdmission(Admission.Guests), new SessionCommand.Start() })
        {
            Assert.True((await sessions.SendAsync(trainer, sessionId, command, null, CancellationToken.None)).Ok);
        }

        var guest = (await guests.ComeAsync(sessionId, "Lena", CancellationToken.None)).Guest!;
        await guests.SweepAsync(CancellationToken.None);
        Assert.False((await FindAsync())!.IsLockedByAdmin);
        Assert.True((await sessions.SendAsync(trainer, sessionId, new SessionCommand.End(), null, CancellationToken.None)).Ok);
        await own.App.Services.GetRequiredService<TrainingHub.Core.Sessions.Live.ISessionProjection>().CaughtUpAsync(sessionId, 0, CancellationToken.None);

        time.Advance(Guests.SignedInAfterEnd + TimeSpan.FromMinutes(1));
        await guests.SweepAsync(CancellationToken.None);
        var locked = await FindAsync();
        Assert.True(locked!.IsLockedByAdmin);
        Assert.NotEqual(guest.SecurityStamp, locked.SecurityStamp);
        time.Advance(Guests.KeptAfterEnd);
        await guests.SweepAsync(CancellationToken.None);

        Assert.Null(await FindAsync());
        Assert.Equal("Lena", (await sessions.FindAsync(trainer, sessionId, CancellationToken.None)).View!.State.Players[guest.Id].Profile.Name);

        async Task<User?> FindAsync()
        {
            await using var db = await own.App.Services.GetRequiredService<IDbContextFactory<TrainingHubDb>>().CreateDbContextAsync();
            return await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == guest.Id);
        }
    }

    [Fact]
    public async Task Who_guesses_codes_has_to_wait_and_many_who_guess_together_let_nobody_in_by_a_code_alone()
    {
        await using var app = await WebApp.StartAsync(web => web.UseSetting("Server:TrustedProxies:0", "127.0.0.0/8").UseSetting("Limits:Address:Join:Burst", "3").UseSetting("Limits:Address:Join:Period", "00:10:00"));
        using var client = app.CreateClient();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("join/AAAAAA", UriKind.Relative))).StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await client.GetAsync(new Uri("join/AAAAAA", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await client.GetAsync(new Uri("join?code=AAAAAA", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("join", UriKind.Relative))).StatusCode);

        var admission = app.Services.GetRequiredService<CodeAdmission>();
        for (var i = 0; i < WrongCodes.Burst; i++)
        {
            Assert.Null(await admission.FindAsync("nonsense", CancellationToken.None));
        }

        var open = new OpenSession("Session00001", "", "", null, SessionStatus.Scheduled, Admission.Guests);
        Assert.Equal(RefusalCode.RateLimited, (await admission.ComeAsync("Gus", open, CancellationToken.None)).Refusal?.Code);
    }

    [Fact]
    public void Nothing_in_a_code_looks_like_something_else()
    {
        Assert.Null(JoinCodes.Read("ABCDEF"));
        Assert.Equal("ACDEFG", JoinCodes.Read(" acd-efg "));
        Assert.Null(JoinCodes.Read("ACDEF"));
        Assert.Null(JoinCodes.Read(new string('A', 5000)));
    }

    [Fact]
    public async Task A_wall_shows_the_new_code_when_another_one_was_made_elsewhere()
    {
        var (sessionId, code) = await OpenAsync(Admission.Guests);
        var state = await StateAsync(sessionId);
        await using var wall = new BunitContext();
        foreach (var type in new[] { typeof(JoinCodes), typeof(JoinCodeNews), typeof(ISessions), typeof(PublicAddress) })
        {
            wall.Services.AddSingleton(type, stage.App.Services.GetRequiredService(type));
        }

        wall.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        var user = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", stage.Observer.Id), new Claim("name", "Ona"), new Claim("role", RoleNames.Observer)], "test", "name", "role"));
        var panel = wall.Render<JoinPanel>(parameters => parameters.Add(one => one.State, state).Add(one => one.Wall, true).AddCascadingValue(Task.FromResult(new AuthenticationState(user))));
        panel.WaitForAssertion(() => Assert.Contains(code, panel.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(20));

        var renewed = (await stage.App.Services.GetRequiredService<JoinCodes>().RenewAsync(Trainer, sessionId, CancellationToken.None)).Code!;

        panel.WaitForAssertion(() => Assert.Contains(renewed, panel.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        Assert.DoesNotContain(code, panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guest_who_is_removed_does_not_walk_in_again_with_the_code_that_they_know_and_a_removed_player_changes_no_code()
    {
        var (sessionId, code) = await OpenAsync(Admission.Guests);
        var codes = stage.App.Services.GetRequiredService<JoinCodes>();
        var guest = (await Guests.ComeAsync(sessionId, "Gus", CancellationToken.None)).Guest!;

        await SendAsync(sessionId, new SessionCommand.Kick(stage.OtherPlayer.Id, null));
        await CaughtUpAsync(sessionId);
        Assert.Equal(sessionId, await codes.FindAsync(code, CancellationToken.None));
        await SendAsync(sessionId, new SessionCommand.Kick(guest.Id, null));
        await CaughtUpAsync(sessionId);

        Assert.Null(await codes.FindAsync(code, CancellationToken.None));
        Assert.NotEqual(code, (await codes.OfAsync(Trainer, sessionId, CancellationToken.None)).Code);
    }

    [Fact]
    public async Task Of_a_guests_heart_rate_observers_see_the_zone_at_most_and_the_form_says_who_sees_what()
    {
        var (sessionId, code) = await OpenAsync(Admission.Guests);
        using var browser = stage.App.CreateClient();

        Assert.Contains("of the heart rate at most its zone", await browser.GetStringAsync(new Uri($"join/{code}", UriKind.Relative)), StringComparison.Ordinal);
        var guest = (await Guests.ComeAsync(sessionId, "Gus", CancellationToken.None)).Guest!;

        Assert.Equal(HeartRateVisibility.Zone, (await StateAsync(sessionId)).Players[guest.Id].Profile.ObserversSee);
        await using var db = await DbAsync();
        Assert.Equal(HeartRateVisibility.Zone, (await db.Users.AsNoTracking().SingleAsync(user => user.Id == guest.Id)).HeartRateForObservers);
    }

    [Fact]
    public async Task The_address_that_the_api_hands_on_is_the_one_that_the_operator_set()
    {
        await using var own = await HubStage.OpenAsync(web => web.UseSetting("Server:PublicUrl", "https://hub.example.org/training/"));
        var sessionId = await own.NewSessionAsync();
        using var trainer = own.App.CreateClient(await own.App.TokenForAsync(own.Trainer));

        var answer = await trainer.GetFromJsonAsync<JsonElement>($"/api/v1/sessions/{sessionId}/join-code");

        Assert.Equal($"https://hub.example.org/training/join/{answer.GetProperty("code").GetString()}", answer.GetProperty("address").GetString());
    }

    private Task CaughtUpAsync(string sessionId) => stage.App.Services.GetRequiredService<TrainingHub.Core.Sessions.Live.ISessionProjection>().CaughtUpAsync(sessionId, 0, CancellationToken.None);

    private async Task<(string SessionId, string Code)> OpenAsync(Admission admits)
    {
        var sessionId = await stage.NewSessionAsync();
        await SendAsync(sessionId, new SessionCommand.ChooseAdmission(admits));
        return (sessionId, (await stage.App.Services.GetRequiredService<JoinCodes>().OfAsync(Trainer, sessionId, CancellationToken.None)).Code!);
    }

    private async Task SendAsync(string sessionId, SessionCommand command) => Assert.True((await Sessions.SendAsync(Trainer, sessionId, command, null, CancellationToken.None)).Ok);

    private async Task<SessionState> StateAsync(string sessionId) => (await Sessions.FindAsync(Trainer, sessionId, CancellationToken.None)).View!.State;

    private Task<TrainingHubDb> DbAsync() => stage.App.Services.GetRequiredService<IDbContextFactory<TrainingHubDb>>().CreateDbContextAsync();
}
