namespace TrainingHub.Core.Sessions;

// Who comes onto a roster and leaves it after the session was made, and what changes of its plan.
public static partial class Session
{
    private static Decision DecideAdd(SessionState state, RosterPlayer player, Asked asked)
    {
        if (state.Players.ContainsKey(player.PlayerId))
        {
            return Decision.Nothing;
        }

        if (state.HasEnded)
        {
            return Over(state);
        }

        if (state.Removed.TryGetValue(player.PlayerId, out var removed))
        {
            return removed.WasMoved
                ? new SessionEvent.PlayerReadmitted(player.PlayerId, asked.Caller.UserId) { At = asked.Now }
                : Refusal.Conflict("The player was removed from this session; readmit them to have them back.");
        }

        return RefuseFull(state, player) is { } full ? full : new SessionEvent.PlayerAdded(player, asked.Caller.UserId) { At = asked.Now };
    }

    private static Decision DecideAdmission(SessionState state, RosterPlayer player, Asked asked)
    {
        if (state.Players.ContainsKey(player.PlayerId))
        {
            return Decision.Nothing;
        }

        if (state.HasEnded)
        {
            return Over(state);
        }

        if (state.Removed.TryGetValue(player.PlayerId, out var removed))
        {
            return state.RemovalOf(removed.PlayerId);
        }

        if (player.IsGuest ? state.Admits < Admission.Guests : state.Admits < Admission.Players)
        {
            return Refusal.Forbidden(player.IsGuest ? "This session takes no guests." : "This session's code lets in those who are on its roster; ask its trainer to add you.");
        }

        return RefuseFull(state, player) is { } full ? full : new SessionEvent.PlayerAdded(player, player.PlayerId) { At = asked.Now };
    }

    private static Refusal? RefuseFull(SessionState state, RosterPlayer player)
    {
        var everybody = state.Players.Count + state.Removed.Count;
        if (everybody >= state.Limits.Players)
        {
            return Refusal.Conflict($"The session has {everybody} players; at most {state.Limits.Players} are allowed.");
        }

        var guests = player.IsGuest ? state.Players.Values.Concat(state.Removed.Values).Count(other => other.Profile.IsGuest) : 0;
        return player.IsGuest && guests >= state.Limits.Guests
            ? Refusal.Conflict($"The session has {guests} guests; at most {state.Limits.Guests} are allowed.")
            : null;
    }

    private static Decision DecideMove(SessionState state, SessionCommand.MovePlayer move, Asked asked)
    {
        if (state.Removed.TryGetValue(move.PlayerId, out var removed))
        {
            return removed.WasMoved ? Decision.Nothing : Refusal.Conflict("The player was removed from this session; readmit them to move them.");
        }

        return state.HasEnded ? Over(state) : new SessionEvent.PlayerMoved(move.PlayerId, move.ToSessionId, asked.Caller.UserId) { At = asked.Now };
    }

    private static Decision DecideAnswer(SessionState state, SessionCommand.AnswerInvitation answer, Asked asked)
    {
        if (state.Players[answer.PlayerId].Answer == answer.Answer)
        {
            return Decision.Nothing;
        }

        return state.Status == SessionStatus.Scheduled
            ? new SessionEvent.PlayerAnswered(answer.PlayerId, answer.Answer, asked.Caller.UserId) { At = asked.Now }
            : Refusal.Conflict($"The session is {Lower(state.Status)}; players answer until it starts.");
    }

    private static Decision DecideReschedule(SessionState state, SessionCommand.Reschedule reschedule, Asked asked)
    {
        if (state.Status != SessionStatus.Scheduled)
        {
            return Refusal.Conflict($"The session is {Lower(state.Status)}; only a scheduled one can be planned for another time.");
        }

        return state.ScheduledAt == reschedule.ScheduledAt ? Decision.Nothing : new SessionEvent.Rescheduled(reschedule.ScheduledAt) { At = asked.Now };
    }

    private static Decision DecideAdmits(SessionState state, SessionCommand.ChooseAdmission choose, Asked asked)
    {
        if (state.Admits == choose.Admits)
        {
            return Decision.Nothing;
        }

        return state.HasEnded ? Over(state) : new SessionEvent.AdmissionChosen(choose.Admits) { At = asked.Now };
    }

    private static SessionState Add(SessionState state, SessionEvent.PlayerAdded added)
    {
        var last = state.Players.Values.Concat(state.Removed.Values).Select(player => player.Order).DefaultIfEmpty(-1).Max();
        return state with { Players = state.Players.SetItem(added.Player.PlayerId, new PlayerState { Profile = added.Player, Order = last + 1 }) };
    }

    private static SessionState Move(SessionState state, SessionEvent.PlayerMoved moved) => LowerHand(state, moved.PlayerId) with
    {
        Players = state.Players.Remove(moved.PlayerId),
        Removed = state.Removed.SetItem(moved.PlayerId, state.Players[moved.PlayerId] with { WasMoved = true, MovedTo = moved.ToSessionId }),
    };
}
