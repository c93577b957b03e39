using Microsoft.AspNetCore.Components;

namespace TrainingHub.Web.Dashboard;

/// <summary>A player at a glance.</summary>
public sealed partial class PlayerTile
{
    private TileView? _marked;

    /// <summary>Whether the viewer may act on players.</summary>
    [Parameter]
    public bool WithMenu { get; set; }

    [Parameter]
    public EventCallback<string> OnOpen { get; set; }

    /// <summary>The tile's menu button was pressed; the menu itself is one for all tiles.</summary>
    [Parameter]
    public EventCallback<string> OnMenu { get; set; }

    /// <summary>
    /// The view whose numbers stand in the markup: an earlier one, as long as no more than numbers differ. To send each number by itself costs
    /// six times as much as all of them in one attribute, from which the browser writes them.
    /// </summary>
    private TileView Marked()
    {
        Shows();
        return _marked = _marked is { } marked && Tile.DiffersInNumbersOnly(marked) ? marked : Tile;
    }

    private Task OpenAsync() => OnOpen.InvokeAsync(Tile.PlayerId);

    private Task MenuAsync() => OnMenu.InvokeAsync(Tile.PlayerId);
}
