using System.Diagnostics;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Web.Wire;

/// <summary>An event of `protocol.md` §2.3 as one audience hears it.</summary>
/// <param name="Name">The event's name on the wire.</param>
public sealed record SessionMessage(string Name, WireValue Payload)
{
    /// <returns>Null where the item is nothing that is told.</returns>
    public static SessionMessage? Of(string sessionId, FeedItem item) => item switch
    {
        FeedItem.Sampled sampled => new("training:player:metrics", Head(sessionId, item)
            .With("players", WireValue.Of(sampled.Players.Select(SessionShape.Changed).ToArray()))),
        FeedItem.Resynced resynced => new("training:session:snapshot", Head(sessionId, item)
            .With("session", SessionShape.Session(resynced.View, resynced.At))),
        FeedItem.Happened happened => Of(happened, Head(sessionId, item)),
        _ => throw new UnreachableException($"{item.GetType().Name} has no event on the wire."),
    };

    private static SessionMessage? Of(FeedItem.Happened happened, WireObject head)
    {
        var after = happened.After;
        return happened.Event switch
        {
            SessionEvent.Created or SessionEvent.MetricsReported or SessionEvent.MetricsBackfilled => null, // samples are told merged
            SessionEvent.SharingChosen => null, // whoever sees more or less by it gets a snapshot
            SessionEvent.Started => new("training:session:start", Running(head, happened)),
            SessionEvent.Resumed => new("training:session:resume", Running(head, happened)),
            SessionEvent.Paused => new("training:session:pause", Lasted(head.Known("pausedAt", after.State.PausedAt), happened)),
            SessionEvent.Ended => new("training:session:end", Lasted(head.Known("endTime", after.State.EndTime), happened)),
            SessionEvent.Cancelled cancelled => new("training:session:force:end",
                Lasted(head.Known("endTime", after.State.EndTime), happened).Known("reason", cancelled.Reason)),
            SessionEvent.PlayerJoined joined => Came(head, after, joined.PlayerId),
            SessionEvent.PlayerReadmitted readmitted => Came(head, after, readmitted.PlayerId),
            SessionEvent.PlayerLeft left => Left(head, left.PlayerId, left.Reason),
            SessionEvent.PlayerKicked kicked when after.Audience.PlayerId == kicked.PlayerId
                => new("training:player:kick", head.With("playerId", kicked.PlayerId).Known("reason", kicked.Reason)),
            SessionEvent.PlayerKicked kicked => Left(head, kicked.PlayerId, LeaveReason.Kicked),
            SessionEvent.PlayerAdded added => after.Player(added.Player.PlayerId) is { } player
                ? new("training:player:added", head.With("player", SessionShape.Player(after, player)))
                : null,
            SessionEvent.PlayerMoved moved when after.Audience.PlayerId == moved.PlayerId
                => new("training:player:moved", head.With("playerId", moved.PlayerId).Known("toSessionId", moved.ToSessionId)),
            SessionEvent.PlayerMoved moved => Left(head, moved.PlayerId, LeaveReason.Moved),
            SessionEvent.PlayerAnswered answered => new("training:player:answer", head.With("playerId", answered.PlayerId).With("answer", WireWords.Of(answered.Answer))),
            SessionEvent.Rescheduled rescheduled => new("training:session:reschedule", head.With("scheduledAt", rescheduled.ScheduledAt is { } at ? at : WireValue.Null)),
            SessionEvent.AdmissionChosen chosen => new("training:session:admission", head.With("admits", WireWords.Of(chosen.Admits))),
            SessionEvent.PlayerConnectionLost lost => Status(head, after, lost.PlayerId, null),
            SessionEvent.PlayerStatusSet set => Status(head, after, set.PlayerId, set.Reason),
            SessionEvent.ExerciseReported reported => new("training:player:exercise:progress",
                head.With("progress", SessionShape.Exercise(after.State.SessionId, after.Of(reported.Progress)))),
            SessionEvent.IntervalReported reported => new("training:player:interval:progress",
                head.With("progress", SessionShape.Interval(after.State.SessionId, reported.Progress))),
            SessionEvent.MessageSent sent => new("training:message", head.With("message", SessionShape.Message(after.Audience, sent))),
            SessionEvent.MessageAcknowledged acknowledged => new("training:message:acknowledged",
                head.With("messageId", acknowledged.MessageId).With("playerId", acknowledged.PlayerId)),
            SessionEvent.HandRaised raised => new("training:player:hand", head.With("playerId", raised.PlayerId).With("raised", true)),
            SessionEvent.HandLowered lowered => new("training:player:hand", head.With("playerId", lowered.PlayerId).With("raised", false)),
            SessionEvent.EffortRated rated => new("training:player:effort", head.With("playerId", rated.PlayerId).Known("rpe", rated.Rpe)),
            _ => throw new UnreachableException($"{happened.Event.GetType().Name} has no event on the wire."),
        };
    }

    private static WireObject Head(string sessionId, FeedItem item) => new() { { "sessionId", sessionId }, { "seq", item.Seq }, { "at", item.At } };

    private static WireObject Running(WireObject head, FeedItem.Happened happened) => Lasted(head.Known("startTime", happened.After.State.StartTime), happened);

    private static WireObject Lasted(WireObject head, FeedItem.Happened happened)
        => head.With("duration", SessionShape.Seconds(happened.After.State.Duration(happened.Event.At)));

    private static SessionMessage Left(WireObject head, string playerId, LeaveReason reason)
        => new("training:player:leave", head.With("playerId", playerId).With("reason", WireWords.Of(reason)));

    // A player who is seen no more by the time it is told (kicked right after) needs no introduction.
    private static SessionMessage? Came(WireObject head, SessionView after, string playerId)
        => after.Player(playerId) is { } player ? new("training:player:join", head.With("player", SessionShape.Player(after, player))) : null;

    private static SessionMessage? Status(WireObject head, SessionView after, string playerId, string? reason)
        => after.Player(playerId) is { State: var player }
            ? new("training:player:status", head.With("playerId", playerId).With("status", WireWords.Of(player.Status)).With("connected", player.Connected).Known("reason", reason))
            : null;
}
