using Bunit;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Dashboard;

namespace TrainingHub.Tests.Components;

public sealed class PlayerTileTests : BunitContext
{
    private readonly TestSession _session = new TestSession().Join("ada").Join("bo").Start();

    [Fact]
    public void Shows_who_it_is_how_hard_and_in_which_zone()
    {
        _session.Sample("ada", 171, 262);

        var tile = Render<PlayerTile>(parameters => parameters.Add(tile => tile.Of, new LiveTile(TileOf("ada"))));

        Assert.Equal("7", tile.Find(".number").TextContent);
        Assert.Equal("Ada Berg", tile.Find(".name").TextContent);
        Assert.Equal("171", tile.Find(".bpm").TextContent);
        Assert.Equal(["Z4", "86 %"], tile.FindAll(".zone, .percent").Select(part => part.TextContent));
        Assert.Contains("zone-4", tile.Find("article").ClassList);
        Assert.Equal(["262 W", "3.7 W/kg"], tile.FindAll(".values > span").Select(part => part.TextContent));
        Assert.Equal("on target", tile.Find(".distance").TextContent);
    }

    [Fact]
    public void Says_what_is_amiss_and_since_when()
    {
        _session.Sample("ada", 196);

        var tile = Render<PlayerTile>(parameters => parameters.Add(tile => tile.Of, new LiveTile(TileOf("ada"))));

        Assert.StartsWith("Above ceiling", tile.Find(".chip").TextContent, StringComparison.Ordinal);
        Assert.Equal($"{_session.Now.ToUnixTimeMilliseconds()}", tile.Find("live-age").GetAttribute("since"));
    }

    [Fact]
    public void Says_so_where_a_player_has_not_come()
    {
        var tile = Render<PlayerTile>(parameters => parameters.Add(tile => tile.Of, new LiveBoard(new TestSession().Staff, TestSession.Begin).Place("bo")));

        Assert.Equal("–", tile.Find(".bpm").TextContent);
        Assert.Equal("not here yet", tile.Find(".status").TextContent);
    }

    [Fact]
    public void Shows_an_observer_only_the_zone_of_who_shares_no_number()
    {
        _session.Sample("bo", 171);
        var board = new LiveBoard(new SessionView(_session.State, Audience.Observers), _session.Now);

        var tile = Render<PlayerTile>(parameters => parameters.Add(tile => tile.Of, board.Place("bo")));

        Assert.Equal("Z4", tile.Find(".bpm").TextContent);
        Assert.DoesNotContain("171", tile.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Renders_again_only_for_another_view_of_its_player()
    {
        var board = Sampled("ada", 171);
        var tile = Render<PlayerTile>(parameters => parameters.Add(tile => tile.Of, board.Place("ada")));

        tile.Render(parameters => parameters.Add(tile => tile.Of, board.Place("ada")));
        Assert.Equal(1, tile.RenderCount);

        await tile.InvokeAsync(() => Apply(board, "ada", 171));
        Assert.Equal(1, tile.RenderCount);
        await tile.InvokeAsync(() => Apply(board, "ada", 196));
        Assert.Equal((2, "196"), (tile.RenderCount, tile.Find(".bpm").TextContent));
    }

    [Fact]
    public async Task New_numbers_go_out_in_one_attribute_and_anything_else_in_the_markup_with_them()
    {
        var board = Sampled("ada", 171, 262);
        var tile = Render<PlayerTile>(parameters => parameters.Add(tile => tile.Of, board.Place("ada")));
        Assert.Equal("171|Z4|86 %|on target|262||3.7", Numbers(tile));

        await tile.InvokeAsync(() => Apply(board, "ada", 182, 250));
        Assert.Equal("182|Z5|91 %|2 bpm over|250||3.6", Numbers(tile));
        Assert.Equal("171", tile.Find(".bpm").TextContent);

        await tile.InvokeAsync(() => Apply(board, "ada", 196, 240));
        Assert.Equal("196|Z5|98 %|16 bpm over|240||3.4", Numbers(tile));
        Assert.Equal(("196", "240 W"), (tile.Find(".bpm").TextContent, tile.Find(".values > span").TextContent));
        Assert.Contains("zone-5", tile.Find("article").ClassList);
        Assert.NotNull(tile.Find(".chip"));
    }

    [Fact]
    public async Task Follows_the_board_that_it_is_given_last()
    {
        var tile = Render<PlayerTile>(parameters => parameters.Add(tile => tile.Of, Sampled("ada", 171).Place("ada")));
        var board = Sampled("ada", 172);

        tile.Render(parameters => parameters.Add(tile => tile.Of, board.Place("ada")));
        await tile.InvokeAsync(() => Apply(board, "ada", 173));

        Assert.StartsWith("173|", Numbers(tile), StringComparison.Ordinal);
    }

    [Fact]
    public void Has_a_menu_only_for_who_may_act()
    {
        var asked = "";
        var tile = Render<PlayerTile>(parameters => parameters
            .Add(tile => tile.Of, new LiveTile(TileOf("ada")))
            .Add(tile => tile.WithMenu, true)
            .Add(tile => tile.OnMenu, (string playerId) => asked = playerId));

        tile.Find("[aria-label='Menu for Ada Berg']").Click();

        Assert.Equal("ada", asked);
        Assert.Empty(Render<PlayerTile>(parameters => parameters.Add(tile => tile.Of, new LiveTile(TileOf("ada")))).FindAll(".more"));
    }

    private static string? Numbers(IRenderedComponent<PlayerTile> tile) => tile.Find("tile-numbers").GetAttribute("data");

    private LiveBoard Sampled(string playerId, double heartRate, double? power = null)
    {
        _session.Sample(playerId, heartRate, power);
        return new LiveBoard(_session.Staff, _session.Now);
    }

    private void Apply(LiveBoard board, string playerId, double heartRate, double? power = null)
    {
        _session.Sample(playerId, heartRate, power);
        board.Apply(_session.Sampled(playerId), _session.Now);
        board.Tell();
    }

    private TileView TileOf(string playerId) => new LiveBoard(_session.Staff, _session.Now).Tile(playerId)!;
}
