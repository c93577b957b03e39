using System.Net;
using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Web;
using TrainingHub.Tests.Web.Hubs;

namespace TrainingHub.Tests.Security;

/// <summary>Every page by every kind of caller, out of the table of permissions.</summary>
public sealed class PageWhoMayTests(HubStage stage) : IClassFixture<HubStage>
{
    private const string Nobody = "nobody", NoRole = "no role";

    // Where the answer may be the way to another page: home sends each to their place, a dashboard a player to their own view, an old step of a sign-in to its first.
    private static readonly string[] _senders = ["/", "/account/second-factor", "/account/setup", "/sessions/{SessionId}", "/sessions/{SessionId}/watch"];

    public static TheoryData<string> Routes => [.. Pages.All.Select(page => page.Route)];

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_page_opens_to_whom_the_table_says(string route)
    {
        var page = Pages.All.First(page => page.Route == route).Page;
        var sessionId = await stage.NewSessionAsync();
        List<string> wrong = [];
        foreach (var caller in (string[])[Nobody, NoRole, .. WhoMay.Callers])
        {
            using var client = await BrowserAsync(caller);
            using var response = await client.GetAsync(new Uri(Pages.Path(route, sessionId), UriKind.Relative));
            var expected = Pages.Expected(page, caller == Nobody ? null : RolesOf(caller), WhoMay.RelationOf(caller, aboutThisPlayer: false));
            var verdict = Verdict(response);
            if (verdict != expected && !(expected == "ok" && _senders.Contains(route) && verdict is "sent on" or "sign in"))
            {
                wrong.Add($"{caller}: {verdict} instead of {expected}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task A_player_who_was_removed_is_told_so_and_sees_nothing()
    {
        var sessionId = await stage.NewSessionAsync();
        await using var trainer = await stage.JoinAsync(stage.Trainer, sessionId, "trainer");
        await trainer.MustAsync("training:player:kick", new { sessionId, playerId = stage.Player.Id });
        using var player = await stage.App.CreateClientAsync(stage.Player);

        foreach (var (path, status) in new[] { ("", HttpStatusCode.NotFound), ("/watch", HttpStatusCode.NotFound), ("/replay", HttpStatusCode.NotFound), ("/play", HttpStatusCode.OK) })
        {
            using var response = await player.GetAsync(new Uri($"sessions/{sessionId}{path}", UriKind.Relative));
            Assert.Equal(status, response.StatusCode);
            Assert.DoesNotContain(stage.OtherPlayer.DisplayName, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    private async Task<HttpClient> BrowserAsync(string caller) => caller switch
    {
        Nobody => stage.App.CreateClient(),
        NoRole => await stage.App.CreateClientAsync(await stage.App.CreateUserAsync("Nora")),
        _ => await stage.App.CreateClientAsync(WhoMay.UserOf(stage, caller)),
    };

    private static Roles RolesOf(string caller) => caller == NoRole ? Roles.None : WhoMay.RolesOf(caller);

    private static string Verdict(HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.OK => "ok",
        HttpStatusCode.NotFound => "not_found",
        HttpStatusCode.Redirect when response.Headers.Location!.ToString().Contains("/account/login", StringComparison.Ordinal) => "sign in",
        HttpStatusCode.Redirect when response.Headers.Location!.ToString().Contains("/account/denied", StringComparison.Ordinal) => "denied",
        HttpStatusCode.Redirect => "sent on",
        _ => response.StatusCode.ToString(),
    };
}
