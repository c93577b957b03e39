using Bunit;
using Microsoft.Extensions.Time.Testing;
using TrainingHub.Web.Replay;

namespace TrainingHub.Tests.Components;

public sealed class TransportBarTests : BunitContext
{
    private static readonly DateTimeOffset _from = TestSession.Begin;

    private static readonly ReplayMark[] _marks =
    [
        new(_from.AddMinutes(5), ReplayMarkKind.Session, "Started"),
        new(_from.AddMinutes(20), ReplayMarkKind.Set, "Ada Berg completed Squat 1/3"),
        new(_from.AddMinutes(40), ReplayMarkKind.Loss, "Bo Dahl was removed"),
    ];

    private readonly FakeTimeProvider _time = new();
    private readonly Playback _playback;
    private readonly List<string> _asked = [];

    public TransportBarTests() => _playback = new Playback(_from, _from.AddHours(1), _time);

    [Fact]
    public void The_scrubber_reaches_over_every_second_and_says_where_it_went()
    {
        var bar = Bar();
        var scrubber = bar.Find("input[type=range]");
        Assert.Equal(("0", "3600", "1"), (scrubber.GetAttribute("min"), scrubber.GetAttribute("max"), scrubber.GetAttribute("step")));

        scrubber.Change("1234");

        Assert.Equal(["seek 1234"], _asked);
    }

    [Theory]
    [InlineData("99999", "seek 3600")]
    [InlineData("-5", "seek 0")]
    public void A_place_outside_is_the_nearest_end(string place, string expected)
    {
        Bar().Find("input[type=range]").Change(place);

        Assert.Equal([expected], _asked);
    }

    [Theory]
    [InlineData("")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("soon")]
    public void A_place_that_is_none_goes_nowhere(string place)
    {
        Bar().Find("input[type=range]").Change(place);

        Assert.Empty(_asked);
    }

    [Fact]
    public void Every_key_has_a_button()
    {
        var bar = Bar();

        foreach (var key in new[] { " ", "ArrowLeft", "ArrowRight", "Home", "End" })
        {
            bar.Find($"[data-key='{key}']").Click();
        }

        Assert.Equal(["play", "skip -5", "skip 5", "seek 0", "seek 3600"], _asked);
    }

    [Fact]
    public void It_says_play_or_pause_and_which_speed_holds()
    {
        var bar = Bar();
        Assert.Equal("Play", bar.Find(".play").TextContent);

        _playback.Play();
        _playback.SetSpeed(30);
        bar.Render();

        Assert.Equal("Pause", bar.Find(".play").TextContent);
        Assert.Equal(["30×"], bar.FindAll(".speeds [aria-pressed=true]").Select(speed => speed.TextContent));
    }

    [Fact]
    public void The_next_and_the_previous_marker_are_those_of_the_position()
    {
        _playback.Seek(_from.AddMinutes(20));
        var bar = Bar();

        bar.Find("[aria-label='Next marker']").Click();
        bar.Find("[aria-label='Previous marker']").Click();

        Assert.Equal(["seek 2400", "seek 300"], _asked);
    }

    [Fact]
    public void Before_the_first_and_after_the_last_there_is_none_to_go_to()
    {
        var bar = Bar();
        Assert.True(bar.Find("[aria-label='Previous marker']").HasAttribute("disabled"));

        _playback.Seek(_playback.To);
        bar.Render();

        Assert.True(bar.Find("[aria-label='Next marker']").HasAttribute("disabled"));
        Assert.False(bar.Find("[aria-label='Previous marker']").HasAttribute("disabled"));
    }

    [Fact]
    public void Every_marker_stands_in_the_list_with_its_time_and_on_the_strip_in_its_place()
    {
        var bar = Bar();
        Assert.Equal(["5:00 Started", "20:00 Ada Berg completed Squat 1/3", "40:00 Bo Dahl was removed"], bar.FindAll("#mark-list button").Select(mark => mark.TextContent));
        Assert.Equal("left:33.333%", bar.Find(".mark-strip .set").GetAttribute("style"));

        bar.FindAll("#mark-list button")[2].Click();

        Assert.Equal(["seek 2400"], _asked);
    }

    [Fact]
    public void The_clocks_ticks_are_the_browsers()
    {
        var bar = Bar();
        _playback.Play();
        bar.Render();
        var renders = bar.RenderCount;

        _time.Advance(TimeSpan.FromSeconds(10));
        _playback.Advance();
        bar.Render();

        Assert.Equal(renders, bar.RenderCount);
    }

    private IRenderedComponent<TransportBar> Bar() => Render<TransportBar>(parameters => parameters
        .Add(bar => bar.Playback, _playback)
        .Add(bar => bar.Marks, _marks)
        .Add(bar => bar.OnPlay, () => _asked.Add("play"))
        .Add(bar => bar.OnSpeed, (int speed) => _asked.Add($"speed {speed}"))
        .Add(bar => bar.OnSkip, (TimeSpan by) => _asked.Add($"skip {by.TotalSeconds}"))
        .Add(bar => bar.OnSeek, (DateTimeOffset at) => _asked.Add($"seek {(at - _from).TotalSeconds}")));
}
