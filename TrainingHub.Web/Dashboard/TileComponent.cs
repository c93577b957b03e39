using Microsoft.AspNetCore.Components;
using TrainingHub.Core.Players;

namespace TrainingHub.Web.Dashboard;

/// <summary>Shows a player of a board. Renders when that player's view is another, by itself, and for nothing else: neither it nor the page waits for the other.</summary>
public abstract class TileComponent : ComponentBase, IDisposable
{
    private LiveTile? _followed;
    private TileView? _shown;

    /// <summary>Whose tile it is.</summary>
    [Parameter, EditorRequired]
    public required LiveTile Of { get; set; }

    /// <summary>The viewer's; metric where nobody says.</summary>
    [CascadingParameter]
    public Units? Units { get; set; }

    protected Units Shown => Units ?? Core.Players.Units.Metric;

    protected TileView Tile => Of.View;

    public void Dispose()
    {
        Follow(null);
        GC.SuppressFinalize(this);
    }

    protected override void OnParametersSet() => Follow(Of);

    protected override bool ShouldRender() => !ReferenceEquals(Tile, _shown);

    /// <summary>To be called while it renders. Not after the render: that is told when the browser has it, and by then another view may have been passed over.</summary>
    protected void Shows() => _shown = Tile;

    private void Follow(LiveTile? tile)
    {
        if (ReferenceEquals(tile, _followed))
        {
            return;
        }

        if (_followed is not null)
        {
            _followed.Changed -= StateHasChanged;
        }

        _followed = tile;
        if (tile is not null)
        {
            tile.Changed += StateHasChanged;
        }
    }
}
