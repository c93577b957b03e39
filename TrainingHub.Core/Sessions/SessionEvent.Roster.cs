using System.Text.Json.Serialization;

namespace TrainingHub.Core.Sessions;

/// <summary>What happens to a session's plan and its roster after it was made.</summary>
public abstract partial record SessionEvent
{
    /// <summary>A player came onto the roster after the session was made.</summary>
    /// <param name="Player">As on the account at that moment.</param>
    /// <param name="By">Who added them; the player's own id where they came in by the session's code.</param>
    public sealed record PlayerAdded(RosterPlayer Player, string By) : SessionEvent
    {
        [JsonIgnore]
        public override string Subject => Player.PlayerId;
    }

    /// <summary>Staff moved the player to another session, whose roster they were added to before. What they did here stays here.</summary>
    /// <param name="ToSessionId">Null once the player was erased: the two sessions are not to be put together again.</param>
    public sealed record PlayerMoved(string PlayerId, string? ToSessionId, string By) : SessionEvent
    {
        [JsonIgnore]
        public override string Subject => PlayerId;
    }

    /// <summary>A player said whether they come; the last answer counts.</summary>
    /// <param name="By">The player, or staff on their behalf.</param>
    public sealed record PlayerAnswered(string PlayerId, PlayerAnswer Answer, string By) : SessionEvent
    {
        [JsonIgnore]
        public override string Subject => PlayerId;
    }

    /// <summary>The trainer planned the session for another time.</summary>
    /// <param name="ScheduledAt">Null: to be started when the trainer wants.</param>
    public sealed record Rescheduled(DateTimeOffset? ScheduledAt) : SessionEvent;

    /// <summary>The trainer chose anew whom the session's join code lets in.</summary>
    public sealed record AdmissionChosen(Admission Admits) : SessionEvent;
}

/// <summary>Whether a player comes; on the wire in lower case.</summary>
public enum PlayerAnswer { Coming, Declined }

/// <summary>Whom a session's join code lets in, each more than the one before; on the wire in lower case.</summary>
public enum Admission
{
    /// <summary>Who is on the roster already.</summary>
    Roster,

    /// <summary>Any player with an account: they come onto the roster.</summary>
    Players,

    /// <summary>Those, and guests with a first name and no account of their own.</summary>
    Guests,
}
