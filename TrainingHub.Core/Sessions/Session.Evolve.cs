using System.Collections.Immutable;
using System.Diagnostics;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Core.Sessions;

public static partial class Session
{
    /// <summary>The state after one more event. Pure; an event that it does not know is a fault, never ignored.</summary>
    public static SessionState Evolve(SessionState state, SessionEvent @event) => @event is SessionEvent.MetricsReported reported ? Sample(state, reported) : Change(state, @event);

    private static SessionState Change(SessionState state, SessionEvent @event)
    {
        var next = state with { Seq = state.Seq + 1, LastEventAt = @event.At };
        return @event switch
        {
            SessionEvent.Created created => Create(next, created),
            SessionEvent.Started => EveryPlayer(next with { Status = SessionStatus.Active, StartTime = @event.At, RunningSince = @event.At },
                player => player is { Connected: true, Status: PlayerStatus.Waiting } ? player with { Status = PlayerStatus.Active } : player),
            SessionEvent.Paused => EveryPlayer(Halt(next, @event.At) with { Status = SessionStatus.Paused, PausedAt = @event.At },
                player => player.Status == PlayerStatus.Active ? player with { Status = PlayerStatus.Paused, PausedWithSession = true } : player),
            SessionEvent.Resumed => EveryPlayer(next with { Status = SessionStatus.Active, PausedAt = null, RunningSince = @event.At },
                player => player is { Status: PlayerStatus.Paused, PausedWithSession: true } ? player with { Status = PlayerStatus.Active, PausedWithSession = false } : player),
            SessionEvent.Ended => Finish(next, SessionStatus.Completed, @event.At),
            SessionEvent.Cancelled cancelled => Finish(next, SessionStatus.Cancelled, @event.At) with { EndReason = cancelled.Reason },
            SessionEvent.PlayerJoined joined => OnePlayer(next, joined.PlayerId, player => Come(next, player, @event.At)),
            SessionEvent.PlayerConnectionLost lost => OnePlayer(next, lost.PlayerId, player => player with { Connected = false, LostAt = @event.At }),
            SessionEvent.PlayerLeft left => OnePlayer(next, left.PlayerId, player => Go(next, player)),
            SessionEvent.PlayerKicked kicked => LowerHand(next, kicked.PlayerId) with
            {
                Players = next.Players.Remove(kicked.PlayerId),
                Removed = next.Removed.SetItem(kicked.PlayerId, next.Players[kicked.PlayerId]),
            },
            SessionEvent.PlayerReadmitted readmitted => Readmit(next, readmitted.PlayerId),
            SessionEvent.MetricsBackfilled backfilled => OnePlayer(next, backfilled.PlayerId, player => Fill(next, player, backfilled)),
            SessionEvent.ExerciseReported reported => Spend(OnePlayer(next, reported.Progress.PlayerId,
                player => Acted(player, reported.By, @event.At) with { Exercise = reported.Progress, Place = SetPosition.Place(next.Workout, player.Place, reported.Progress) }), reported.By),
            SessionEvent.IntervalReported reported => Spend(OnePlayer(next, reported.Progress.PlayerId,
                player => Acted(player, reported.By, @event.At) with { Interval = reported.Progress }), reported.By),
            SessionEvent.PlayerStatusSet set => Spend(OnePlayer(next, set.PlayerId,
                player => Acted(player, set.By, @event.At) with
                {
                    Status = set.Status,
                    Before = null,
                    PausedWithSession = false,
                    DoneAt = set.Status == PlayerStatus.Completed ? @event.At : null,
                }), set.By),
            SessionEvent.SharingChosen chosen => Share(next, chosen),
            SessionEvent.MessageSent sent => Send(next, sent),
            SessionEvent.MessageAcknowledged acknowledged => Acknowledge(next, acknowledged),
            SessionEvent.HandRaised raised => Raise(next, raised),
            SessionEvent.HandLowered lowered => LowerHand(next, lowered.PlayerId),
            SessionEvent.EffortRated rated => Rate(next, rated),
            SessionEvent.PlayerAdded added => Add(next, added),
            SessionEvent.PlayerMoved moved => Move(next, moved),
            SessionEvent.PlayerAnswered answered => Spend(OnePlayer(next, answered.PlayerId, player => player with { Answer = answered.Answer }), answered.By),
            SessionEvent.Rescheduled rescheduled => next with { ScheduledAt = rescheduled.ScheduledAt },
            SessionEvent.AdmissionChosen chosen => next with { Admits = chosen.Admits },
            _ => throw new UnreachableException($"No rule evolves {@event.GetType().Name}."),
        };
    }

    private static SessionState Create(SessionState state, SessionEvent.Created created)
    {
        var session = created.Session;
        return state with
        {
            SessionId = session.SessionId,
            Workout = session.Workout,
            TrainerId = session.TrainerId,
            TrainerName = session.TrainerName,
            TeamName = session.TeamName,
            ShareWithTeam = session.ShareWithTeam,
            Admits = session.Admits,
            ScheduledAt = session.ScheduledAt,
            CreatedAt = created.At,
            Observers = session.Observers.IsDefault ? [] : session.Observers,
            Players = session.Players.Select((player, order) => new PlayerState { Profile = player, Order = order }).ToImmutableDictionary(player => player.PlayerId),
        };
    }

    private static SessionState Halt(SessionState state, DateTimeOffset at) => state with { ActiveBefore = state.Duration(at), RunningSince = null };

    private static SessionState Finish(SessionState state, SessionStatus status, DateTimeOffset at)
        => EveryPlayer(Halt(state, at) with { Status = status, EndTime = at, PausedAt = null, Messages = state.Messages with { Hands = state.Messages.Hands.Clear() } },
            player => player.Status is PlayerStatus.Active or PlayerStatus.Paused ? player with { Status = PlayerStatus.Completed, PausedWithSession = false } : player);

    /// <summary>Who comes back is what they were, brought up to what the session did meanwhile.</summary>
    private static PlayerState Come(SessionState state, PlayerState player, DateTimeOffset at)
    {
        var here = player with { Connected = true, LostAt = null, JoinedAt = player.JoinedAt ?? at, LastActivity = at, Arrival = player.Arrival ?? SampleArrival.From(at) };
        if (state.HasEnded)
        {
            return here;
        }

        var status = player.Before ?? player.Status;
        here = here with { Status = status, Before = null };
        return (state.Status, status) switch
        {
            (SessionStatus.Active, PlayerStatus.Waiting) => here with { Status = PlayerStatus.Active },
            (SessionStatus.Active, PlayerStatus.Paused) when player.PausedWithSession => here with { Status = PlayerStatus.Active, PausedWithSession = false },
            (SessionStatus.Paused, PlayerStatus.Active or PlayerStatus.Waiting) => here with { Status = PlayerStatus.Paused, PausedWithSession = true },
            _ => here,
        };
    }

    private static PlayerState Go(SessionState state, PlayerState player)
    {
        var gone = player with { Connected = false, LostAt = null };
        return state.HasEnded || player.Status is PlayerStatus.Completed or PlayerStatus.Dropped
            ? gone
            : gone with { Status = PlayerStatus.Dropped, Before = player.Status };
    }

    private static SessionState Readmit(SessionState state, string playerId)
    {
        var player = state.Removed[playerId] with { Connected = false, LostAt = null, WasMoved = false, MovedTo = null };
        return state with
        {
            Removed = state.Removed.Remove(playerId),
            Players = state.Players.SetItem(playerId, player is { JoinedAt: null, Status: PlayerStatus.Waiting } ? player : Go(state, player)),
        };
    }

    // A kicked player is to be seen in a replay of the time before.
    private static SessionState Share(SessionState state, SessionEvent.SharingChosen chosen) => state.Removed.TryGetValue(chosen.PlayerId, out var removed)
        ? state with { Removed = state.Removed.SetItem(chosen.PlayerId, removed with { Profile = removed.Profile.With(chosen.Sharing) }) }
        : OnePlayer(state, chosen.PlayerId, player => player with { Profile = player.Profile.With(chosen.Sharing) });

    // Nearly all events are samples: one copy of the session and one of the player, and nothing besides.
    private static SessionState Sample(SessionState state, SessionEvent.MetricsReported reported) => state with
    {
        Seq = state.Seq + 1,
        LastEventAt = reported.At,
        Players = state.Players.SetItem(reported.PlayerId, Sample(state.Players[reported.PlayerId], reported, state.Seq + 1, state.Limits.Metrics)),
    };

    private static PlayerState Sample(PlayerState player, SessionEvent.MetricsReported reported, long seq, Allowance allowance)
    {
        var metrics = (player.Metrics ?? CurrentMetrics.None).Take(reported.Values, reported.At, seq);
        return player with
        {
            Metrics = metrics,
            ZoneChangedBy = player.ZoneOf(metrics) == player.HeartRateZone ? player.ZoneChangedBy : seq,
            LastActivity = reported.At,
            MetricsBudget = player.MetricsBudget.Take(allowance, reported.At),
            Stored = reported.Timestamp is { } sent ? player.Stored.Add(reported.DeviceId, sent) : player.Stored,
            Arrival = (player.Arrival ?? SampleArrival.From(reported.TakenAt)).Take(reported.TakenAt),
        };
    }

    // The live values stay as they are: late is late.
    private static PlayerState Fill(SessionState state, PlayerState player, SessionEvent.MetricsBackfilled backfilled) => player with
    {
        LastActivity = backfilled.At,
        BackfilledBy = state.Seq,
        BackfilledAt = backfilled.At,
        BackfillBudget = player.BackfillBudget.Take(state.Limits.Backfill, backfilled.At),
        Stored = player.Stored.Add(backfilled.Samples),
        Arrival = backfilled.Samples.Aggregate(player.Arrival ?? SampleArrival.From(backfilled.At), (arrival, sample) => arrival.TakeLate(backfilled.TakenAt(sample))),
    };

    private static PlayerState Acted(PlayerState player, string by, DateTimeOffset at) => by == player.PlayerId ? player with { LastActivity = at } : player;

    private static SessionState Spend(SessionState state, string userId) => state with
    {
        ProgressBudgets = state.ProgressBudgets.SetItem(userId, state.ProgressBudgets.GetValueOrDefault(userId).Take(state.Limits.Progress, state.LastEventAt)),
    };

    private static SessionState OnePlayer(SessionState state, string playerId, Func<PlayerState, PlayerState> change)
        => state with { Players = state.Players.SetItem(playerId, change(state.Players[playerId])) };

    private static SessionState EveryPlayer(SessionState state, Func<PlayerState, PlayerState> change)
        => state with { Players = state.Players.ToImmutableDictionary(entry => entry.Key, entry => change(entry.Value)) };
}
