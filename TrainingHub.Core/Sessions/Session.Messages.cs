using System.Collections.Immutable;
using TrainingHub.Core.Metrics;

namespace TrainingHub.Core.Sessions;

// Messages, raised hands, and how hard it was.
public static partial class Session
{
    private static Decision DecideMessage(SessionState state, SessionCommand.SendMessage send, Asked asked)
    {
        if (state.Messages.Find(send.MessageId) is { } sent)
        {
            return sent.By == asked.Caller.UserId ? Decision.Nothing : Refusal.Conflict("messageId is that of a message that somebody else sent; choose another.");
        }

        if (state.HasEnded)
        {
            return Over(state);
        }

        var to = send.PlayerIds.IsDefault ? [.. state.Roster.Select(player => player.PlayerId)] : send.PlayerIds.Distinct().ToImmutableArray();
        return to.IsEmpty
            ? Refusal.Conflict("There is nobody on the session's roster to whom a message could go.")
            : new SessionEvent.MessageSent(send.MessageId, to, send.Priority, send.Text.Trim(), asked.Caller.UserId) { At = asked.Now };
    }

    private static Decision DecideAcknowledgement(SessionState state, SessionCommand.AcknowledgeMessage acknowledge, Asked asked)
    {
        var playerId = asked.Caller.UserId;
        if (state.Messages.Find(acknowledge.MessageId)!.Acknowledged.ContainsKey(playerId))
        {
            return Decision.Nothing;
        }

        return RefuseLate(state, asked) is { } late ? late : new SessionEvent.MessageAcknowledged(acknowledge.MessageId, playerId) { At = asked.Now };
    }

    private static Decision DecideHand(SessionState state, SessionCommand.SetHand hand, Asked asked)
    {
        if (state.Messages.Hands.ContainsKey(hand.PlayerId) == hand.Raised)
        {
            return Decision.Nothing;
        }

        return state.HasEnded ? Over(state)
            : hand.Raised ? new SessionEvent.HandRaised(hand.PlayerId) { At = asked.Now }
            : new SessionEvent.HandLowered(hand.PlayerId, asked.Caller.UserId) { At = asked.Now };
    }

    private static Decision DecideEffort(SessionState state, SessionCommand.RateEffort rate, Asked asked)
    {
        if (state.Efforts.TryGetValue(rate.PlayerId, out var before) && before == rate.Rpe)
        {
            return Decision.Nothing;
        }

        if (state.Status == SessionStatus.Scheduled)
        {
            return Refusal.Conflict("The session is scheduled; how hard it was is taken once it has started.");
        }

        return RefuseLate(state, asked) is { } late ? late : new SessionEvent.EffortRated(rate.PlayerId, rate.Rpe, asked.Caller.UserId) { At = asked.Now };
    }

    private static Refusal? RefuseLate(SessionState state, Asked asked) => state.EndTime + SessionLimits.BackfillAfterEnd < asked.Now
        ? Refusal.Conflict($"The session is {Lower(state.Status)} for more than {SessionLimits.BackfillAfterEnd.TotalHours} hours; this is taken until then.")
        : null;

    private static SessionState Send(SessionState state, SessionEvent.MessageSent sent)
    {
        var messages = state.Messages.Add(new SentMessage(sent.MessageId, sent.At, sent.To, sent.Priority, sent.Text, sent.By));
        return state with { Messages = messages with { MessageBudgets = Take(messages.MessageBudgets, sent.By, state.Limits.Messages, sent.At) } };
    }

    private static SessionState Acknowledge(SessionState state, SessionEvent.MessageAcknowledged acknowledged)
        => Seen(state with { Messages = state.Messages.Acknowledge(acknowledged.MessageId, acknowledged.PlayerId, acknowledged.At) }, acknowledged.PlayerId, acknowledged.At);

    private static SessionState Raise(SessionState state, SessionEvent.HandRaised raised) => Seen(state, raised.PlayerId, raised.At) with
    {
        Messages = state.Messages with
        {
            Hands = state.Messages.Hands.SetItem(raised.PlayerId, raised.At),
            HandBudgets = Take(state.Messages.HandBudgets, raised.PlayerId, state.Limits.Hands, raised.At),
        },
    };

    private static SessionState LowerHand(SessionState state, string playerId) => state.Messages.Hands.ContainsKey(playerId)
        ? state with { Messages = state.Messages with { Hands = state.Messages.Hands.Remove(playerId) } }
        : state;

    private static SessionState Rate(SessionState state, SessionEvent.EffortRated rated)
        => Spend(rated.Rpe is { } rpe ? state with { Efforts = state.Efforts.SetItem(rated.PlayerId, rpe) } : state, rated.By);

    private static SessionState Seen(SessionState state, string playerId, DateTimeOffset at)
        => state.Players.ContainsKey(playerId) ? OnePlayer(state, playerId, player => player with { LastActivity = at }) : state;

    private static ImmutableDictionary<string, TokenBucket> Take(ImmutableDictionary<string, TokenBucket> budgets, string userId, Allowance allowance, DateTimeOffset at)
        => budgets.SetItem(userId, budgets.GetValueOrDefault(userId).Take(allowance, at));
}
