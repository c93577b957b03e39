using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Sharing;

namespace TrainingHub.Web.Sessions;

/// <summary>Late and odd players: what a session's roster needs to know of them is read from their accounts here, and the session decides.</summary>
public sealed class RosterChanges(SessionPlanner planner, ISessions sessions, SharingCarrier sharing)
{
    private static readonly Refusal _noPlayer = Refusal.Invalid("playerId names nobody who is a player with an account; it must be the user id of one.");

    /// <summary>Puts a player on the roster of a session that is not over. May be repeated.</summary>
    public async Task<SessionReply> AddAsync(Caller caller, string sessionId, string playerId, CancellationToken cancellationToken)
    {
        var found = await sessions.FindAsync(caller, sessionId, cancellationToken);
        if (found.View is not { State: var session })
        {
            return new SessionReply(0, found.Refusal);
        }

        // Asked before the account is looked at: who may not add learns nothing of who is a player.
        var unknown = new SessionCommand.AddPlayer(new RosterPlayer(playerId, "", null, Thresholds.Unknown));
        if (!Permissions.May(caller, session, unknown))
        {
            return await sessions.SendAsync(caller, sessionId, unknown, null, CancellationToken.None);
        }

        return await planner.RosterPlayerAsync(playerId, session.TrainerId, session.ScheduledAt, cancellationToken) is { } player
            ? await SendAsync(caller, sessionId, new SessionCommand.AddPlayer(player), cancellationToken)
            : new SessionReply(0, _noPlayer);
    }

    /// <summary>Lets in a player who came with the session's code, which was judged before.</summary>
    public async Task<SessionReply> AdmitAsync(string playerId, string sessionId, CancellationToken cancellationToken)
    {
        var found = await sessions.FindAsync(Caller.System, sessionId, cancellationToken);
        if (found.View is not { State: var session })
        {
            return new SessionReply(0, found.Refusal);
        }

        return await planner.RosterPlayerAsync(playerId, session.TrainerId, session.ScheduledAt, cancellationToken) is { } player
            ? await SendAsync(Caller.System, sessionId, new SessionCommand.AdmitByCode(player), cancellationToken)
            : new SessionReply(0, _noPlayer);
    }

    /// <summary>
    /// Moves a player to another session: they come onto its roster first, and then leave this one. Both recordings keep what the player did in each. A server that ends between the two leaves
    /// them on both rosters, which harms nobody; asked again, the move goes on where it was.
    /// </summary>
    /// <returns>With the sequence number of the session that the player leaves.</returns>
    public async Task<SessionReply> MoveAsync(Caller caller, string sessionId, string playerId, string toSessionId, CancellationToken cancellationToken)
    {
        var move = new SessionCommand.MovePlayer(playerId, toSessionId);
        var found = await sessions.FindAsync(caller, sessionId, cancellationToken);
        if (found.View is not { State: var from })
        {
            return new SessionReply(0, found.Refusal);
        }

        // Whatever refuses the second half is better heard of before the first.
        if (Session.Decide(from, move, new Asked(caller, from.LastEventAt)) is { Refusal: not null } or { Events: [] })
        {
            return await sessions.SendAsync(caller, sessionId, move, null, CancellationToken.None);
        }

        if (from.Players.GetValueOrDefault(playerId) is { Profile.IsGuest: true })
        {
            return new SessionReply(0, Refusal.Conflict("A guest plays in the session that they came to; let them come to the other one by its code."));
        }

        var added = await AddAsync(caller, toSessionId, playerId, cancellationToken);
        return added.Ok ? await sessions.SendAsync(caller, sessionId, move, null, CancellationToken.None) : added;
    }

    // What they chose between the reading of the account and the event is carried after it, as when a session is made.
    private async Task<SessionReply> SendAsync(Caller caller, string sessionId, SessionCommand command, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var reply = await sessions.SendAsync(caller, sessionId, command, null, CancellationToken.None);
        if (reply.Ok)
        {
            await sharing.CarryIntoAsync(command.Target!, sessionId, CancellationToken.None);
        }

        return reply;
    }
}
