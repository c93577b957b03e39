using Microsoft.AspNetCore.Components;

namespace TrainingHub.Web.Dashboard;

/// <summary>A player at a glance. Renders only when it is given another <see cref="TileView"/>.</summary>
public sealed partial class PlayerTile
{
    private TileView? _shown;

    [Parameter, EditorRequired]
    public required TileView Tile { get; set; }

    /// <summary>Whether the viewer may act on players.</summary>
    [Parameter]
    public bool WithMenu { get; set; }

    [Parameter]
    public EventCallback<string> OnOpen { get; set; }

    /// <summary>The tile's menu button was pressed; the menu itself is one for all tiles.</summary>
    [Parameter]
    public EventCallback<string> OnMenu { get; set; }

    private string Class => TileText.Class(Tile);

    protected override bool ShouldRender() => !ReferenceEquals(Tile, _shown);

    protected override void OnAfterRender(bool firstRender) => _shown = Tile;

    private Task OpenAsync() => OnOpen.InvokeAsync(Tile.PlayerId);

    private Task MenuAsync() => OnMenu.InvokeAsync(Tile.PlayerId);
}
