using System.Diagnostics;

namespace TrainingHub.Core.Sessions;

/// <summary>What a caller is to a session, and to the player whom a command is about. A caller may be several at once.</summary>
[Flags]
public enum Relation
{
    /// <summary>A stranger: the session does not exist for them.</summary>
    None = 0,

    /// <summary>The session's own trainer.</summary>
    Trainer = 1,

    /// <summary>On the roster, and the command is about nobody else.</summary>
    Self = 2,

    /// <summary>On the roster, and the command is about another player.</summary>
    OtherPlayer = 4,

    /// <summary>One of the session's observers.</summary>
    Observer = 8,

    Admin = 16,

    /// <summary>The process itself.</summary>
    System = 32,

    Staff = Trainer | Admin,
    Anyone = Trainer | Self | OtherPlayer | Observer | Admin,
}

/// <summary>Who may do what: the one table. Doors ask it, and add nothing.</summary>
public static class Permissions
{
    /// <summary>The relations that may send a command.</summary>
    public static Relation Allowed(SessionCommand command) => command switch
    {
        SessionCommand.Join { Role: JoinRole.Trainer } => Relation.Staff,
        SessionCommand.Join { Role: JoinRole.Player } => Relation.Self,
        SessionCommand.Join { Role: JoinRole.Observer } => Relation.Staff | Relation.Observer,
        SessionCommand.Leave => Relation.Anyone,
        SessionCommand.Start => Relation.Trainer,
        SessionCommand.Pause => Relation.Trainer,
        SessionCommand.Resume => Relation.Trainer,
        SessionCommand.End => Relation.Trainer,
        SessionCommand.ForceEnd => Relation.Admin,
        SessionCommand.Kick => Relation.Staff,
        SessionCommand.Readmit => Relation.Staff,
        SessionCommand.ReportMetrics => Relation.Self,
        SessionCommand.Backfill => Relation.Self,
        SessionCommand.ReportExercise => Relation.Self | Relation.Staff,
        SessionCommand.ReportInterval => Relation.Self | Relation.Staff,
        SessionCommand.SetStatus => Relation.Self | Relation.Staff,
        SessionCommand.ChooseSharing => Relation.System, // a door takes it from the account, which is the player's own, never from a call
        SessionCommand.LoseConnection => Relation.System,
        SessionCommand.DropLost => Relation.System,
        SessionCommand.Expire => Relation.System,
        SessionCommand.Create => Relation.None,
        _ => throw new UnreachableException($"{command.GetType().Name} has no row in the table of permissions."),
    };

    /// <summary>Who may plan sessions of their own.</summary>
    public static bool MayPlan(Caller caller) => caller.Is(Roles.Trainer);

    /// <summary>Trainers make sessions for themselves, admins for any trainer.</summary>
    public static bool MayCreate(Caller caller, NewSession session)
        => caller.Is(Roles.Admin) || (caller.Is(Roles.Trainer) && caller.UserId == session.TrainerId);

    /// <summary>Who may read a session's events as the journal holds them.</summary>
    public static bool MayReadEvents(Caller caller, SessionState session) => (Of(caller, session, null) & (Relation.Staff | Relation.System)) != 0;

    /// <param name="target">The player whom the command is about; null where it is about the session.</param>
    public static Relation Of(Caller caller, SessionState session, string? target)
    {
        if (ReferenceEquals(caller, Caller.System))
        {
            return Relation.System;
        }

        var relation = Relation.None;
        if (caller.Is(Roles.Trainer) && caller.UserId == session.TrainerId)
        {
            relation |= Relation.Trainer;
        }

        if (caller.Is(Roles.Admin))
        {
            relation |= Relation.Admin;
        }

        if (caller.Is(Roles.Observer) && session.Observers.Any(observer => observer.UserId == caller.UserId))
        {
            relation |= Relation.Observer;
        }

        if (caller.Is(Roles.Player) && (session.Players.ContainsKey(caller.UserId) || session.Removed.ContainsKey(caller.UserId)))
        {
            relation |= target is null || target == caller.UserId ? Relation.Self : Relation.OtherPlayer;
        }

        return relation;
    }

    /// <summary>How the caller sees the session; null where they do not. The widest view that they have a right to.</summary>
    public static Audience? ViewOf(Caller caller, SessionState session)
    {
        var relation = Of(caller, session, null);
        return relation switch
        {
            _ when (relation & (Relation.Staff | Relation.System)) != 0 => Audience.Staff,
            _ when (relation & Relation.Observer) != 0 => Audience.Observers,
            _ when (relation & Relation.Self) != 0 && !session.Removed.ContainsKey(caller.UserId) => Audience.Player(caller.UserId),
            _ => null,
        };
    }
}
