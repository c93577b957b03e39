using System.Collections.Immutable;
using System.Diagnostics;
using TrainingHub.Core.Metrics;

namespace TrainingHub.Core.Sessions;

public static partial class Session
{
    /// <summary>What comes of a command, in the contract's order of refusals (`protocol.md` §2.1). Changes nothing, never throws.</summary>
    public static Decision Decide(SessionState state, SessionCommand command, Asked asked)
    {
        if (command is SessionCommand.Create create)
        {
            return DecideCreate(state, create, asked);
        }

        if (state.Seq == 0)
        {
            return Refusal.NotFound;
        }

        if (RefuseCaller(state, command, asked) is { } refusal)
        {
            return refusal;
        }

        if ((command.Malformed ?? CommandRules.Fault(state, command, asked)) is { } fault)
        {
            return Refusal.Invalid(fault);
        }

        return RefuseRate(state, command, asked) is { } slowDown ? slowDown : DecideState(state, command, asked);
    }

    private static Decision DecideCreate(SessionState state, SessionCommand.Create create, Asked asked)
    {
        if (!Permissions.MayCreate(asked.Caller, create.Session))
        {
            return Refusal.Forbidden("Only a trainer may make a session for themselves, and an admin for any trainer.");
        }

        if ((create.Malformed ?? CommandRules.Fault(create.Session)) is { } fault)
        {
            return Refusal.Invalid(fault);
        }

        return state.Seq > 0 ? Refusal.Conflict("The session exists already.") : new SessionEvent.Created(create.Session) { At = asked.Now };
    }

    private static Refusal? RefuseCaller(SessionState state, SessionCommand command, Asked asked)
    {
        var relation = Permissions.Of(asked.Caller, state, command.Target);
        if (relation == Relation.None)
        {
            return Refusal.NotFound;
        }

        var acting = relation & Permissions.Allowed(command);
        if (acting == Relation.None)
        {
            return Refusal.Forbidden(Forbidden(command));
        }

        // A kicked player who acts as a player is told so; where they act as staff or observer too, that still holds.
        var removed = state.Removed.ContainsKey(asked.Caller.UserId);
        if (removed && (acting & ~(Relation.Self | Relation.OtherPlayer)) == 0)
        {
            return command is SessionCommand.Leave ? null : state.RemovalOf(asked.Caller.UserId);
        }

        return asked.Joined || command is SessionCommand.Join or SessionCommand.Leave
            ? null
            : Refusal.Conflict("This connection has not joined the session; call training:session:join first.");
    }

    private static string Forbidden(SessionCommand command) => command switch
    {
        SessionCommand.Join { Role: JoinRole.Trainer } => "Only the session's trainer and admins may join as trainer.",
        SessionCommand.Join { Role: JoinRole.Player } => "Only a player on the session's roster may join as player, and only as themselves.",
        SessionCommand.Join => "Only the session's observers, its trainer and admins may join as observer.",
        SessionCommand.ForceEnd => "Only an admin may force a session to end.",
        SessionCommand.AddPlayer or SessionCommand.MovePlayer => "Only the session's trainer and admins may add a player or move one.",
        SessionCommand.AnswerInvitation => "Only the player themselves, the session's trainer and admins may answer for a player.",
        SessionCommand.Kick or SessionCommand.Readmit => "Only the session's trainer and admins may remove or readmit a player.",
        SessionCommand.ReportMetrics or SessionCommand.Backfill => "Only the player themselves may send their metrics.",
        SessionCommand.ReportExercise or SessionCommand.ReportInterval or SessionCommand.SetStatus
            => "Only the player themselves, the session's trainer and admins may report for a player.",
        SessionCommand.SendMessage => "Only the session's trainer and admins may send messages to players.",
        SessionCommand.AcknowledgeMessage => "Only a player on the session's roster may acknowledge a message to them.",
        SessionCommand.SetHand { Raised: true } => "Only the player themselves may raise their hand.",
        SessionCommand.SetHand => "Only the player themselves, the session's trainer and admins may lower a hand.",
        SessionCommand.RateEffort => "Only the player themselves, the session's trainer and admins may report for a player.",
        _ => "Only the session's trainer may do this.",
    };

    private static Refusal? RefuseRate(SessionState state, SessionCommand command, Asked asked)
    {
        var (wait, allowance, what) = command switch
        {
            SessionCommand.ReportMetrics metrics => (state.Players[metrics.PlayerId].MetricsBudget.Wait(state.Limits.Metrics, asked.Now), state.Limits.Metrics, "metrics updates"),
            SessionCommand.Backfill backfill => (state.Players[backfill.PlayerId].BackfillBudget.Wait(state.Limits.Backfill, asked.Now), state.Limits.Backfill, "backfill calls"),
            SessionCommand.SendMessage => (state.Messages.MessageBudgets.GetValueOrDefault(asked.Caller.UserId).Wait(state.Limits.Messages, asked.Now), state.Limits.Messages, "messages"),
            SessionCommand.SetHand { Raised: true } hand => (state.Messages.HandBudgets.GetValueOrDefault(hand.PlayerId).Wait(state.Limits.Hands, asked.Now), state.Limits.Hands, "raised hands"),
            SessionCommand.ReportExercise or SessionCommand.ReportInterval or SessionCommand.SetStatus or SessionCommand.RateEffort or SessionCommand.AnswerInvitation
                => (state.ProgressBudgets.GetValueOrDefault(asked.Caller.UserId).Wait(state.Limits.Progress, asked.Now), state.Limits.Progress, "progress and status calls"),
            _ => (TimeSpan.Zero, state.Limits.Metrics, ""),
        };
        return wait > TimeSpan.Zero
            ? new Refusal(RefusalCode.RateLimited, FormattableString.Invariant($"Too many {what}: one each {allowance.Period.TotalSeconds} s, {allowance.Burst} at once."), wait)
            : null;
    }

    private static Decision DecideState(SessionState state, SessionCommand command, Asked asked) => command switch
    {
        SessionCommand.Join join => DecideJoin(state, join, asked),
        SessionCommand.Leave => DecideLeave(state, asked),
        SessionCommand.Start => Step(state, SessionStatus.Active, [SessionStatus.Scheduled], new SessionEvent.Started { At = asked.Now }, "start"),
        SessionCommand.Pause => Step(state, SessionStatus.Paused, [SessionStatus.Active], new SessionEvent.Paused { At = asked.Now }, "pause"),
        SessionCommand.Resume => Step(state, SessionStatus.Active, [SessionStatus.Paused], new SessionEvent.Resumed { At = asked.Now }, "resume"),
        SessionCommand.End => Step(state, SessionStatus.Completed, [SessionStatus.Active, SessionStatus.Paused], new SessionEvent.Ended { At = asked.Now }, "end"),
        SessionCommand.ForceEnd force => Step(state, SessionStatus.Cancelled, [SessionStatus.Scheduled, SessionStatus.Active, SessionStatus.Paused],
            new SessionEvent.Cancelled(force.Reason) { At = asked.Now, By = asked.Caller.UserId }, "force end"),
        SessionCommand.Cancel cancel => Step(state, SessionStatus.Cancelled, [SessionStatus.Scheduled],
            new SessionEvent.Cancelled(cancel.Reason) { At = asked.Now, By = asked.Caller.UserId }, "cancel"),
        SessionCommand.Reschedule reschedule => DecideReschedule(state, reschedule, asked),
        SessionCommand.ChooseAdmission choose => DecideAdmits(state, choose, asked),
        SessionCommand.AddPlayer add => DecideAdd(state, add.Player, asked),
        SessionCommand.AdmitByCode admit => DecideAdmission(state, admit.Player, asked),
        SessionCommand.MovePlayer move => DecideMove(state, move, asked),
        SessionCommand.AnswerInvitation answer => DecideAnswer(state, answer, asked),
        SessionCommand.Kick kick => DecideKick(state, kick, asked),
        SessionCommand.Readmit readmit => DecideReadmit(state, readmit, asked),
        SessionCommand.ReportMetrics { Timestamp: { } sent } metrics when state.Players[metrics.PlayerId].Stored.Holds(metrics.DeviceId, sent) => Decision.Nothing,
        SessionCommand.ReportMetrics or SessionCommand.ReportExercise or SessionCommand.ReportInterval when state.HasEnded => Over(state),
        SessionCommand.ReportMetrics metrics => new SessionEvent.MetricsReported(
            metrics.PlayerId, metrics.DeviceId, metrics.Timestamp, metrics.Timestamp is null ? null : asked.ClockOffset, MetricRules.Complete(metrics.Values)) { At = asked.Now },
        SessionCommand.Backfill backfill => DecideBackfill(state, backfill, asked),
        SessionCommand.ReportExercise report => new SessionEvent.ExerciseReported(report.Progress, asked.Caller.UserId) { At = asked.Now },
        SessionCommand.ReportInterval report => new SessionEvent.IntervalReported(report.Progress, asked.Caller.UserId) { At = asked.Now },
        SessionCommand.SetStatus set => DecideStatus(state, set, asked),
        SessionCommand.SendMessage send => DecideMessage(state, send, asked),
        SessionCommand.AcknowledgeMessage acknowledge => DecideAcknowledgement(state, acknowledge, asked),
        SessionCommand.SetHand hand => DecideHand(state, hand, asked),
        SessionCommand.RateEffort rate => DecideEffort(state, rate, asked),
        SessionCommand.ChooseSharing choose => state.Find(choose.PlayerId)!.Profile.Sharing == choose.Sharing
            ? Decision.Nothing
            : new SessionEvent.SharingChosen(choose.PlayerId, choose.Sharing.ObserversSee, choose.Sharing.TeamSees) { At = asked.Now },
        SessionCommand.LoseConnection lost => state.Players.GetValueOrDefault(lost.PlayerId) is { Connected: true }
            ? new SessionEvent.PlayerConnectionLost(lost.PlayerId) { At = asked.Now }
            : Decision.Nothing,
        SessionCommand.DropLost => new([.. state.Roster.Where(player => player.LostAt + state.Limits.DropGrace <= asked.Now)
            .Select(player => new SessionEvent.PlayerLeft(player.PlayerId, LeaveReason.Disconnected) { At = asked.Now })]),
        SessionCommand.Expire => state.IsLive ? new SessionEvent.Cancelled("stale") { At = asked.Now } : Decision.Nothing,
        _ => throw new UnreachableException($"No rule decides {command.GetType().Name}."),
    };

    private static Decision Step(SessionState state, SessionStatus to, ReadOnlySpan<SessionStatus> from, SessionEvent @event, string verb)
    {
        if (state.Status == to)
        {
            return Decision.Nothing;
        }

        return from.Contains(state.Status)
            ? @event
            : Refusal.Conflict($"The session is {Lower(state.Status)}; to {verb} it, it must be {string.Join(" or ", from.ToArray().Select(Lower))}.");
    }

    private static Decision DecideJoin(SessionState state, SessionCommand.Join join, Asked asked)
        => join.Role == JoinRole.Player && !state.Players[asked.Caller.UserId].Connected
            ? new SessionEvent.PlayerJoined(asked.Caller.UserId) { At = asked.Now }
            : Decision.Nothing;

    private static Decision DecideLeave(SessionState state, Asked asked)
    {
        if (asked.LastConnectionOf is not { } playerId || state.Players.GetValueOrDefault(playerId) is not { Connected: true } player)
        {
            return Decision.Nothing;
        }

        var reason = player.Status == PlayerStatus.Completed ? LeaveReason.Completed : LeaveReason.Dropped;
        return new SessionEvent.PlayerLeft(playerId, reason) { At = asked.Now };
    }

    private static Decision DecideKick(SessionState state, SessionCommand.Kick kick, Asked asked)
    {
        if (state.Removed.ContainsKey(kick.PlayerId))
        {
            return Decision.Nothing;
        }

        return state.HasEnded ? Over(state) : new SessionEvent.PlayerKicked(kick.PlayerId, kick.Reason, asked.Caller.UserId) { At = asked.Now };
    }

    private static Decision DecideReadmit(SessionState state, SessionCommand.Readmit readmit, Asked asked)
    {
        if (state.Players.ContainsKey(readmit.PlayerId))
        {
            return Decision.Nothing;
        }

        return state.HasEnded ? Over(state) : new SessionEvent.PlayerReadmitted(readmit.PlayerId, asked.Caller.UserId) { At = asked.Now };
    }

    private static Decision DecideStatus(SessionState state, SessionCommand.SetStatus set, Asked asked)
    {
        var player = state.Players[set.PlayerId];
        var ownPause = set.Status == PlayerStatus.Paused && player.PausedWithSession;
        if (player.Status == set.Status && !ownPause)
        {
            return Decision.Nothing;
        }

        if (!state.IsLive)
        {
            return Refusal.Conflict($"The session is {Lower(state.Status)}; a player's status is set while it is active or paused.");
        }

        if (player.Status == PlayerStatus.Dropped && set.Status != PlayerStatus.Completed)
        {
            return Refusal.Conflict("The player is dropped and will be what they were before when they come back; until then only completed can be set.");
        }

        return set.Status == PlayerStatus.Active && state.Status == SessionStatus.Paused
            ? Refusal.Conflict("The session is paused; players turn active again when it resumes.")
            : new SessionEvent.PlayerStatusSet(set.PlayerId, set.Status, set.Reason, asked.Caller.UserId) { At = asked.Now };
    }

    private static Refusal Over(SessionState state) => Refusal.Conflict($"The session is {Lower(state.Status)}; this is taken until it ends.");

    private static string Lower<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
