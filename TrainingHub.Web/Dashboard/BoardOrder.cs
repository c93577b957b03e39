namespace TrainingHub.Web.Dashboard;

public enum BoardSort { Trouble, Name, Number, Percent, Progress }

public enum BoardFilter { All, Active, Dropped, OutOfTarget }

/// <summary>Which tiles are shown, and in which order: worked out anew only when it may come out otherwise, so that nothing jumps while values change.</summary>
public sealed class BoardOrder
{
    // Order by a value that never stands still is refreshed at this pace.
    private static readonly TimeSpan _restless = TimeSpan.FromSeconds(10);

    // Who got out of trouble stays in front for this long: at the edge of a target nobody jumps to and fro.
    private static readonly TimeSpan _calmFor = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, (TroubleKind Kind, DateTimeOffset? Until)> _held = [];
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
        if (wanted != _for || (Sort is BoardSort.Percent or BoardSort.Progress && (now - _at).Duration() > _restless) || _held.Values.Any(held => held.Until <= now))
        {
            Hold(board, now);
            (_for, _at) = (wanted, now);
            List<string> order = [.. Sorted(board.Tiles.Where(Shows)).ThenBy(tile => tile.Slot).Select(tile => tile.PlayerId)];
            _order = order.SequenceEqual(_order) ? _order : order;
        }

        return _order;
    }

    public static int Count(LiveBoard board, BoardFilter filter) => board.Tiles.Count(tile => Passes(tile, filter));

    // Trouble comes to the front at once, and worse trouble before it; what gets better waits.
    private void Hold(LiveBoard board, DateTimeOffset now)
    {
        if (!ReferenceEquals(board, _for.Board) || now < _at)
        {
            _held.Clear(); // another board, or an earlier moment of a recording
        }

        foreach (var tile in board.Tiles)
        {
            var isHeld = _held.TryGetValue(tile.PlayerId, out var held) && !(held.Until <= now);
            if (tile.Trouble is { } trouble && (!isHeld || trouble.Kind <= held.Kind))
            {
                _held[tile.PlayerId] = (trouble.Kind, null);
            }
            else if (isHeld)
            {
                _held[tile.PlayerId] = (held.Kind, held.Until ?? now + _calmFor);
            }
            else
            {
                _held.Remove(tile.PlayerId);
            }
        }
    }

    private TroubleKind? KindOf(TileView tile) => _held.TryGetValue(tile.PlayerId, out var held) ? held.Kind : null;

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
        _ => tiles.OrderBy(tile => tile.HandSince is null).ThenBy(tile => KindOf(tile) ?? (TroubleKind)int.MaxValue),
    };
}
