using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Sessions.Live;
using TrainingHub.Core.Workouts;
using TrainingHub.Web.Play;

namespace TrainingHub.Tests.Components;

/// <summary>A page's presence against real live sessions, journalled in memory.</summary>
public sealed class PlayPresenceTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly Caller _trainer = new("t", "Toni", Roles.Trainer);
    private static readonly Caller _me = new("p", "Mia", Roles.Player);

    private readonly Channel<SessionView> _seen = Channel.CreateUnbounded<SessionView>();
    private readonly LiveSessions _sessions = new(
        new InMemorySessionJournal(), new NoProjection(),
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

    private PlayPresence Page() => new(_sessions, _me, "s", view => _seen.Writer.WriteAsync(view).AsTask());

    private async Task SendAsync(SessionCommand command) => Assert.True((await _sessions.SendAsync(_trainer, "s", command, null, CancellationToken.None)).Ok);

    private async Task SeeAsync(Func<SessionView, bool> expected)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
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
