using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Components;
using TrainingHub.Web.Dashboard;

namespace TrainingHub.Tests.Web.Dashboard;

/// <summary>Who stands where on the board, and for how long: what needs eyes comes to the top, and nothing jumps.</summary>
public sealed class BoardOrderTests
{
    private readonly TestSession _session = new TestSession().Join("ada").Join("bo").Start();
    private readonly BoardOrder _order = new();

    [Fact]
    public void Trouble_comes_first_and_values_alone_change_no_order()
    {
        var board = Board(("ada", 165), ("bo", 165));
        var calm = _order.Of(board, _session.Now);

        Tell(board, 2, ("ada", 166), ("bo", 167));
        Assert.Same(calm, _order.Of(board, _session.Now));

        Tell(board, 2, ("bo", 196));
        Assert.Equal(["bo", "ada"], _order.Of(board, _session.Now));
    }

    [Fact]
    public void Who_is_at_the_edge_of_the_ceiling_does_not_jump_to_and_fro()
    {
        var board = Board(("ada", 165), ("bo", 196));
        IReadOnlyList<string> front = ["bo", "ada"];
        Assert.Equal(front, _order.Of(board, _session.Now));

        for (var second = 0; second < 60; second += 2)
        {
            Tell(board, 2, ("bo", second % 4 == 0 ? 190 : 196), ("ada", 165));
            Assert.Equal(front, _order.Of(board, _session.Now));
        }
    }

    [Fact]
    public void Who_is_out_of_trouble_for_ten_seconds_goes_back_by_time_alone()
    {
        var board = Board(("ada", 165), ("bo", 196));
        _order.Of(board, _session.Now);

        Tell(board, 2, ("bo", 170));
        Assert.Equal(["bo", "ada"], _order.Of(board, _session.Now));

        Assert.Equal(["bo", "ada"], _order.Of(board, _session.Now.AddSeconds(9)));
        Assert.Equal(["ada", "bo"], _order.Of(board, _session.Now.AddSeconds(10)));
    }

    [Fact]
    public void Worse_trouble_goes_before_at_once_and_lesser_waits()
    {
        var board = Board(("ada", 196), ("bo", 165));
        Tell(board, 7, ("ada", 196)); // bo's signal is lost
        Assert.Equal(["ada", "bo"], _order.Of(board, _session.Now));

        Tell(board, 2, ("ada", 165), ("bo", 196));
        Assert.Equal(["ada", "bo"], _order.Of(board, _session.Now)); // ada is calm, but waits; both rank as above the ceiling

        Assert.Equal(["bo", "ada"], _order.Of(board, _session.Now.AddSeconds(10)));
    }

    [Theory]
    [InlineData(BoardSort.Name, "ada bo")]
    [InlineData(BoardSort.Number, "bo ada")]
    [InlineData(BoardSort.Percent, "bo ada")]
    [InlineData(BoardSort.Trouble, "ada bo")]
    public void It_is_sorted_by_what_is_chosen(BoardSort sort, string expected)
    {
        var board = Board(("ada", 162), ("bo", 175));
        _order.Sort = sort;

        Assert.Equal(expected, string.Join(' ', _order.Of(board, _session.Now)));
    }

    [Fact]
    public void By_a_value_that_never_stands_still_it_is_sorted_anew_every_ten_seconds()
    {
        var board = Board(("ada", 162), ("bo", 175));
        _order.Sort = BoardSort.Percent;
        var before = _order.Of(board, _session.Now);

        Tell(board, 2, ("ada", 179), ("bo", 161));
        Assert.Same(before, _order.Of(board, _session.Now));
        Assert.Equal(["ada", "bo"], _order.Of(board, _session.Now.AddSeconds(9)));
    }

    [Theory]
    [InlineData(BoardFilter.All, "ada bo")]
    [InlineData(BoardFilter.Active, "ada")]
    [InlineData(BoardFilter.Dropped, "bo")]
    [InlineData(BoardFilter.OutOfTarget, "ada")]
    public void A_filter_lets_through_what_it_says(BoardFilter filter, string expected)
    {
        _session.Sample("ada", 150).Sample("bo", 170).Tell(new SessionEvent.PlayerLeft("bo", LeaveReason.Dropped) { At = _session.Now });
        var board = new LiveBoard(_session.Staff, _session.Now);
        _order.Filter = filter;
        _order.Sort = BoardSort.Name;

        Assert.Equal(expected, string.Join(' ', _order.Of(board, _session.Now)));
        Assert.Equal(expected.Split(' ').Length, BoardOrder.Count(board, filter));
    }

    [Theory]
    [InlineData("dahl", "bo")]
    [InlineData("7", "ada")]
    public void A_player_is_found_by_part_of_a_name_and_by_number(string find, string expected)
        => Assert.Equal([expected], new BoardOrder { Find = find }.Of(Board(), _session.Now));

    private LiveBoard Board(params (string PlayerId, double HeartRate)[] samples)
    {
        foreach (var (playerId, heartRate) in samples)
        {
            _session.Sample(playerId, heartRate);
        }

        return new LiveBoard(_session.Staff, _session.Now);
    }

    private void Tell(LiveBoard board, double after, params (string PlayerId, double HeartRate)[] samples)
    {
        _session.Wait(after);
        foreach (var (playerId, heartRate) in samples)
        {
            _session.Sample(playerId, heartRate);
        }

        board.Apply(_session.Sampled([.. samples.Select(sample => sample.PlayerId)]), _session.Now);
    }
}
