using Bunit;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Dashboard;

namespace TrainingHub.Tests.Components;

public sealed class ArrivalTests : BunitContext
{
    private readonly TestSession _session = new TestSession().Join("ada").Join("bo").Start();

    [Fact]
    public void A_tile_is_quiet_when_everything_arrived()
    {
        Send("ada", 30);

        Assert.Empty(Tile("ada").FindAll(".arrived"));
    }

    [Fact]
    public void A_tile_says_what_is_missing_and_the_longest_gap()
    {
        Send("ada", 90);
        _session.Wait(10);
        Send("ada", 5);
        _session.Wait(24);
        Send("ada", 5);

        Assert.Equal(["85 % arrived", "gap 0:26"], Words("ada"));
    }

    [Fact]
    public void A_tile_says_what_came_late()
    {
        Send("ada", 90);
        _session.Wait(10);
        Send("ada", 5);
        Late("ada", 18, 5);

        Assert.Equal(["100 % arrived", "5 late"], Words("ada"));
    }

    [Fact]
    public void A_share_that_lacks_anything_is_never_a_hundred()
    {
        Send("ada", 999);
        _session.Wait(2);
        Send("ada", 1);

        Assert.Equal("99 % arrived", Words("ada")[0]);
    }

    [Fact]
    public void A_signal_that_is_lost_now_is_trouble_and_no_gap_yet()
    {
        Send("ada", 30);
        _session.Wait(60);

        Assert.Empty(Tile("ada").FindAll(".arrived"));
        Assert.Contains("Signal lost", Tile("ada").Find(".chip").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_tells_of_each_player_and_its_gaps_the_longest_first()
    {
        Send("ada", 50);
        _session.Wait(10);
        Send("ada", 50);
        _session.Wait(30);
        Send("ada", 10);

        var ada = Report(_session.Staff).FindAll("tbody tr")[0];
        var cells = ada.QuerySelectorAll("td").Take(4).Select(cell => cell.TextContent);

        Assert.Equal(["84 %", "130", "20", "0"], cells);
        Assert.Equal("2 gaps, longest 0:32", ada.QuerySelector("summary")!.TextContent);
        Assert.Equal(["0:32", "0:12"], ada.QuerySelectorAll("li b").Select(gap => gap.TextContent));
        Assert.False(ada.QuerySelector("details")!.HasAttribute("open"));
    }

    [Fact]
    public void The_report_tells_of_who_sent_nothing()
    {
        _session.Wait(60);

        var bo = Report(_session.Staff).FindAll("tbody tr")[1];

        Assert.Equal("0 %", bo.QuerySelector(".share")!.TextContent);
        Assert.Equal("1 gap, longest 1:00", bo.QuerySelector("summary")!.TextContent);
    }

    [Fact]
    public void An_observer_reads_what_arrived_of_who_shares_no_heart_rate_and_no_heart_rate()
    {
        Send("bo", 30);
        _session.Wait(20);
        Send("bo", 30);

        var report = Report(new SessionView(_session.State, Audience.Observers));

        Assert.Equal("1 gap, longest 0:22", report.FindAll("summary")[1].TextContent);
        Assert.DoesNotContain("165", report.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_player_reads_only_of_themselves()
        => Assert.Equal(["7 Ada Berg"], Report(new SessionView(_session.State, Audience.Player("ada"))).FindAll("tbody th").Select(name => name.TextContent));

    [Fact]
    public void Before_the_start_nothing_is_expected()
        => Assert.Equal(["not here", "not here"], Report(new TestSession().Staff).FindAll(".gaps").Select(gaps => gaps.TextContent.Trim()));

    /// <summary>So many samples, one each 2 s.</summary>
    private void Send(string playerId, int samples)
    {
        for (var i = 0; i < samples; i++)
        {
            _session.Wait(2).Sample(playerId, 165);
        }
    }

    /// <summary>What was measured from so many seconds ago on, one each 2 s, comes now.</summary>
    private void Late(string playerId, double secondsAgo, int samples)
    {
        var values = new MetricValues.Builder().Set(Metric.HeartRate, 160).Build();
        var first = _session.Now.AddSeconds(-secondsAgo);
        _session.Tell(new SessionEvent.MetricsBackfilled(playerId, TimeSpan.Zero, [.. Enumerable.Range(0, samples).Select(i => new LateSample("strap", first.AddSeconds(2 * i), values))])
        {
            At = _session.Now,
        });
    }

    private IRenderedComponent<PlayerTile> Tile(string playerId)
        => Render<PlayerTile>(parameters => parameters.Add(tile => tile.Of, new LiveBoard(_session.Staff, _session.Now).Place(playerId)));

    private string[] Words(string playerId) => [.. Tile(playerId).FindAll(".arrived > span").Select(word => word.TextContent)];

    private IRenderedComponent<ArrivalReport> Report(SessionView view)
        => Render<ArrivalReport>(parameters => parameters.Add(report => report.View, view).Add(report => report.At, _session.Now));
}
