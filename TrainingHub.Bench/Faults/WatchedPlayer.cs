using System.Text.Json;
using System.Text.Json.Nodes;
using TrainingHub.Client;

namespace TrainingHub.Bench.Faults;

/// <summary>What a client holds of a player.</summary>
internal sealed class WatchedPlayer
{
    // In a player's metrics, and no metric.
    private static readonly string[] NoMetrics = ["sessionId", "playerId", "timestamp"];

    private readonly SortedDictionary<string, string> _metrics = new(StringComparer.Ordinal);
    private PlayerStatus _status;
    private bool _connected;
    private bool _pausedWithSession;
    private DateTimeOffset? _joinedAt;

    public ExerciseProgress? Exercise { get; set; }

    public IntervalProgress? Interval { get; set; }

    public static WatchedPlayer Of(Player player, SessionStatus session)
    {
        var watched = new WatchedPlayer
        {
            _status = player.Status,
            _connected = player.Connected,
            _joinedAt = player.JoinedAt,
            // Nobody in these runs pauses by themselves.
            _pausedWithSession = session == SessionStatus.Paused && player.Status == PlayerStatus.Paused,
            Exercise = player.Exercise,
            Interval = player.Interval,
        };
        if (player.Metrics is { } metrics)
        {
            watched.Sampled(metrics);
        }

        return watched;
    }

    public void SessionStarted() => _status = _connected && _status == PlayerStatus.Waiting ? PlayerStatus.Active : _status;

    public void SessionPaused()
    {
        if (_status == PlayerStatus.Active)
        {
            (_status, _pausedWithSession) = (PlayerStatus.Paused, true);
        }
    }

    public void SessionResumed()
    {
        if (_status == PlayerStatus.Paused && _pausedWithSession)
        {
            (_status, _pausedWithSession) = (PlayerStatus.Active, false);
        }
    }

    public void SessionEnded() => _status = _status is PlayerStatus.Active or PlayerStatus.Paused ? PlayerStatus.Completed : _status;

    public void Left(LeaveReason reason)
        => (_connected, _status) = (false, reason == LeaveReason.Completed || _status == PlayerStatus.Completed ? PlayerStatus.Completed : PlayerStatus.Dropped);

    public void Became(PlayerStatus status, bool connected)
        => (_pausedWithSession, _status, _connected) = (_pausedWithSession && status == _status, status, connected);

    /// <summary>What is given replaces what was known; null: no longer known.</summary>
    public void Sampled(PlayerMetrics given)
    {
        foreach (var (name, value) in JsonSerializer.SerializeToNode(given, HubJson.Options)!.AsObject())
        {
            if (NoMetrics.Contains(name))
            {
                continue;
            }

            if (value is null)
            {
                _metrics.Remove(name);
            }
            else
            {
                _metrics[name] = value.ToJsonString();
            }
        }
    }

    public string Text() => JsonSerializer.Serialize(
        new { Status = _status, Connected = _connected, JoinedAt = _joinedAt, Metrics = new JsonObject(_metrics.Select(entry => new KeyValuePair<string, JsonNode?>(entry.Key, entry.Value))), Exercise, Interval },
        HubJson.Options);
}
