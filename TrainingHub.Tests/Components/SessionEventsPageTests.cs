using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Core.Sessions;
using TrainingHub.Tests.Core.Sessions.Live;
using TrainingHub.Web.Admin;

namespace TrainingHub.Tests.Components;

/// <summary>A session's events in the cockpit, over real sessions that are journalled in memory.</summary>
public sealed class SessionEventsPageTests : BunitContext, IAsyncLifetime
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider _time = new(Examples.T0);
    private readonly LiveStage _stage = new(unlimited: true);

    public SessionEventsPageTests()
    {
        Services.AddSingleton<ISessions>(_stage.Sessions);
        Services.AddSingleton<TimeProvider>(_time);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    public async Task InitializeAsync()
        => Assert.True((await _stage.Sessions.CreateAsync(Examples.Trainer, Examples.NewSession, CancellationToken.None)).Ok);

    Task IAsyncLifetime.DisposeAsync() => _stage.DisposeAsync().AsTask();

    [Fact]
    public async Task It_shows_what_is_in_the_journal_newest_first_and_what_comes()
    {
        await _stage.MustAsync(Examples.Ada, Sample(Examples.Ada, 141));
        var page = Open();
        Assert.Equal(["2 metrics Ada", "1 created "], Lines(page));
        Assert.Contains("\"heartRate\":141", page.Find("tbody code").TextContent, StringComparison.Ordinal);
        Assert.Contains("\"deviceId\":\"strap 7\"", page.Find("tbody code").TextContent, StringComparison.Ordinal);

        await _stage.MustAsync(Examples.Trainer, new SessionCommand.Start());
        _time.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Equal(["3 started ", "2 metrics Ada", "1 created "], Lines(page)), _patience);
    }

    [Fact]
    public async Task One_player_can_be_followed_among_all_the_others()
    {
        await _stage.MustAsync(Examples.Ben, Sample(Examples.Ben, 90));
        await _stage.MustAsync(Examples.Ada, Sample(Examples.Ada, 141));
        var page = Open();

        await page.Find("select").ChangeAsync(Examples.Ben.UserId);
        Assert.Equal(["2 metrics Ben"], Lines(page));

        await _stage.MustAsync(Examples.Ada, Sample(Examples.Ada, 142));
        await _stage.MustAsync(Examples.Ben, Sample(Examples.Ben, 91));
        _time.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Equal(["5 metrics Ben", "2 metrics Ben"], Lines(page)), _patience);
    }

    [Fact]
    public async Task However_much_comes_it_holds_the_newest_lines_alone()
    {
        var page = Open();
        var newest = 0L;
        for (var i = 0; i < EventTail.Most + 50; i++)
        {
            newest = await _stage.MustAsync(Examples.Ada, Sample(Examples.Ada, 100 + (i % 50)));
        }

        _time.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Equal(newest, page.FindAll("tbody tr") is [var first, ..] ? long.Parse(first.Children[0].TextContent, System.Globalization.CultureInfo.InvariantCulture) : 0), _patience);
        Assert.Equal(EventTail.Most, page.FindAll("tbody tr").Count);
    }

    [Fact]
    public void An_id_of_no_session_says_so()
        => Assert.Contains("There is no such session", Open("nowhere").Find(".state").TextContent, StringComparison.Ordinal);

    [Theory]
    [InlineData("ada", Roles.Player)]
    [InlineData("olga", Roles.Observer)]
    [InlineData("trainer2", Roles.Trainer)]
    public async Task Nobody_but_staff_is_told_of_them_whatever_page_asks(string userId, Roles roles)
    {
        var tail = new EventTail(_stage.Sessions, new Caller(userId, userId, roles), Examples.SessionId, playerId: null);

        Assert.NotNull((await tail.ReadOnAsync(CancellationToken.None)).Refusal);
        Assert.Empty(tail.Lines);
    }

    private IRenderedComponent<SessionEventsPage> Open(string sessionId = Examples.SessionId)
    {
        var admin = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", "admin"), new Claim("name", "Ann"), new Claim("role", "admin")], "test"));
        var page = Render<SessionEventsPage>(parameters => parameters
            .AddCascadingValue(Task.FromResult(new AuthenticationState(admin)))
            .Add(page => page.SessionId, sessionId));
        page.WaitForElement("h1", _patience);
        return page;
    }

    private static IEnumerable<string> Lines(IRenderedComponent<SessionEventsPage> page)
        => page.FindAll("tbody tr").Select(line => $"{line.Children[0].TextContent} {line.Children[2].TextContent} {line.Children[3].TextContent}");

    private static SessionCommand.ReportMetrics Sample(Caller player, double heartRate)
        => new(player.UserId, "strap 7", null, new MetricValues.Builder().Set(Metric.HeartRate, heartRate).Build());
}
