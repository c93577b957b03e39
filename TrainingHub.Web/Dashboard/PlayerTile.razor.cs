using Microsoft.AspNetCore.Components;

namespace TrainingHub.Web.Dashboard;

/// <summary>
/// A player at a glance. It renders when more of the player than numbers is another; those alone are sent by <see cref="TileNumbers"/>, since to send
/// each of them by itself costs several times as much as all in one attribute.
/// </summary>
public sealed partial class PlayerTile
{
    private (LiveTile? Of, TileView? Tile) _marked;

    /// <summary>Whether the viewer may act on players.</summary>
    [Parameter]
    public bool WithMenu { get; set; }

    [Parameter]
    public EventCallback<string> OnOpen { get; set; }

    /// <summary>The tile's menu button was pressed; the menu itself is one for all tiles.</summary>
    [Parameter]
    public EventCallback<string> OnMenu { get; set; }

    protected override bool ShouldRender()
        => !ReferenceEquals(Of, _marked.Of) || !(ReferenceEquals(Tile, _marked.Tile) || Tile.DiffersInNumbersOnly(_marked.Tile!));

    private Task OpenAsync() => OnOpen.InvokeAsync(Tile.PlayerId);

    private Task MenuAsync() => OnMenu.InvokeAsync(Tile.PlayerId);
}
