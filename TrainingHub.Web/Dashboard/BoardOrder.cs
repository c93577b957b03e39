namespace TrainingHub.Web.Dashboard;

public enum BoardSort { Trouble, Name, Number, Percent, Progress }

public enum BoardFilter { All, Active, Dropped, OutOfTarget }

/// <summary>Which tiles are shown, and in which order: worked out anew only when it may come out otherwise, so that nothing jumps while values change.</summary>
public sealed class BoardOrder
{
    // Order by a value that never stands still is refreshed at this pace.
    private static readonly TimeSpan _restless = TimeSpan.FromSeconds(10);

    private (LiveBoard? Board, int Version, BoardSort Sort, BoardFilter Filter, string Find) _for;
    private DateTimeOffset _at;
    private List<string> _order = [];

    public BoardSort Sort { get; set; }

    public BoardFilter Filter { get; set; }

    /// <summary>Part of a name, or the start of a number.</summary>
    public string Find { get; set; } = "";

    /// <returns>The same list as before where the order is the same.</returns>
    public IReadOnlyList<string> Of(LiveBoard board, DateTimeOffset now)
    {
        var wanted = (board, Filter == BoardFilter.OutOfTarget ? board.Version : board.OrderVersion, Sort, Filter, Find);
        if (wanted != _for || (Sort is BoardSort.Percent or BoardSort.Progress && (now - _at).Duration() > _restless))
        {
            (_for, _at) = (wanted, now);
            List<string> order = [.. Sorted(board.Tiles.Where(Shows)).ThenBy(tile => tile.Slot).Select(tile => tile.PlayerId)];
            _order = order.SequenceEqual(_order) ? _order : order;
        }

        return _order;
    }

    public static int Count(LiveBoard board, BoardFilter filter) => board.Tiles.Count(tile => Passes(tile, filter));

    private bool Shows(TileView tile) => Passes(tile, Filter) && (Find.Length == 0
        || tile.Name.Contains(Find, StringComparison.CurrentCultureIgnoreCase)
        || (tile.Number is { } number && $"{number}".StartsWith(Find, StringComparison.Ordinal)));

    private static bool Passes(TileView tile, BoardFilter filter) => filter switch
    {
        BoardFilter.Active => tile.Status == Core.Sessions.PlayerStatus.Active,
        BoardFilter.Dropped => tile.Status == Core.Sessions.PlayerStatus.Dropped,
        BoardFilter.OutOfTarget => tile.OutOfTarget,
        _ => true,
    };

    private IOrderedEnumerable<TileView> Sorted(IEnumerable<TileView> tiles) => Sort switch
    {
        BoardSort.Name => tiles.OrderBy(tile => tile.Name, StringComparer.CurrentCultureIgnoreCase),
        BoardSort.Number => tiles.OrderBy(tile => tile.Number ?? int.MaxValue),
        BoardSort.Percent => tiles.OrderByDescending(tile => tile.Percent ?? -1),
        BoardSort.Progress => tiles.OrderBy(tile => tile.Done),
        _ => tiles.OrderBy(tile => tile.HandSince is null).ThenBy(tile => tile.Trouble?.Kind ?? (TroubleKind)int.MaxValue),
    };
}
