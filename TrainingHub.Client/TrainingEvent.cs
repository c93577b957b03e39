namespace TrainingHub.Client;

/// <summary>
/// What the client tells its handler: the hub's events, in the order of their <see cref="Seq"/> within a session and each at most once,
/// and two of the client's own making: <see cref="SessionSnapshot"/> at a join, and <see cref="JoinLost"/>.
/// </summary>
public abstract record TrainingEvent
{
    private TrainingEvent()
    {
    }

    public required string SessionId { get; init; }

    public required long Seq { get; init; }

    /// <summary>By the server's clock.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Replace all you hold by this. Comes first after a join by hand; after a reconnect and in between only where the server could not fill the gap by events.</summary>
    public sealed record SessionSnapshot(Session Session) : TrainingEvent;

    /// <summary>The session could not be joined again after a reconnect; nothing more comes from it.</summary>
    public sealed record JoinLost(HubError Error) : TrainingEvent;

    /// <param name="Duration">Active seconds so far.</param>
    public sealed record SessionStarted(DateTimeOffset StartTime, double Duration) : TrainingEvent;

    /// <param name="Duration">Active seconds so far.</param>
    public sealed record SessionResumed(DateTimeOffset StartTime, double Duration) : TrainingEvent;

    /// <param name="Duration">Active seconds so far.</param>
    public sealed record SessionPaused(DateTimeOffset PausedAt, double Duration) : TrainingEvent;

    /// <param name="Duration">Active seconds in all.</param>
    public sealed record SessionEnded(DateTimeOffset EndTime, double Duration, string? Reason) : TrainingEvent;

    /// <param name="Duration">Active seconds in all.</param>
    public sealed record SessionForceEnded(DateTimeOffset EndTime, double Duration, string? Reason) : TrainingEvent;

    /// <param name="ScheduledAt">Null: to be started when the trainer wants.</param>
    public sealed record SessionRescheduled(DateTimeOffset? ScheduledAt) : TrainingEvent;

    /// <summary>Whom the session's join code lets in from now on.</summary>
    public sealed record AdmissionChosen(Admission Admits) : TrainingEvent;

    /// <summary>Came onto the roster after the session was made.</summary>
    public sealed record PlayerAdded(Player Player) : TrainingEvent;

    /// <summary>To the moved player themselves, just before they leave.</summary>
    /// <param name="ToSessionId">The session on whose roster they are now.</param>
    public sealed record PlayerMoved(string PlayerId, string? ToSessionId) : TrainingEvent;

    /// <summary>Said whether they come.</summary>
    public sealed record PlayerAnswered(string PlayerId, PlayerAnswer Answer) : TrainingEvent;

    public sealed record PlayerJoined(Player Player) : TrainingEvent;

    public sealed record PlayerLeft(string PlayerId, LeaveReason Reason) : TrainingEvent;

    /// <summary>To the kicked player themselves, just before they leave.</summary>
    public sealed record PlayerKicked(string PlayerId, string? Reason) : TrainingEvent;

    /// <summary>All players with a sample since the last such event, each with only what changed.</summary>
    public sealed record MetricsChanged(IReadOnlyList<PlayerMetrics> Players) : TrainingEvent;

    public sealed record ExerciseProgressed(ExerciseProgress Progress) : TrainingEvent;

    public sealed record IntervalProgressed(IntervalProgress Progress) : TrainingEvent;

    /// <param name="Connected">False when the player's last connection was lost: the same status, and the grace begins.</param>
    public sealed record PlayerStatusChanged(string PlayerId, PlayerStatus Status, bool Connected, string? Reason) : TrainingEvent;

    /// <summary>A player's hand went up or down; to staff and the player.</summary>
    public sealed record HandChanged(string PlayerId, bool Raised) : TrainingEvent;

    /// <summary>How hard the whole session was for a player; to staff and the player.</summary>
    /// <param name="Rpe">CR-10, 1 … 10 in half steps.</param>
    public sealed record EffortRated(string PlayerId, double? Rpe) : TrainingEvent;

    /// <summary>To staff, and to each player to whom it is.</summary>
    public sealed record MessageSent(Message Message) : TrainingEvent;

    /// <summary>A player acknowledged a message; to staff and the player.</summary>
    public sealed record MessageAcknowledged(string MessageId, string PlayerId) : TrainingEvent;
}
