using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Sessions.Live;

namespace TrainingHub.Tests.Core.Sessions.Live;

/// <summary>Live sessions on a clock that the test moves; it hears what was committed, and what each watcher was told.</summary>
internal sealed class LiveStage : ISessionProjection, IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly Allowance Plenty = new(TimeSpan.FromMilliseconds(1), 100_000);

    private readonly Channel<SessionEvent> _committed = Channel.CreateUnbounded<SessionEvent>();

    public LiveStage(StagedJournal? journal = null, FakeTimeProvider? time = null, bool unlimited = false)
    {
        Journal = journal ?? new StagedJournal();
        Time = time ?? new FakeTimeProvider(Examples.T0);
        var settings = SessionsSettings.Default;
        Sessions = new LiveSessions(
            Journal, this, unlimited ? settings with { Limits = settings.Limits with { Metrics = Plenty, Progress = Plenty } } : settings, Time, NullLogger<LiveSessions>.Instance);
    }

    public StagedJournal Journal { get; }

    public FakeTimeProvider Time { get; }

    public LiveSessions Sessions { get; }

    public SessionState State => Assert.Single(Sessions.InMemory);

    /// <summary>The state of the last commit; watchers may be a moment behind it.</summary>
    public SessionState? LastCommitted { get; private set; }

    void ISessionProjection.Committed(SessionState state, ImmutableArray<SessionEvent> events)
    {
        LastCommitted = state;
        foreach (var @event in events)
        {
            _committed.Writer.TryWrite(@event);
        }
    }

    Task ISessionProjection.CaughtUpAsync(string sessionId, long seq, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A stage with the example session on it, scheduled, or active with Ada there.</summary>
    /// <param name="teamSees">What both players let each other see; null: they have not agreed.</param>
    public static async Task<LiveStage> CreateAsync(bool shareWithTeam = false, bool unlimited = false, HeartRateVisibility? teamSees = null)
    {
        var stage = new LiveStage(unlimited: unlimited);
        var session = Examples.NewSession with { ShareWithTeam = shareWithTeam, Players = [.. Examples.NewSession.Players.Select(player => player with { TeamSees = teamSees })] };
        Assert.True((await stage.Sessions.CreateAsync(Examples.Trainer, session, CancellationToken.None)).Ok);
        return stage;
    }

    public Task<SessionReply> AskAsync(Caller caller, SessionCommand command, string? connectionId = null)
        => Sessions.SendAsync(caller, Examples.SessionId, command, connectionId, CancellationToken.None).WaitAsync(Patience);

    public async Task<long> MustAsync(Caller caller, SessionCommand command)
    {
        var reply = await AskAsync(caller, command);
        Assert.Null(reply.Refusal);
        return reply.Seq;
    }

    public async Task<Watcher> JoinAsync(Caller caller, JoinRole role)
    {
        var watcher = new Watcher();
        var reply = await Sessions.JoinAsync(caller, Examples.SessionId, new SessionCommand.Join(role), $"connection of {caller.UserId}", null, null, watcher.Tell, CancellationToken.None).WaitAsync(Patience);
        Assert.Null(reply.Refusal);
        return watcher.On(reply.Watch!);
    }

    /// <summary>Waits until an event of this kind was committed.</summary>
    public async Task<T> CommittedAsync<T>() where T : SessionEvent
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            if (await _committed.Reader.ReadAsync(patience.Token) is T found)
            {
                return found;
            }
        }
    }

    public ValueTask DisposeAsync() => Sessions.DisposeAsync();
}

/// <summary>Someone who looks on, and takes only when the test says so.</summary>
internal sealed class Watcher
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _told;

    public SessionWatch Watch { get; private set; } = null!;

    /// <summary>How often it was told that something is ready.</summary>
    public int Told => _told;

    public Task Ended => _ended.Task.WaitAsync(LiveStage.Patience);

    public void Tell(SessionWatch watch)
    {
        Interlocked.Increment(ref _told);
        if (watch.Ended)
        {
            _ended.TrySetResult();
        }
    }

    public Watcher On(SessionWatch watch)
    {
        Watch = watch;
        return this;
    }

    public SessionUpdate? Take() => Watch.TryTake(out var update) ? update : null;

    /// <summary>What it takes now, in words: the events' names, and each sampled player with their heart rate or zone.</summary>
    public string[] TakeWords() => [.. Take()?.Items.SelectMany(Words) ?? []];

    private static IEnumerable<string> Words(FeedItem item) => item switch
    {
        FeedItem.Sampled sampled => sampled.Players.OrderBy(player => player.Player.PlayerId, StringComparer.Ordinal)
            .Select(player => $"{player.Player.PlayerId} {player.Player.State.Metrics![Metric.HeartRate]?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? (player.Player.HeartRateZone is { } zone ? $"zone {zone}" : "hidden")}"),
        FeedItem.Happened happened => [happened.Event.GetType().Name],
        _ => [item.GetType().Name],
    };
}
