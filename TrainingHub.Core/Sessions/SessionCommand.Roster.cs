namespace TrainingHub.Core.Sessions;

/// <summary>What is asked of a session's plan and its roster after it was made.</summary>
public abstract partial record SessionCommand
{
    /// <summary>Puts a player on the roster; one who was moved away comes back as they were.</summary>
    /// <param name="Player">As a door read them from the account, never as a caller described them.</param>
    public sealed record AddPlayer(RosterPlayer Player) : SessionCommand
    {
        public override string Target => Player.PlayerId;
    }

    /// <summary>System: a player came with the session's code, which a door has judged; whether the code lets them in is the session's to say.</summary>
    /// <param name="Player">As a door read them from the account, a guest's too.</param>
    public sealed record AdmitByCode(RosterPlayer Player) : SessionCommand
    {
        public override string Target => Player.PlayerId;
    }

    /// <summary>The second half of a move: the player, who was added to the other session before, leaves this one.</summary>
    public sealed record MovePlayer(string PlayerId, string ToSessionId) : SessionCommand
    {
        public override string Target => PlayerId;
    }

    /// <summary>Says whether a player comes; until the start.</summary>
    public sealed record AnswerInvitation(string PlayerId, PlayerAnswer Answer) : SessionCommand
    {
        public override string Target => PlayerId;
    }

    /// <summary>Plans the session for another time; until the start.</summary>
    /// <param name="ScheduledAt">Null: to be started when the trainer wants.</param>
    public sealed record Reschedule(DateTimeOffset? ScheduledAt) : SessionCommand;

    /// <summary>Calls off a session that has not begun.</summary>
    public sealed record Cancel(string? Reason) : SessionCommand;

    /// <summary>Chooses whom the session's join code lets in; until the end.</summary>
    public sealed record ChooseAdmission(Admission Admits) : SessionCommand;
}
