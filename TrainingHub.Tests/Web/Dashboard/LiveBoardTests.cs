using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Components;
using TrainingHub.Web.Dashboard;

namespace TrainingHub.Tests.Web.Dashboard;

public sealed class LiveBoardTests
{
    private readonly TestSession _session = new TestSession().Join("ada").Join("bo").Start();

    [Fact]
    public void A_tile_says_value_zone_share_of_maximum_and_distance_from_the_target()
    {
        _session.Sample("ada", 152, 245);

        var tile = Board().Tile("ada")!;

        Assert.Equal((152, 3, 76), (tile.HeartRate, tile.Zone, tile.Percent));
        Assert.Equal((245, 3.5), (tile.Power, tile.PowerPerKg));
        Assert.Equal(("Work 1/1", "8 bpm under"), (tile.Doing, tile.Distance));
        Assert.Equal((160, 180), tile.Band);
    }

    [Fact]
    public void Only_the_tile_of_the_player_who_sent_is_another()
    {
        _session.Sample("ada", 165).Sample("bo", 165);
        var board = Board();
        var (ada, bo) = (board.Tile("ada"), board.Tile("bo"));

        _session.Wait(2).Sample("ada", 166);
        board.Apply(_session.Sampled("ada"), _session.Now);

        Assert.NotSame(ada, board.Tile("ada"));
        Assert.Same(bo, board.Tile("bo"));
    }

    [Fact]
    public void The_same_values_again_leave_the_tile_as_it_is()
    {
        _session.Sample("ada", 165);
        var board = Board();
        var before = board.Tile("ada");

        _session.Wait(2).Sample("ada", 165);
        board.Apply(_session.Sampled("ada"), _session.Now);

        Assert.Same(before, board.Tile("ada"));
    }

    [Theory]
    [InlineData(6, null)]
    [InlineData(6.1, TroubleKind.SignalLost)]
    public void A_player_who_falls_silent_for_six_seconds_has_lost_the_signal(double seconds, TroubleKind? expected)
    {
        _session.Sample("ada", 165).Sample("bo", 165);
        var board = Board();

        _session.Wait(seconds).Sample("bo", 165);
        board.Apply(_session.Sampled("bo"), _session.Now);

        Assert.Equal(expected, board.Tile("ada")!.Trouble?.Kind);
    }

    [Fact]
    public async Task A_signal_is_lost_by_time_alone_when_nobody_sends_any_more()
    {
        _session.Sample("ada", 165);
        var board = Board();
        var time = new FakeTimeProvider(_session.Now);
        var looks = Channel.CreateUnbounded<bool>();
        await using var clock = new BoardClock(
            time, BoardClock.Period, action => { action(); return Task.CompletedTask; }, now => looks.Writer.TryWrite(board.Reassess(now)), fault => Task.FromResult(looks.Writer.TryComplete(fault)));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));

        for (var waited = BoardClock.Period; waited <= Trouble.StaleAfter; waited += BoardClock.Period)
        {
            time.Advance(BoardClock.Period);
            Assert.False(await looks.Reader.ReadAsync(patience.Token));
        }

        Assert.Null(board.Tile("ada")!.Trouble);
        var version = board.Version;

        time.Advance(BoardClock.Period);
        Assert.True(await looks.Reader.ReadAsync(patience.Token));
        Assert.Equal(TroubleKind.SignalLost, board.Tile("ada")!.Trouble?.Kind);
        Assert.NotEqual(version, board.Version);

        time.Advance(BoardClock.Period);
        Assert.False(await looks.Reader.ReadAsync(patience.Token));
    }

    [Fact]
    public void A_wearable_that_says_it_lost_the_heart_rate_is_believed_at_once()
    {
        _session.Sample("ada", 165);
        var board = Board();

        _session.Wait(2).Sample("ada", null, 200);
        board.Apply(_session.Sampled("ada"), _session.Now);

        Assert.Equal(new Trouble(TroubleKind.SignalLost, _session.Now), board.Tile("ada")!.Trouble);
    }

    [Theory]
    [InlineData(150, TroubleKind.UnderTarget)]
    [InlineData(185, TroubleKind.OverTarget)]
    [InlineData(194, TroubleKind.AboveCeiling)]
    [InlineData(170, null)]
    public void Out_of_target_is_trouble_after_thirty_seconds_and_the_ceiling_at_once(double heartRate, TroubleKind? expected)
    {
        _session.Sample("ada", heartRate);
        var board = Board();
        Assert.Equal(expected == TroubleKind.AboveCeiling ? expected : null, board.Tile("ada")!.Trouble?.Kind);

        for (var i = 0; i < 15; i++)
        {
            _session.Wait(2).Sample("ada", heartRate);
            board.Apply(_session.Sampled("ada"), _session.Now);
        }

        Assert.Equal(expected, board.Tile("ada")!.Trouble?.Kind);
    }

    [Fact]
    public void A_player_who_is_removed_leaves_the_board()
    {
        var board = Board();
        var kicked = new SessionEvent.PlayerKicked("bo", null, "trainer") { At = _session.Now };
        _session.Tell(kicked);

        board.Apply(new SessionUpdate(0, _session.State.Seq, _session.Staff, [new FeedItem.Happened(_session.State.Seq, kicked, _session.Staff)]), _session.Now);

        Assert.Null(board.Tile("bo"));
        Assert.Equal(1, board.Count);
    }

    [Fact]
    public void The_browser_is_told_the_value_and_the_age_of_each_metric()
    {
        _session.Sample("ada", 165, 240).Wait(1.5).Sample("ada", 166);

        Assert.Equal($"{_session.Now.ToUnixTimeMilliseconds()}|0,166,0,15,,", Board().Feed);
    }

    [Fact]
    public void An_observer_gets_the_zone_of_who_shares_no_number_and_the_browser_no_heart_rate()
    {
        _session.Sample("bo", 165);
        var board = new LiveBoard(new SessionView(_session.State, Audience.Observers), _session.Now);

        var tile = board.Tile("bo")!;

        Assert.Equal((null, true, 4, null), (tile.HeartRate, tile.HeartRateHidden, tile.Zone, tile.Percent));
        Assert.EndsWith("|1,,0,,,", board.Feed, StringComparison.Ordinal);
    }

    private LiveBoard Board() => new(_session.Staff, _session.Now);
}
