using System.Diagnostics;
using System.Text.Json;
using TrainingHub.Client;

namespace TrainingHub.Bench.Faults;

/// <summary>
/// What a client holds of a session: the last snapshot, and the rules of `docs/protocol.md` applied to each event since, as a client author would write them.
/// Knows nothing of the server's own fold.
/// </summary>
internal sealed class WatchedSession
{
    private readonly SortedDictionary<string, WatchedPlayer> _players = new(StringComparer.Ordinal);
    private SessionStatus _status;
    private DateTimeOffset? _start, _end, _paused;

    public static WatchedSession Of(Session session)
    {
        var watched = new WatchedSession { _status = session.Status, _start = session.StartTime, _end = session.EndTime, _paused = session.PausedAt };
        foreach (var player in session.Players)
        {
            watched._players[player.PlayerId] = WatchedPlayer.Of(player, session.Status);
        }

        return watched;
    }

    public void Apply(TrainingEvent happened)
    {
        switch (happened)
        {
            case TrainingEvent.SessionStarted started:
                (_status, _start) = (SessionStatus.Active, started.StartTime);
                Each(player => player.SessionStarted());
                break;
            case TrainingEvent.SessionPaused paused:
                (_status, _paused) = (SessionStatus.Paused, paused.PausedAt);
                Each(player => player.SessionPaused());
                break;
            case TrainingEvent.SessionResumed:
                (_status, _paused) = (SessionStatus.Active, null);
                Each(player => player.SessionResumed());
                break;
            case TrainingEvent.SessionEnded ended:
                End(SessionStatus.Completed, ended.EndTime);
                break;
            case TrainingEvent.SessionForceEnded ended:
                End(SessionStatus.Cancelled, ended.EndTime);
                break;
            case TrainingEvent.PlayerJoined joined:
                _players[joined.Player.PlayerId] = WatchedPlayer.Of(joined.Player, _status);
                break;
            case TrainingEvent.PlayerLeft { Reason: LeaveReason.Kicked } kicked:
                _players.Remove(kicked.PlayerId);
                break;
            case TrainingEvent.PlayerKicked kicked:
                _players.Remove(kicked.PlayerId);
                break;
            case TrainingEvent.PlayerLeft left:
                _players[left.PlayerId].Left(left.Reason);
                break;
            case TrainingEvent.MetricsChanged changed:
                foreach (var player in changed.Players)
                {
                    _players[player.PlayerId!].Sampled(player);
                }

                break;
            case TrainingEvent.ExerciseProgressed progressed:
                _players[progressed.Progress.PlayerId].Exercise = progressed.Progress;
                break;
            case TrainingEvent.IntervalProgressed progressed:
                _players[progressed.Progress.PlayerId].Interval = progressed.Progress;
                break;
            case TrainingEvent.PlayerStatusChanged changed:
                _players[changed.PlayerId].Became(changed.Status, changed.Connected);
                break;
            case TrainingEvent.HandChanged or TrainingEvent.EffortRated or TrainingEvent.MessageSent or TrainingEvent.MessageAcknowledged:
                break; // nothing that is compared
            default:
                throw new UnreachableException($"{happened.GetType().Name} is no event of the contract.");
        }
    }

    /// <summary>All that a client can know for certain, one line for the session and each player; two that hold the same have the same text.</summary>
    public string Text()
    {
        var session = JsonSerializer.Serialize(new { Status = _status, Start = _start, End = _end, Paused = _paused }, HubJson.Options);
        return string.Join('\n', _players.Select(player => $"{player.Key} {player.Value.Text()}").Prepend(session));
    }

    private void End(SessionStatus status, DateTimeOffset at)
    {
        (_status, _end, _paused) = (status, at, null);
        Each(player => player.SessionEnded());
    }

    private void Each(Action<WatchedPlayer> change)
    {
        foreach (var player in _players.Values)
        {
            change(player);
        }
    }
}
