using Bunit;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Dashboard;

namespace TrainingHub.Tests.Components;

/// <summary>The board as a whole: views, density, and whose past is asked for.</summary>
public sealed class BoardPanelTests : BunitContext
{
    private readonly List<string?> _asked = [];
    private readonly TestSession _session = new TestSession().Join("ada").Join("bo").Start().Sample("ada", 165, 240).Sample("bo", 166);

    public BoardPanelTests() => JSInterop.Mode = JSRuntimeMode.Loose;

    [Fact]
    public void The_past_of_who_comes_into_focus_is_asked_for_and_of_nobody_else()
    {
        var panel = Open(new LiveBoard(_session.Staff, _session.Now));

        View(panel, "Focus").Click();
        panel.FindAll(".choice").Single(choice => choice.TextContent.Contains("Bo Dahl", StringComparison.Ordinal)).Click();
        View(panel, "Grid").Click();

        Assert.Equal(["ada", "bo", null], _asked);
    }

    [Fact]
    public async Task When_who_is_in_focus_is_removed_the_next_ones_is()
    {
        var board = new LiveBoard(_session.Staff, _session.Now);
        var panel = Open(board);
        View(panel, "Focus").Click();
        var kicked = new SessionEvent.PlayerKicked("ada", null, "trainer") { At = _session.Now };
        _session.Tell(kicked);

        await panel.InvokeAsync(() =>
        {
            board.Apply(new SessionUpdate(0, _session.State.Seq, _session.Staff, [new FeedItem.Happened(_session.State.Seq, kicked, _session.Staff)]), _session.Now);
            board.Tell();
        });

        Assert.Equal(["ada", "bo"], _asked);
    }

    [Fact]
    public void The_chart_shows_the_past_of_its_own_player_only_and_says_so_while_it_is_read()
    {
        var board = new LiveBoard(_session.Staff, _session.Now);
        var panel = Open(board);
        View(panel, "Focus").Click();
        Assert.Null(panel.Find("session-chart").GetAttribute("data-past"));

        panel.Render(parameters => parameters.Add(panel => panel.Past, new FocusPast("bo", "of bo")));
        Assert.Null(panel.Find("session-chart").GetAttribute("data-past"));

        panel.Render(parameters => parameters.Add(panel => panel.Past, new FocusPast("ada", "of ada")));
        Assert.Equal("of ada", panel.Find("session-chart").GetAttribute("data-past"));
    }

    [Theory]
    [InlineData(12, false, false)]
    [InlineData(13, false, true)]
    [InlineData(30, true, false)]
    public void More_than_twelve_are_dense_unless_on_a_wall(int players, bool wall, bool crowded)
    {
        var session = TestSession.New(TestSession.Workout) with { Players = [.. Enumerable.Range(0, players).Select(i => new RosterPlayer($"p{i}", $"Player {i}", i, Thresholds.Unknown))] };
        var state = Session.Evolve(Session.Empty(SessionLimits.Default), new SessionEvent.Created(session) { At = _session.Now });

        var panel = Open(new LiveBoard(new SessionView(state, Audience.Staff), _session.Now), wall);

        Assert.Equal(crowded, panel.Find(".board").ClassList.Contains("crowded"));
        Assert.Equal(players, panel.FindAll("article").Count);
    }

    [Fact]
    public void An_empty_roster_says_what_to_do_next()
    {
        var session = TestSession.New(TestSession.Workout) with { Players = [] };
        var state = Session.Evolve(Session.Empty(SessionLimits.Default), new SessionEvent.Created(session) { At = _session.Now });

        var panel = Open(new LiveBoard(new SessionView(state, Audience.Staff), _session.Now));

        Assert.Equal("No players on the roster", panel.Find(".state h2").TextContent);
    }

    private IRenderedComponent<BoardPanel> Open(LiveBoard board, bool wall = false) => Render<BoardPanel>(parameters => parameters
        .Add(panel => panel.Board, board)
        .Add(panel => panel.Wall, wall)
        .Add(panel => panel.OnFocus, playerId => _asked.Add(playerId)));

    private static AngleSharp.Dom.IElement View(IRenderedComponent<BoardPanel> panel, string name)
        => panel.FindAll(".toolbar .tab").Single(tab => tab.TextContent.StartsWith(name, StringComparison.Ordinal));
}
