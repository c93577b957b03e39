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

/// <summary>What is read of a session.</summary>
public enum SessionRead
{
    /// <summary>The session as its audience sees it.</summary>
    View,

    /// <summary>Its events as the journal holds them.</summary>
    Events,

    /// <summary>The players' values so far, as its audience sees them.</summary>
    Traces,

    /// <summary>The code with which one comes into it.</summary>
    JoinCode,
}

/// <summary>What is done beside sessions.</summary>
public enum ServerAction { PlanSessions, CreateSessionsForOthers, ManagePeople, InvitePeople, InvitePlayers, ManageServices, ReadFigures, ReadAudit, LeadTeams, FindPlayers }

/// <summary>What somebody is to a team, or to a player beside sessions. They may be several at once.</summary>
[Flags]
public enum TeamRelation
{
    /// <summary>A stranger: the team, or what is kept of the player, does not exist for them.</summary>
    None = 0,

    /// <summary>The team's own trainer; of a player, the trainer of a team that the player is on.</summary>
    Trainer = 1,

    /// <summary>The player themself.</summary>
    Self = 2,

    Admin = 4,
    Staff = Trainer | Admin,
}

/// <summary>What is done with a team, and with what is known of a player.</summary>
public enum TeamAction { ReadTeam, ChangeTeam, ReadThresholds, ChangeThresholds }

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
        SessionCommand.Cancel => Relation.Trainer,
        SessionCommand.Reschedule => Relation.Trainer,
        SessionCommand.ChooseAdmission => Relation.Trainer,
        SessionCommand.AddPlayer => Relation.Staff,
        SessionCommand.MovePlayer => Relation.Staff, // of both sessions
        SessionCommand.AnswerInvitation => Relation.Self | Relation.Staff,
        SessionCommand.AdmitByCode => Relation.System, // the code is judged at the door
        SessionCommand.Kick => Relation.Staff,
        SessionCommand.Readmit => Relation.Staff,
        SessionCommand.ReportMetrics => Relation.Self,
        SessionCommand.Backfill => Relation.Self,
        SessionCommand.ReportExercise => Relation.Self | Relation.Staff,
        SessionCommand.ReportInterval => Relation.Self | Relation.Staff,
        SessionCommand.SetStatus => Relation.Self | Relation.Staff,
        SessionCommand.SendMessage => Relation.Staff,
        SessionCommand.AcknowledgeMessage => Relation.Self,
        SessionCommand.SetHand { Raised: true } => Relation.Self,
        SessionCommand.SetHand => Relation.Self | Relation.Staff,
        SessionCommand.RateEffort => Relation.Self | Relation.Staff,
        SessionCommand.ChooseSharing => Relation.System, // a door takes it from the account, which is the player's own, never from a call
        SessionCommand.LoseConnection => Relation.System,
        SessionCommand.DropLost => Relation.System,
        SessionCommand.Expire => Relation.System,
        SessionCommand.Create => Relation.None,
        _ => throw new UnreachableException($"{command.GetType().Name} has no row in the table of permissions."),
    };

    /// <summary>The relations that may read this of a session.</summary>
    public static Relation Allowed(SessionRead read) => read switch
    {
        SessionRead.View => Relation.Staff | Relation.Observer | Relation.Self | Relation.System,
        SessionRead.Events => Relation.Staff | Relation.System,
        SessionRead.Traces => Allowed(SessionRead.View), // what is hidden in the view is hidden in them
        SessionRead.JoinCode => Relation.Staff | Relation.Observer, // a wall shows it, and a wall is an observer
        _ => throw new UnreachableException($"{read} has no row in the table of permissions."),
    };

    /// <summary>The roles of which one is enough to do this beside sessions.</summary>
    public static Roles Allowed(ServerAction action) => action switch
    {
        ServerAction.PlanSessions => Roles.Trainer,
        ServerAction.CreateSessionsForOthers => Roles.Admin,
        ServerAction.ManagePeople => Roles.Admin,
        ServerAction.InvitePeople => Roles.Admin,
        ServerAction.InvitePlayers => Roles.Trainer | Roles.Admin,
        ServerAction.ReadAudit => Roles.Admin,
        ServerAction.ManageServices => Roles.Admin,
        ServerAction.ReadFigures => Roles.Admin,
        ServerAction.LeadTeams => Roles.Trainer, // a team is its trainer's: who trains nobody founds none
        ServerAction.FindPlayers => Roles.Trainer | Roles.Admin,
        _ => throw new UnreachableException($"{action} has no row in the table of permissions."),
    };

    /// <summary>Who may do this with a team, or with a player's thresholds. A player sees their own, and does not change them: targets are computed from them, and that is the trainer's to answer for.</summary>
    public static TeamRelation Allowed(TeamAction action) => action switch
    {
        TeamAction.ReadTeam => TeamRelation.Staff,
        TeamAction.ChangeTeam => TeamRelation.Staff,
        TeamAction.ReadThresholds => TeamRelation.Staff | TeamRelation.Self,
        TeamAction.ChangeThresholds => TeamRelation.Staff,
        _ => throw new UnreachableException($"{action} has no row in the table of permissions."),
    };

    /// <param name="leads">Whether the team is the caller's, or the player on a team of theirs.</param>
    /// <param name="playerId">Whom it is about; null where it is about a team.</param>
    public static TeamRelation Of(Caller caller, bool leads, string? playerId = null) => TeamRelation.None
        | (leads && caller.Is(Roles.Trainer) ? TeamRelation.Trainer : 0)
        | (caller.UserId == playerId ? TeamRelation.Self : 0)
        | (caller.Is(Roles.Admin) ? TeamRelation.Admin : 0);

    /// <summary>Who may open a page. What they see of a session on it is a question of its own (<see cref="Allowed(SessionRead)"/>).</summary>
    public static PageAccess Allowed(Page page) => page switch
    {
        Page.SignIn => PageAccess.Anybody,
        Page.Notice => PageAccess.Anybody,
        Page.Home => PageAccess.Anybody,
        Page.Join => PageAccess.Anybody,
        Page.Account => PageAccess.SignedIn,
        Page.ConnectDevice => PageAccess.SignedIn,
        Page.Session => PageAccess.OfSession(SessionRead.View),
        Page.Play => PageAccess.OfSession(SessionRead.View),
        Page.Replay => PageAccess.OfSession(SessionRead.View),
        Page.Sessions => PageAccess.For(Roles.Trainer | Roles.Admin),
        Page.OwnSessions => PageAccess.For(Roles.Player),
        Page.NewSession => PageAccess.For(Allowed(ServerAction.PlanSessions)),
        Page.Workouts => PageAccess.For(Allowed(ServerAction.PlanSessions)),
        Page.Workout => PageAccess.For(Allowed(ServerAction.PlanSessions)),
        Page.Cockpit => PageAccess.For(Allowed(ServerAction.ManagePeople)),
        Page.Teams => PageAccess.For(Allowed(ServerAction.FindPlayers)),
        Page.InvitePlayer => PageAccess.For(Allowed(ServerAction.InvitePlayers)),
        Page.Audit => PageAccess.For(Allowed(ServerAction.ReadAudit)),
        Page.SessionEvents => PageAccess.For(Roles.Admin) with { Reads = SessionRead.Events },
        _ => throw new UnreachableException($"{page} has no row in the table of permissions."),
    };

    public static bool May(Caller caller, ServerAction action) => caller.Is(Allowed(action));

    /// <summary>Whether the caller may send this command to this session at all.</summary>
    public static bool May(Caller caller, SessionState session, SessionCommand command) => (Of(caller, session, command.Target) & Allowed(command)) != 0;

    /// <summary>Trainers make sessions for themselves, admins for any trainer.</summary>
    public static bool MayCreate(Caller caller, NewSession session)
        => May(caller, ServerAction.CreateSessionsForOthers) || (May(caller, ServerAction.PlanSessions) && caller.UserId == session.TrainerId);

    /// <summary>Who may read a session's events as the journal holds them.</summary>
    public static bool MayReadEvents(Caller caller, SessionState session) => (Of(caller, session, null) & Allowed(SessionRead.Events)) != 0;

    /// <summary>What somebody with these roles can be to a session, if the session names them; an admin is it to every one.</summary>
    public static Relation Possible(Roles roles) => Relation.None
        | ((roles & Roles.Trainer) != 0 ? Relation.Trainer : 0)
        | ((roles & Roles.Player) != 0 ? Relation.Self | Relation.OtherPlayer : 0)
        | ((roles & Roles.Observer) != 0 ? Relation.Observer : 0)
        | ((roles & Roles.Admin) != 0 ? Relation.Admin : 0);

    /// <param name="target">The player whom the command is about; null where it is about the session.</param>
    public static Relation Of(Caller caller, SessionState session, string? target)
    {
        if (ReferenceEquals(caller, Caller.System))
        {
            return Relation.System;
        }

        var named = Relation.Admin;
        if (caller.UserId == session.TrainerId)
        {
            named |= Relation.Trainer;
        }

        if (caller.Is(Roles.Observer) && Observes(session, caller.UserId))
        {
            named |= Relation.Observer;
        }

        if (session.Players.ContainsKey(caller.UserId) || session.Removed.ContainsKey(caller.UserId))
        {
            named |= target is null || target == caller.UserId ? Relation.Self : Relation.OtherPlayer;
        }

        return named & Possible(caller.Roles);
    }

    /// <summary>How the caller sees the session; null where they do not. The widest view that they have a right to.</summary>
    public static Audience? ViewOf(Caller caller, SessionState session)
    {
        var relation = Of(caller, session, null) & Allowed(SessionRead.View);
        return relation switch
        {
            _ when (relation & (Relation.Staff | Relation.System)) != 0 => Audience.Staff,
            _ when (relation & Relation.Observer) != 0 => Audience.Observers,
            _ when (relation & Relation.Self) != 0 && !session.Removed.ContainsKey(caller.UserId) => Audience.Player(caller.UserId),
            _ => null,
        };
    }

    // Apart, so that asking for a player allocates nothing.
    private static bool Observes(SessionState session, string userId) => session.Observers.Any(observer => observer.UserId == userId);
}
