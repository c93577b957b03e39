using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Sessions.Live;
using TrainingHub.Core.Workouts;
using TrainingHub.Web.Dashboard;
using TrainingHub.Web.Play;
using TrainingHub.Web.Telemetry;

namespace TrainingHub.Tests.Components;

/// <summary>A page's presence against real live sessions, journalled in memory.</summary>
public sealed class PlayPresenceTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly Caller _trainer = new("t", "Toni", Roles.Trainer);
    private static readonly Caller _me = new("p", "Mia", Roles.Player);

    private readonly Channel<SessionView> _seen = Channel.CreateUnbounded<SessionView>();
    private readonly InMemorySessionJournal _journal = new();
    private readonly LiveSessions _sessions;
    private readonly DoorMeter _meter = new(new Meter("play"), TimeProvider.System);

    public PlayPresenceTests() => _sessions = new(
        _journal, new NoProjection(),
        new SessionsSettings(SessionLimits.Default, TimeSpan.FromHours(1), TimeSpan.FromMilliseconds(1)), TimeProvider.System, NullLogger<LiveSessions>.Instance);

    public async Task InitializeAsync() => Assert.True((await _sessions.CreateAsync(
        _trainer,
        new NewSession("s", ExampleWorkouts.All[0], "t", "Toni", null, null, false, [new RosterPlayer("p", "Mia", 7, Thresholds.Unknown)], []),
        CancellationToken.None)).Ok);

    public async Task DisposeAsync() => await _sessions.DisposeAsync();

    ValueTask IAsyncDisposable.DisposeAsync() => _sessions.DisposeAsync();

    [Fact]
    public async Task A_player_is_there_while_the_page_is_and_lost_when_it_goes()
    {
        var page = Page();
        Assert.Null(await page.JoinAsync());
        await SeeAsync(view => view.Player("p")!.State.Connected);

        await page.DisposeAsync();

        await SendAsync(new SessionCommand.Start()); // taken out of the same mailbox, so after the loss
        Assert.False(Assert.Single(_sessions.InMemory).Players["p"].Connected);
    }

    [Fact]
    public async Task Back_again_after_a_lost_browser_the_page_hears_what_comes()
    {
        await using var page = Page();
        await page.JoinAsync();
        var before = page.ConnectionId;
        await page.LeaveAsync();
        await page.JoinAsync();
        Assert.NotEqual(before, page.ConnectionId);

        await SendAsync(new SessionCommand.Start());
        await SeeAsync(view => view.State.Status == SessionStatus.Active);
        await SendAsync(new SessionCommand.Pause());
        await SeeAsync(view => view.State.Status == SessionStatus.Paused);
    }

    [Fact]
    public async Task A_kicked_player_sees_themselves_gone_and_comes_back_when_readmitted()
    {
        await using var page = Page();
        await page.JoinAsync();
        await SendAsync(new SessionCommand.Kick("p", null));
        await SeeAsync(view => view.Player("p") is null);
        Assert.Equal(RefusalCode.Removed, (await page.JoinAsync())!.Code);

        await SendAsync(new SessionCommand.Readmit("p"));
        Assert.Null(await page.JoinAsync());
        await SeeAsync(view => view.Player("p") is not null);
    }

    [Fact]
    public async Task After_the_session_was_read_back_the_play_page_is_there_again_and_hears_what_comes()
    {
        await using var page = Page();
        await page.JoinAsync();
        var before = page.ConnectionId;

        await MakeTheSessionReadBackAsync();

        await SeeAsync(view => view.State.Status == SessionStatus.Active && view.Player("p")!.State.Connected);
        Assert.NotEqual(before, page.ConnectionId);
        await SendAsync(new SessionCommand.Pause());
        await SeeAsync(view => view.State.Status == SessionStatus.Paused);
    }

    [Fact]
    public async Task After_the_session_was_read_back_the_dashboard_shows_it_whole_and_hears_what_comes()
    {
        await using var dashboard = new SessionSubscription(_meter);
        Assert.NotNull((await dashboard.OpenAsync(_sessions, _trainer, "s", CancellationToken.None)).View);
        dashboard.Run(Dispatch, update => _seen.Writer.TryWrite(update.View), () => _seen.Writer.TryComplete(), Fail);

        await MakeTheSessionReadBackAsync();

        await SeeAsync(view => view.State.Status == SessionStatus.Active);
        await SendAsync(new SessionCommand.Pause());
        await SeeAsync(view => view.State.Status == SessionStatus.Paused);
    }

    [Fact]
    public async Task A_play_page_that_cannot_show_what_comes_says_so()
    {
        var broken = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var page = new PlayPresence(
            _sessions, _meter, _me, "s", view => view.State.Status == SessionStatus.Active ? throw new InvalidOperationException("no screen") : Task.CompletedTask,
            _ => Task.CompletedTask, fault => Task.FromResult(broken.TrySetResult(fault)));
        await page.JoinAsync();

        await SendAsync(new SessionCommand.Start());

        Assert.Equal("no screen", (await broken.Task.WaitAsync(TimeSpan.FromSeconds(60))).Message);
    }

    private PlayPresence Page() => new(_sessions, _meter, _me, "s", view => _seen.Writer.WriteAsync(view).AsTask(), _ => Task.CompletedTask, Fail);

    private static Task Dispatch(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    private Task Fail(Exception fault) => Task.FromResult(_seen.Writer.TryComplete(fault));

    // What another writer has put into the journal makes the session stop and read itself back.
    private async Task MakeTheSessionReadBackAsync()
    {
        var state = Assert.Single(_sessions.InMemory);
        await _journal.AppendAsync("s", state.Seq + 1, [new SessionEvent.Started { At = TimeProvider.System.GetUtcNow() }], CancellationToken.None);
        Assert.False((await _sessions.SendAsync(_trainer, "s", new SessionCommand.Start(), null, CancellationToken.None)).Ok);
    }

    private async Task SendAsync(SessionCommand command) => Assert.True((await _sessions.SendAsync(_trainer, "s", command, null, CancellationToken.None)).Ok);

    private async Task SeeAsync(Func<SessionView, bool> expected)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!expected(await _seen.Reader.ReadAsync(patience.Token)))
        {
        }
    }

    private sealed class NoProjection : ISessionProjection
    {
        public void Committed(SessionState state, ImmutableArray<SessionEvent> events)
        {
        }

        public Task CaughtUpAsync(string sessionId, long seq, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
