namespace TrainingHub.Web.Dashboard;

/// <summary>A player's place on a board: what shows it follows it, and is told when it is another. On the page's dispatcher alone.</summary>
public sealed class LiveTile(TileView view)
{
    /// <summary>What it says now.</summary>
    public TileView View { get; internal set; } = view;

    /// <summary>Told by <see cref="LiveBoard.Tell"/>: <see cref="View"/> is another.</summary>
    public event Action? Changed;

    internal void Tell() => Changed?.Invoke();
}
