using TrainingHub.Bench.Replay;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Players;
using TrainingHub.Core.Replay;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;
using TrainingHub.Tests.Components;
using TrainingHub.Web.Dashboard;
using TrainingHub.Web.Replay;

namespace TrainingHub.Tests.Web.Replay;

public sealed class ReplayBoardTests
{
    private static readonly DateTimeOffset _start = TestSession.Begin;
    private static readonly Thresholds _thresholds = new(HeartRateMaxBpm: 190, FtpWatts: 280, WeightKg: 70);
    private static readonly Workout _workout = ExampleWorkouts.All.Single(workout => workout.WorkoutId == "example-circuit");

    private static readonly NewSession _session = new("session", _workout, "trainer", "Toni", "U18", null, false,
    [
        new RosterPlayer("ada", "Ada Berg", 7, _thresholds),
        new RosterPlayer("bo", "Bo Dahl", 4, _thresholds, HeartRateVisibility.Zone),
        new RosterPlayer("cy", "Cy Ek", 5, _thresholds, HeartRateVisibility.Hidden),
        new RosterPlayer("di", "Di Falk", 6, _thresholds),
        new RosterPlayer("eli", "Eli Gran", 9, _thresholds),
    ], []);

    private static readonly IReadOnlyList<SessionEvent> _events = RecordedTraining.Of(_session, _start, TimeSpan.FromMinutes(15));

    public static TheoryData<AudienceKind> Audiences => [AudienceKind.Staff, AudienceKind.Observer];

    [Theory]
    [MemberData(nameof(Audiences))]
    public async Task Each_moment_shows_what_the_live_dashboard_showed_then_wherever_one_comes_from(AudienceKind kind)
    {
        var audience = new Audience(kind);
        var live = LiveTiles(audience);
        var replay = new ReplayBoard(await RecordingAsync(), audience);
        var order = new Random(7);
        var jump = 0;

        foreach (var (at, tiles) in live.Where(_ => order.Next(4) == 0).OrderBy(_ => order.Next()))
        {
            replay.Show(at, ++jump);
            Assert.Equal(tiles, replay.Board.Tiles.OrderBy(tile => tile.Slot));
        }

        Assert.Contains(live, moment => moment.Tiles.Any(tile => tile.Trouble?.Kind == TroubleKind.SignalLost));
        Assert.Contains(live, moment => moment.Tiles.Any(tile => tile.Trouble?.Kind is TroubleKind.OverTarget or TroubleKind.UnderTarget));
        Assert.Contains(live, moment => moment.Tiles.Any(tile => tile.Arrival is { Late: > 0 }));
        Assert.Contains(live, moment => moment.Tiles.Length < _session.Players.Length);
    }

    [Fact]
    public async Task Played_on_it_shows_the_same_as_when_one_jumps_there()
    {
        var recording = await RecordingAsync();
        var (played, jumped) = (new ReplayBoard(recording, Audience.Staff), new ReplayBoard(recording, Audience.Staff));
        for (var seconds = 0; seconds <= 900; seconds += 15)
        {
            played.Show(_start.AddSeconds(seconds), 0);
            jumped.Show(_start.AddSeconds(seconds), seconds);

            Assert.Equal(jumped.Board.Tiles.OrderBy(tile => tile.Slot), played.Board.Tiles.OrderBy(tile => tile.Slot));
        }
    }

    [Fact]
    public async Task Late_samples_change_no_value_and_no_line()
    {
        var whole = new ReplayBoard(await RecordingAsync(), Audience.Staff);
        var without = new ReplayBoard(await RecordingAsync(_events.Where(happened => happened is not SessionEvent.MetricsBackfilled)), Audience.Staff);
        for (var seconds = 0; seconds <= 120; seconds += 3)
        {
            var at = _start + RecordedTraining.Late + TimeSpan.FromSeconds(seconds);
            whole.Show(at, seconds);
            without.Show(at, seconds);

            Assert.Equal(without.Board.Tile("bo")! with { Arrival = null }, whole.Board.Tile("bo")! with { Arrival = null });
            Assert.Equal(without.Board.Feed, whole.Board.Feed);
        }
    }

    [Fact]
    public async Task A_jump_brings_two_minutes_of_each_line_and_playing_on_only_what_is_new()
    {
        var replay = new ReplayBoard(await RecordingAsync(), Audience.Staff);

        replay.Show(_start.AddMinutes(3), 1);
        Assert.Equal(60, Line(replay, "ada").Length);

        replay.Show(_start.AddMinutes(3).AddSeconds(15), 1);
        Assert.InRange(Line(replay, "ada").Length, 7, 8);
    }

    [Fact]
    public async Task The_player_in_focus_is_known_from_start_to_end()
    {
        var chart = new ReplayBoard(await RecordingAsync(), Audience.Staff).PastOf("bo").Chart;

        Assert.Contains("\"heart\":", chart, StringComparison.Ordinal);
        Assert.Contains("Bo Dahl completed", chart, StringComparison.Ordinal);
        Assert.DoesNotContain("Ada Berg", chart, StringComparison.Ordinal);
        Assert.DoesNotContain("\"heart\":", new ReplayBoard(await RecordingAsync(), Audience.Observers).PastOf("bo").Chart, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_observer_gets_no_line_of_who_shares_no_number()
    {
        var replay = new ReplayBoard(await RecordingAsync(), Audience.Observers);

        replay.Show(_start.AddMinutes(3), 1);

        Assert.NotEmpty(Line(replay, "ada"));
        Assert.Empty(Line(replay, "bo"));
        Assert.Empty(Line(replay, "cy"));
    }

    [Fact]
    public async Task Its_markers_are_the_moments_that_people_look_for()
    {
        var marks = ReplayMarks.Of(await RecordingAsync(), Audience.Staff);

        Assert.Equal(["Started", "Cy Ek was lost", "Paused", "Resumed", "Eli Gran was removed", "Ended"], marks.Where(mark => mark.Kind != ReplayMarkKind.Set).Select(mark => mark.Text));
        Assert.Contains(marks, mark => mark == new ReplayMark(_start.AddSeconds(70), ReplayMarkKind.Set, "Ada Berg completed Push-up 1/3"));
    }

    [Fact]
    public async Task A_player_finds_no_marker_of_the_others()
        => Assert.Equal(["Ada Berg", "Ended", "Paused", "Resumed", "Started"], ReplayMarks.Of(await RecordingAsync(), Audience.Player("ada"))
            .Select(mark => mark.Kind == ReplayMarkKind.Session ? mark.Text : string.Join(' ', mark.Text.Split(' ')[..2])).Distinct().Order(StringComparer.Ordinal));

    /// <summary>What a dashboard that was open from the beginning showed after each event.</summary>
    private static List<(DateTimeOffset At, TileView[] Tiles)> LiveTiles(Audience audience)
    {
        var state = Session.Empty(SessionLimits.Default);
        LiveBoard? board = null;
        List<(DateTimeOffset, TileView[])> shown = [];
        for (var i = 0; i < _events.Count; i++)
        {
            state = Session.Evolve(state, _events[i]);
            var view = new SessionView(state, audience);
            board ??= new LiveBoard(view, _events[i].At);
            board.Apply(new SessionUpdate(state.Seq - 1, state.Seq, view, [new FeedItem.Happened(state.Seq, _events[i], view)]), _events[i].At);
            if (state.StartTime is not null && (i + 1 == _events.Count || _events[i + 1].At > _events[i].At))
            {
                shown.Add((_events[i].At, [.. board.Tiles.OrderBy(tile => tile.Slot)]));
            }
        }

        return shown;
    }

    private static Task<SessionRecording> RecordingAsync(IEnumerable<SessionEvent>? events = null)
        => SessionRecording.ReadAsync(
            (events ?? _events).Select((happened, i) => new JournalledEvent(i + 1, happened)).ToAsyncEnumerable(), SessionLimits.Default, CancellationToken.None);

    private static string[] Line(ReplayBoard replay, string playerId)
    {
        var slot = replay.Board.Tile(playerId)!.Slot;
        return replay.Board.Feed.Split('|')[1..].Single(entry => entry.StartsWith($"{slot},", StringComparison.Ordinal)).Split(',') is [_, _, _, _, _, _, var line] ? line.Split(' ') : [];
    }
}
