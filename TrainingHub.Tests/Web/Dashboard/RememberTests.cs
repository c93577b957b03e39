using TrainingHub.Bench.Replay;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Traces;
using TrainingHub.Core.Workouts;
using TrainingHub.Tests.Components;
using TrainingHub.Web.Dashboard;

namespace TrainingHub.Tests.Web.Dashboard;

/// <summary>A board that opens in the middle knows what one that was open all the time remembers.</summary>
public sealed class RememberTests
{
    private static readonly DateTimeOffset _start = TestSession.Begin;

    // The target is never met for long: 165 to 175 where athletes go from 118 to 184.
    private static readonly Workout _workout = new("w", "Threshold", WorkoutType.Conditioning, [],
    [
        new Interval("i1", "Steady", TimeSpan.FromMinutes(6), Intensity.Hard, new IntervalTarget(TargetKind.HeartRateBpm, 165, 175)),
        new Interval("i2", "Power", TimeSpan.FromMinutes(5), Intensity.Hard, new IntervalTarget(TargetKind.PowerWatts, 200, 210)),
        new Interval("i3", "Free", TimeSpan.FromMinutes(10), Intensity.Easy, null),
    ]);

    private static readonly NewSession _session = new("session", _workout, "trainer", "Toni", "U18", null, false,
        [.. new[] { "ada", "bo", "cy", "di", "eli" }.Select((id, i) => new RosterPlayer(id, $"{id} Berg", i, new Thresholds(HeartRateMaxBpm: 180, FtpWatts: 280)))], []);

    // Late samples let a board that opens later know better than one that was there: that is told apart.
    private static readonly SessionEvent[] _events = [.. RecordedTraining.Of(_session, _start, TimeSpan.FromMinutes(15)).Where(happened => happened is not SessionEvent.MetricsBackfilled)];

    [Fact]
    public void Since_when_somebody_is_in_trouble_is_known_at_once()
    {
        var compared = new HashSet<TroubleKind>();
        foreach (var (at, state, tiles) in Moments().Where((_, i) => i % 7 == 0))
        {
            var board = Opened(state, at);
            foreach (var expected in tiles)
            {
                var actual = board.Tile(expected.PlayerId)!.Trouble;
                if (expected.Trouble is not { } trouble)
                {
                    // A value from before the session's start, or an interval's, is remembered by an open board alone.
                    Assert.True(actual is null || at - actual.Since <= Trouble.OutOfTargetFor + TimeSpan.FromSeconds(2), $"{expected.Name} at {at - _start}: {actual}");
                    continue;
                }

                Assert.NotNull(actual);
                Assert.Equal(trouble.Kind, actual.Kind);
                Assert.InRange((actual.Since - trouble.Since).TotalSeconds, -4, 4);
                compared.Add(trouble.Kind);
            }
        }

        Assert.Equal([TroubleKind.AboveCeiling, TroubleKind.SignalLost, TroubleKind.OverTarget, TroubleKind.UnderTarget], compared.Order());
    }

    [Fact]
    public void Without_the_past_it_would_not_be_known()
    {
        var (at, state, tiles) = Moments().First(moment => moment.Tiles.Any(tile => tile.Trouble is { Kind: TroubleKind.UnderTarget } trouble && moment.At - trouble.Since > TimeSpan.FromMinutes(1)));
        var player = tiles.First(tile => tile.Trouble?.Kind == TroubleKind.UnderTarget).PlayerId;

        Assert.Null(new LiveBoard(new SessionView(state, Audience.Staff), at).Tile(player)!.Trouble);
        Assert.NotNull(Opened(state, at).Tile(player)!.Trouble);
    }

    [Fact]
    public void The_browser_is_sent_two_minutes_of_each_line()
    {
        var (at, state, _) = Moments().First(moment => moment.At >= _start.AddMinutes(5));
        var line = Opened(state, at).Feed.Split('|')[1..].Single(entry => entry.StartsWith("0,", StringComparison.Ordinal)).Split(',')[^1].Split(' ');

        Assert.InRange(line.Length, 59, 61);
    }

    [Fact]
    public void An_observer_is_sent_no_line_of_who_shows_no_number()
    {
        var created = new SessionEvent.Created(_session with { Players = [.. _session.Players.Select(player => player with { ObserversSee = HeartRateVisibility.Zone })] }) { At = _events[0].At };
        var events = _events.Skip(1).Prepend(created).TakeWhile(happened => happened.At < _start.AddMinutes(4)).ToList();
        var view = new SessionView(Session.Fold(Session.Empty(SessionLimits.Default), events), Audience.Observers);
        var board = new LiveBoard(view, events[^1].At);

        board.Remember(TraceFold.Of(events).See(view, LiveBoard.RequestOf(view.State, events[^1].At)), events[^1].At);

        Assert.DoesNotContain(":", board.Feed, StringComparison.Ordinal);
    }

    private static LiveBoard Opened(SessionState state, DateTimeOffset at)
    {
        var view = new SessionView(state, Audience.Staff);
        var board = new LiveBoard(view, at);
        var fold = TraceFold.Of(_events.Take((int)state.Seq));
        board.Remember(fold.See(view, LiveBoard.RequestOf(state, at)), at);
        foreach (var tile in board.Tiles.Where(tile => tile.Trouble?.Kind == TroubleKind.AboveCeiling).ToList())
        {
            board.Remember(fold.See(view, new TraceRequest(tile.PlayerId)), at);
        }

        return board;
    }

    /// <summary>What a board that was open from the beginning showed after each event that was the last of its instant.</summary>
    private static IEnumerable<(DateTimeOffset At, SessionState State, TileView[] Tiles)> Moments()
    {
        var state = Session.Empty(SessionLimits.Default);
        LiveBoard? board = null;
        for (var i = 0; i < _events.Length; i++)
        {
            state = Session.Evolve(state, _events[i]);
            var view = new SessionView(state, Audience.Staff);
            board ??= new LiveBoard(view, _events[i].At);
            board.Apply(new SessionUpdate(state.Seq - 1, state.Seq, view, [new FeedItem.Happened(state.Seq, _events[i], view)]), _events[i].At);
            board.Reassess(_events[i].At); // as often as can be
            if (state.IsLive && (i + 1 == _events.Length || _events[i + 1].At > _events[i].At))
            {
                yield return (_events[i].At, state, [.. board.Tiles]);
            }
        }
    }
}
