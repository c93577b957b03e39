using TrainingHub.Core.Sessions;

namespace TrainingHub.Web.Dashboard;

/// <summary>The session as the dashboard shows it: a tile for each player, made anew only when something of that player is another.</summary>
public sealed class LiveBoard
{
    private readonly Dictionary<string, Entry> _entries = [];
    private readonly TileFeed _feed = new();

    public LiveBoard(SessionView view, DateTimeOffset now)
    {
        View = view;
        TakeAll(now);
    }

    /// <summary>A board over a recording, to be moved by <see cref="Show"/>.</summary>
    public LiveBoard(SessionView view, DateTimeOffset at, BoardPast past)
    {
        View = view;
        TakeAll(at, past);
    }

    public SessionView View { get; private set; }

    /// <summary>Rises when an order or a filter may come out otherwise than before.</summary>
    public int Version { get; private set; }

    /// <summary>What the browser is to draw and to age, see <see cref="TileFeed"/>.</summary>
    public string Feed { get; private set; } = "";

    public IEnumerable<TileView> Tiles => _entries.Values.Select(entry => entry.Tile);

    public int Count => _entries.Count;

    public TileView? Tile(string? playerId) => playerId is not null && _entries.TryGetValue(playerId, out var entry) ? entry.Tile : null;

    public PlayerView? Player(string playerId) => _entries.GetValueOrDefault(playerId)?.Player;

    public void Apply(SessionUpdate update, DateTimeOffset now)
    {
        View = update.View;
        if (update.ChangedPlayers() is not { } changed)
        {
            TakeAll(now);
            return;
        }

        _feed.Begin(now);
        foreach (var playerId in changed)
        {
            if (View.Player(playerId) is { } player)
            {
                Take(player, now);
                _feed.Add(player);
            }
            else if (_entries.Remove(playerId))
            {
                Version++;
            }
        }

        Reassess(now, seen: changed);
        Feed = _feed.End();
    }

    /// <summary>Shows another moment of a recording.</summary>
    public void Show(SessionView view, DateTimeOffset at, BoardPast past)
    {
        View = view;
        TakeAll(at, past);
    }

    /// <summary>Silence, a long time out of target and the plan's next interval come with time, not with an event.</summary>
    /// <returns>True when a tile is another than before.</returns>
    public bool Reassess(DateTimeOffset now) => Reassess(now, seen: null);

    private void TakeAll(DateTimeOffset now, BoardPast? past = null)
    {
        _feed.Begin(now, past?.Jump);
        var gone = _entries.Keys.ToHashSet();
        foreach (var player in View.Players)
        {
            gone.Remove(player.PlayerId);
            Take(player, now, past?.TroubleOf(player.PlayerId));
            _feed.Add(player, past?.LineOf(player.PlayerId));
        }

        foreach (var playerId in gone)
        {
            _entries.Remove(playerId);
            Version++;
        }

        Feed = _feed.End();
    }

    private void Take(PlayerView player, DateTimeOffset now, TroubleMemory? memory = null)
    {
        if (!_entries.TryGetValue(player.PlayerId, out var entry))
        {
            _entries.Add(player.PlayerId, entry = new Entry());
            Version++;
        }

        entry.Player = player;
        entry.Memory = memory ?? entry.Memory;
        Refresh(entry, now);
    }

    private bool Reassess(DateTimeOffset now, IReadOnlySet<string>? seen)
    {
        var changed = false;
        foreach (var (playerId, entry) in _entries)
        {
            if (seen?.Contains(playerId) != true && (Assess(entry, now, out var stand) != entry.Tile.Trouble || stand.Index != entry.Interval))
            {
                Refresh(entry, now);
                changed = true;
            }
        }

        return changed;
    }

    private void Refresh(Entry entry, DateTimeOffset now)
    {
        var trouble = Assess(entry, now, out var stand);
        var before = entry.Tile;
        entry.Interval = stand.Index;
        var tile = TileView.Of(entry.Player, View.State, stand, trouble);
        if (tile == before)
        {
            return;
        }

        entry.Tile = tile;
        if (before is null || before.Status != tile.Status || before.Trouble?.Kind != tile.Trouble?.Kind || before.OutOfTarget != tile.OutOfTarget)
        {
            Version++;
        }
    }

    private Trouble? Assess(Entry entry, DateTimeOffset now, out IntervalStand stand)
    {
        stand = IntervalStand.Of(entry.Player, View.State, now);
        entry.Memory = entry.Memory.Look(entry.Player, stand, now);
        return entry.Memory.Of(entry.Player, View.State, now);
    }

    private sealed class Entry
    {
        public PlayerView Player { get; set; } = null!;

        public TileView Tile { get; set; } = null!;

        public int Interval { get; set; }

        public TroubleMemory Memory { get; set; } = TroubleMemory.None;
    }
}
