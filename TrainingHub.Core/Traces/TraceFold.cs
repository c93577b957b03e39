using System.Collections.Immutable;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Replay;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Core.Traces;

/// <summary>
/// A session's values over time, folded from its events, event by event: what a page that opens in the middle shows at once. It needs no state of the session, so that two hours of thirty
/// players are read quickly; what an audience may see is asked when it looks (<see cref="See"/>). Not safe from several threads.
/// </summary>
public sealed class TraceFold
{
    private const int MostMarks = 2000;

    private readonly Dictionary<string, PlayerTraceFold> _players = [];
    private readonly List<RecordingMarker> _ofSession = [];
    private readonly Queue<RecordingMarker> _ofPlayers = new();
    private DateTimeOffset? _from;

    /// <summary>Those that are kept.</summary>
    public static ImmutableArray<Metric> Metrics { get; } = [Metric.HeartRate, Metric.Power, Metric.Cadence, Metric.Pace];

    /// <summary>How far a tile's line reaches.</summary>
    public static TimeSpan RecentFor { get; } = TimeSpan.FromMinutes(2);

    /// <summary>How many events are folded: the last one's sequence number.</summary>
    public long Seq { get; private set; }

    public static TraceFold Of(IEnumerable<SessionEvent> events)
    {
        var fold = new TraceFold();
        foreach (var @event in events)
        {
            fold.Take(@event);
        }

        return fold;
    }

    /// <summary>The session's next event.</summary>
    public void Take(SessionEvent @event)
    {
        Seq++;
        switch (@event)
        {
            case SessionEvent.MetricsReported reported:
                Player(reported.PlayerId).Take(reported.Values, reported.At, _from);
                return;
            case SessionEvent.MetricsBackfilled backfilled:
                foreach (var sample in backfilled.Samples)
                {
                    Player(backfilled.PlayerId).TakeLate(sample.Values, backfilled.TakenAt(sample), _from);
                }

                return;
            case SessionEvent.Started:
                _from = @event.At;
                break;
        }

        if (RecordingMarker.Find(@event) is { } mark)
        {
            Mark(mark);
        }
    }

    /// <summary>What the audience of a view may see of it, by what the players let it see in that view.</summary>
    public SessionTraces See(SessionView view, TraceRequest request)
    {
        var players = ImmutableDictionary.CreateBuilder<string, PlayerTrace>();
        foreach (var player in view.Players)
        {
            if ((request.PlayerId is null || request.PlayerId == player.PlayerId) && _players.TryGetValue(player.PlayerId, out var known))
            {
                players.Add(player.PlayerId, known.See(player.PlayerId, player.Hidden, request.Since));
            }
        }

        return new SessionTraces(
            _from,
            [.. _ofSession.Concat(_ofPlayers.Where(mark => IsWanted(mark.PlayerId!, request) && view.Audience.Hears(mark.PlayerId, view.State))).OrderBy(mark => mark.At)],
            players.ToImmutable());
    }

    private static bool IsWanted(string playerId, TraceRequest request) => request.PlayerId is null || request.PlayerId == playerId;

    private void Mark(RecordingMarker mark)
    {
        if (mark.PlayerId is null)
        {
            _ofSession.Add(mark);
            return;
        }

        _ofPlayers.Enqueue(mark);
        if (_ofPlayers.Count > MostMarks)
        {
            _ofPlayers.Dequeue();
        }
    }

    private PlayerTraceFold Player(string playerId)
    {
        if (!_players.TryGetValue(playerId, out var player))
        {
            _players.Add(playerId, player = new PlayerTraceFold());
        }

        return player;
    }
}
