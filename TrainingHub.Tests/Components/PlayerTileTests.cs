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
    public void Renders_again_only_for_another_view_of_its_player()
    {
        _session.Sample("ada", 171);
        var view = TileOf("ada");
        var tile = Render<PlayerTile>(parameters => parameters.Add(tile => tile.Of, new LiveTile(view)));

        tile.Render(parameters => parameters.Add(tile => tile.Of, new LiveTile(view)));
        Assert.Equal(1, tile.RenderCount);

        _session.Sample("ada", 172);
        tile.Render(parameters => parameters.Add(tile => tile.Of, new LiveTile(TileOf("ada"))));
        Assert.Equal((1, 2), (tile.RenderCount, tile.FindComponent<TileNumbers>().RenderCount));
        Assert.StartsWith("172|Z4|86 %", tile.Find("tile-numbers").GetAttribute("data"), StringComparison.Ordinal);
    }

    [Fact]
    public void New_numbers_go_out_in_one_attribute_and_anything_else_in_the_markup_with_them()
    {
        _session.Sample("ada", 171, 262);
        var place = new LiveTile(TileOf("ada"));
        var tile = Render<PlayerTile>(parameters => parameters.Add(tile => tile.Of, place));
        Assert.Equal("171|Z4|86 %|on target|262||3.7", tile.Find("tile-numbers").GetAttribute("data"));

        _session.Sample("ada", 182, 250);
        tile.Render(parameters => parameters.Add(tile => tile.Of, new LiveTile(TileOf("ada"))));
        Assert.Equal("182|Z5|91 %|2 bpm over|250||3.6", tile.Find("tile-numbers").GetAttribute("data"));
        Assert.Equal("171", tile.Find(".bpm").TextContent);

        _session.Sample("ada", 196, 240);
        tile.Render(parameters => parameters.Add(tile => tile.Of, new LiveTile(TileOf("ada"))));
        Assert.Equal(("196", "240 W"), (tile.Find(".bpm").TextContent, tile.Find(".values > span").TextContent));
        Assert.Contains("zone-5", tile.Find("article").ClassList);
        Assert.NotNull(tile.Find(".chip"));
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

    private TileView TileOf(string playerId) => new LiveBoard(_session.Staff, _session.Now).Tile(playerId)!;
}
