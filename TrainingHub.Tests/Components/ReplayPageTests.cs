using System.Collections.Immutable;
using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TrainingHub.Bench.Replay;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Sessions.Live;
using TrainingHub.Tests.Core.Sessions.Live;
using TrainingHub.Web.Journal;
using TrainingHub.Web.Replay;
using TrainingHub.Web.Sharing;

namespace TrainingHub.Tests.Components;

/// <summary>The replay page over real sessions, read back from a journal in memory.</summary>
public sealed class ReplayPageTests : BunitContext, IAsyncLifetime, ISessionProjection
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private static readonly DateTimeOffset _start = TestSession.Begin;

    private static readonly NewSession _session = TestSession.New(TestSession.Workout) with
    {
        Players = [.. Enumerable.Range(0, 4).Select(i => new RosterPlayer($"p{i}", $"Player {i}", i, new Thresholds(190)))],
        Observers = [new SessionObserver("olga", "Olga")],
    };

    private readonly CountingTime _time = new();
    private readonly StagedJournal _journal = new();
    private readonly SharingNews _news = new();
    private readonly LiveSessions _sessions;

    public ReplayPageTests()
    {
        _sessions = new LiveSessions(_journal, this, SessionsSettings.Default, TimeProvider.System, NullLogger<LiveSessions>.Instance);
        Services.AddSingleton<ISessions>(_sessions);
        Services.AddSingleton<TimeProvider>(_time);
        Services.AddSingleton(_news);
        Services.AddLogging();
        Services.AddLocalization();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public async Task It_begins_at_the_start_and_stands()
    {
        var page = await OpenAsync();

        Assert.Equal($"{_start.ToUnixTimeMilliseconds()}|0|0", Clock(page));
        Assert.Equal(4, page.FindAll("article").Count);
        Assert.Equal("Play", page.Find(".play").TextContent);
        Assert.Equal(0, _time.Timers);
    }

    [Fact]
    public async Task It_moves_while_it_plays_and_nothing_runs_when_it_is_paused()
    {
        var page = await OpenAsync();
        await page.FindAll(".speeds button").Single(speed => speed.TextContent == "60×").ClickAsync();

        await page.Find(".play").ClickAsync();
        Assert.Equal(1, _time.Timers);
        Pass(page, 250);
        page.WaitForAssertion(() => Assert.Equal($"{_start.AddSeconds(15).ToUnixTimeMilliseconds()}|60|0", Clock(page)), _patience);

        await page.Find(".play").ClickAsync();
        Assert.Equal(0, _time.Timers);
        Assert.Equal($"{_start.AddSeconds(15).ToUnixTimeMilliseconds()}|0|0", Clock(page));
    }

    [Fact]
    public async Task Nothing_runs_when_it_came_to_the_end()
    {
        var page = await OpenAsync();
        await page.Find("[data-key=End]").ClickAsync();
        await page.Find("[data-key=ArrowLeft]").ClickAsync();
        await page.Find(".play").ClickAsync();

        Pass(page, 6000);

        page.WaitForAssertion(() => Assert.Equal(("Play", 0), (page.Find(".play").TextContent, _time.Timers)), _patience);
    }

    [Fact]
    public async Task Nothing_runs_when_the_page_is_gone()
    {
        var page = await OpenAsync();
        await page.Find(".play").ClickAsync();
        Assert.Equal(1, _time.Timers);

        await DisposeComponentsAsync();

        Assert.Equal(0, _time.Timers);
    }

    [Fact]
    public async Task A_session_that_still_runs_is_read_on_from_where_one_stands()
    {
        var page = await OpenAsync(RecordedTraining.Of(_session, _start, TimeSpan.FromMinutes(15)).Where(happened => happened.At < _start.AddMinutes(5)));
        Assert.Contains("This session still runs.", page.Markup, StringComparison.Ordinal);
        await page.Find("input[type=range]").ChangeAsync("120");

        await page.FindAll("button").Single(button => button.TextContent == "Read on").ClickAsync();

        Assert.StartsWith($"{_start.AddSeconds(120).ToUnixTimeMilliseconds()}|0|", Clock(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_choice_that_a_player_makes_meanwhile_shows_at_once_where_one_stands()
    {
        var page = await OpenAsync(caller: "olga", role: "observer");
        await page.Find("input[type=range]").ChangeAsync("120");
        Assert.NotEmpty(Rate(page));

        await _sessions.SendAsync(Caller.System, "session", new SessionCommand.ChooseSharing("p1", new SharingChoice(HeartRateVisibility.Hidden, null)), null, CancellationToken.None);
        await Task.Yield(); // the answer came in the session's own thread, which the wait must not hold
        _news.Raise("session");

        page.WaitForAssertion(() => Assert.Empty(Rate(page)));
        Assert.StartsWith($"{_start.AddSeconds(120).ToUnixTimeMilliseconds()}|0|", Clock(page), StringComparison.Ordinal);

        static string Rate(IRenderedComponent<ReplayPage> page)
            => string.Concat(page.FindAll("article").Single(tile => tile.GetAttribute("aria-label") == "Player 1").QuerySelector(".bpm")!.TextContent.Where(char.IsDigit));
    }

    [Fact]
    public async Task A_player_sees_themselves_alone()
    {
        var page = await OpenAsync(caller: "p1", role: "player");

        Assert.Equal(["Player 1"], page.FindAll("article .name").Select(name => name.TextContent));
        Assert.DoesNotContain(page.FindAll("#mark-list button"), mark => mark.TextContent.Contains("Player 2", StringComparison.Ordinal));
        Assert.Equal("sessions/session/play", page.Find(".controls a").GetAttribute("href"));
    }

    [Fact]
    public async Task Who_may_not_see_the_session_finds_none()
        => Assert.Equal("No such session", (await OpenAsync(caller: "someone", role: "trainer")).Find("h1").TextContent);

    [Fact]
    public async Task A_session_that_has_not_started_has_nothing_to_show()
        => Assert.Equal("Nothing is recorded yet", (await OpenAsync([new SessionEvent.Created(_session) { At = _start }])).Find("h1").TextContent);

    [Fact]
    public async Task A_damaged_recording_is_named_as_that_and_nothing_of_it_is_shown()
    {
        _journal.Damage = new JournalDamagedException("journal.db", "session", 12, "its checksum is wrong");

        var page = await OpenAsync();

        Assert.Equal("This recording is damaged", page.Find("h1").TextContent);
        Assert.Empty(page.FindAll("article"));
    }

    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => _sessions.DisposeAsync().AsTask();

    void ISessionProjection.Committed(SessionState state, ImmutableArray<SessionEvent> events)
    {
    }

    Task ISessionProjection.CaughtUpAsync(string sessionId, long seq, CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<IRenderedComponent<ReplayPage>> OpenAsync(IEnumerable<SessionEvent>? events = null, string caller = "trainer", string role = "trainer")
    {
        await _journal.AppendAsync(_session.SessionId, 1, [.. events ?? RecordedTraining.Of(_session, _start, TimeSpan.FromMinutes(15))], CancellationToken.None);
        var user = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", caller), new Claim("name", caller), new Claim("role", role)], "test"));
        var page = Render<ReplayPage>(parameters => parameters
            .AddCascadingValue(Task.FromResult(new AuthenticationState(user)))
            .Add(page => page.SessionId, _session.SessionId));
        page.WaitForElement("h1", _patience);
        return page;
    }

    private static string? Clock(IRenderedComponent<ReplayPage> page) => page.Find("replay-clock").GetAttribute("data");

    private void Pass(IRenderedComponent<ReplayPage> page, int milliseconds)
    {
        var before = Clock(page);
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        page.WaitForState(() => Clock(page) != before, _patience);
    }

    /// <summary>Time that the test moves, and that knows how many timers wait for it.</summary>
    private sealed class CountingTime : FakeTimeProvider
    {
        private int _timers;

        public int Timers => _timers;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Increment(ref _timers);
            return new Counted(base.CreateTimer(callback, state, dueTime, period), this);
        }

        private sealed class Counted(ITimer timer, CountingTime time) : ITimer
        {
            private int _disposed;

            public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

            public void Dispose()
            {
                if (Interlocked.Exchange(ref _disposed, 1) == 0)
                {
                    Interlocked.Decrement(ref time._timers);
                    timer.Dispose();
                }
            }

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
