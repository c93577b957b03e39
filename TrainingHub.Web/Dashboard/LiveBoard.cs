using TrainingHub.Core.Sessions;
using TrainingHub.Core.Traces;

namespace TrainingHub.Web.Dashboard;

/// <summary>The session as the dashboard shows it: a tile for each player, made anew only when something of that player is another.</summary>
public sealed class LiveBoard
{
    private static readonly TimeSpan _pace = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, Entry> _entries = [];
    private readonly List<LiveTile> _others = [];
    private readonly TileFeed _feed = new();
    private DateTimeOffset _assessed;
    private int? _interval;

    public LiveBoard(SessionView view, DateTimeOffset now)
    {
        View = view;
        TakeAll(now);
        _others.Clear();
    }

    /// <summary>A board over a recording, to be moved by <see cref="Show"/>.</summary>
    public LiveBoard(SessionView view, DateTimeOffset at, BoardPast past)
    {
        View = view;
        TakeAll(at, past);
        _others.Clear();
    }

    public SessionView View { get; private set; }

    /// <summary>The instant that it shows.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>Rises when a filter may let through others than before.</summary>
    public int Version { get; private set; }

    /// <summary>Rises when an order may come out otherwise than before, or a filter but the one for who is out of target.</summary>
    public int OrderVersion { get; private set; }

    /// <summary>The board was moved, and the page goes on without rendering: <see cref="BoardBeat"/> is to render.</summary>
    public event Action? Moved;

    /// <summary>Told by <see cref="Tell"/>, after the tiles.</summary>
    public event Action? Changed;

    /// <summary>What the browser is to draw and to age, see <see cref="TileFeed"/>.</summary>
    public string Feed { get; private set; } = "";

    public IEnumerable<TileView> Tiles => _entries.Values.Select(entry => entry.Place.View);

    public int Count => _entries.Count;

    public TileView? Tile(string? playerId) => playerId is not null && _entries.TryGetValue(playerId, out var entry) ? entry.Place.View : null;

    /// <summary>The player's place, for as long as they are on the board; there must be one.</summary>
    public LiveTile Place(string playerId) => _entries[playerId].Place;

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
                Reorder();
            }
        }

        // Silence shows itself in seconds, the plan's next interval at once.
        if (now - _assessed >= _pace || IntervalAt(now) != _interval)
        {
            Reassess(now, seen: changed);
        }

        At = now;
        Feed = _feed.End();
    }

    /// <summary>
    /// What has to be asked for, so that <see cref="Remember"/> knows since when somebody is out of target: back to the start of the interval that runs (pauses only bring it nearer), or the two minutes
    /// of a line. Of who is above the ceiling all is asked for.
    /// </summary>
    public static TraceRequest RequestOf(SessionState state, DateTimeOffset now)
    {
        var begins = state.IsLive && state.StartTime is { } start && state.Workout.At(state.Duration(now)) is { } position
            ? start + state.Workout.Intervals.Take(position.Index).Aggregate(TimeSpan.Zero, (sum, interval) => sum + interval.Duration)
            : now;
        var line = now - TraceFold.RecentFor;
        return new TraceRequest(Since: begins < line ? begins : line);
    }

    /// <summary>Takes in what was before the board was there: the browser is sent the lines, and since when somebody is in trouble is known.</summary>
    public void Remember(SessionTraces traces, DateTimeOffset now)
    {
        var clock = new ActiveClock(traces);
        _feed.Begin(now);
        foreach (var entry in _entries.Values)
        {
            if (traces.Players.GetValueOrDefault(entry.Player.PlayerId) is { } trace)
            {
                var stand = IntervalStand.Of(entry.Player, View.State, now);
                entry.Memory = entry.Memory.Look(entry.Player, stand, now).Recall(entry.Player, stand, trace, stand.Index < 0 ? null : clock.At(BeginOf(stand.Index)));
                Refresh(entry, now);
                _feed.Add(entry.Player, trace.Recent.Select(point => (point.At, point.Value)));
            }
        }

        At = now;
        Feed = _feed.End();
    }

    /// <summary>Shows another moment of a recording.</summary>
    public void Show(SessionView view, DateTimeOffset at, BoardPast past)
    {
        View = view;
        TakeAll(at, past);
    }

    /// <summary>Tells that the board was moved, where the page itself has nothing to render for it.</summary>
    public void Move() => Moved?.Invoke();

    /// <summary>Tells each tile that is another than it was the last time, and then whoever looks at all of them.</summary>
    public void Tell()
    {
        foreach (var tile in _others)
        {
            tile.Tell();
        }

        _others.Clear();
        Changed?.Invoke();
    }

    /// <summary>Silence, a long time out of target and the plan's next interval come with time, not with an event.</summary>
    /// <returns>True when a tile is another than before.</returns>
    public bool Reassess(DateTimeOffset now) => Reassess(now, seen: null);

    private void TakeAll(DateTimeOffset now, BoardPast? past = null)
    {
        (At, _assessed, _interval) = (now, now, IntervalAt(now));
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
            Reorder();
        }

        Feed = _feed.End();
    }

    private void Take(PlayerView player, DateTimeOffset now, TroubleMemory? memory = null)
    {
        if (!_entries.TryGetValue(player.PlayerId, out var entry))
        {
            _entries.Add(player.PlayerId, entry = new Entry());
            Reorder();
        }

        entry.Player = player;
        entry.Memory = memory ?? entry.Memory;
        Refresh(entry, now);
    }

    private bool Reassess(DateTimeOffset now, IReadOnlySet<string>? seen)
    {
        (At, _assessed, _interval) = (now, now, IntervalAt(now));
        var changed = false;
        foreach (var (playerId, entry) in _entries)
        {
            if (seen?.Contains(playerId) != true && (Assess(entry, now, out var stand) != entry.Place.View.Trouble || stand.Index != entry.Interval))
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
        var before = entry.Place?.View;
        entry.Interval = stand.Index;
        var tile = TileView.Of(entry.Player, View.State, stand, trouble) with { HandSince = View.HandOf(entry.Player.PlayerId) };
        if (tile == before)
        {
            return;
        }

        if (before is null)
        {
            entry.Place = new LiveTile(tile);
            return;
        }

        entry.Place!.View = tile;
        _others.Add(entry.Place);
        if (before.Status != tile.Status || before.Trouble?.Kind != tile.Trouble?.Kind || before.HandSince.HasValue != tile.HandSince.HasValue)
        {
            Reorder();
        }
        else if (before.OutOfTarget != tile.OutOfTarget)
        {
            Version++;
        }
    }

    private TimeSpan BeginOf(int interval) => View.State.Workout.Intervals.Take(interval).Aggregate(TimeSpan.Zero, (sum, before) => sum + before.Duration);

    private int? IntervalAt(DateTimeOffset now) => View.State.IsLive ? View.State.Workout.At(View.State.Duration(now))?.Index : null;

    private void Reorder()
    {
        Version++;
        OrderVersion++;
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

        /// <summary>Null until the player was looked at for the first time.</summary>
        public LiveTile Place { get; set; } = null!;

        public int Interval { get; set; }

        public TroubleMemory Memory { get; set; } = TroubleMemory.None;
    }
}
