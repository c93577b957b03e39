namespace TrainingHub.Client;

/// <summary>As what a connection joins; checked against the token and the session, never believed.</summary>
public enum JoinRole { Trainer, Player, Observer }

public enum WorkoutType { Strength, Conditioning, Hybrid, Agility }

public enum SessionStatus { Scheduled, Active, Paused, Completed, Cancelled }

public enum PlayerStatus { Waiting, Active, Paused, Completed, Dropped }

/// <summary>Why a player is no longer there.</summary>
public enum LeaveReason { Completed, Dropped, Kicked, Disconnected, Moved }

/// <summary>Whether a player comes.</summary>
public enum PlayerAnswer { Coming, Declined }

/// <summary>Whom a session's join code lets in: who is on the roster, any player with an account, guests too.</summary>
public enum Admission { Roster, Players, Guests }

/// <summary>A session as the caller may see it at <see cref="Seq"/>.</summary>
public sealed record Session
{
    public required string SessionId { get; init; }

    public required long Seq { get; init; }

    public required string WorkoutId { get; init; }

    public required string WorkoutName { get; init; }

    public required WorkoutType WorkoutType { get; init; }

    public required SessionStatus Status { get; init; }

    public DateTimeOffset? ScheduledAt { get; init; }

    public DateTimeOffset? StartTime { get; init; }

    public DateTimeOffset? EndTime { get; init; }

    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>Active seconds, pauses left out.</summary>
    public double Duration { get; init; }

    public required string TrainerId { get; init; }

    public required string TrainerName { get; init; }

    /// <summary>Whether players hear each other.</summary>
    public bool ShareWithTeam { get; init; }

    /// <summary>Whom the session's join code lets in.</summary>
    public Admission Admits { get; init; }

    /// <summary>The roster, as far as the caller may see it.</summary>
    public IReadOnlyList<Player> Players { get; init; } = [];

    public int TotalPlayers { get; init; }

    public int ActivePlayers { get; init; }

    public int CompletedPlayers { get; init; }

    /// <summary>For staff the last ones, for a player those that they have not acknowledged; null for observers.</summary>
    public IReadOnlyList<Message>? Messages { get; init; }
}

/// <summary>A player of a session.</summary>
public sealed record Player
{
    /// <summary>The player's user id.</summary>
    public required string PlayerId { get; init; }

    public required string PlayerName { get; init; }

    public required PlayerStatus Status { get; init; }

    public bool Connected { get; init; }

    /// <summary>Came in by the session's code, without an account of their own.</summary>
    public bool Guest { get; init; }

    /// <summary>Whether they come; null for who has not said.</summary>
    public PlayerAnswer? Answer { get; init; }

    /// <summary>Null for who has not come.</summary>
    public DateTimeOffset? JoinedAt { get; init; }

    public DateTimeOffset? LastActivity { get; init; }

    /// <summary>Null before the first sample.</summary>
    public PlayerMetrics? Metrics { get; init; }

    public ExerciseProgress? Exercise { get; init; }

    public IntervalProgress? Interval { get; init; }

    /// <summary>Null where the hand is down; told to staff and the player alone.</summary>
    public DateTimeOffset? HandRaisedAt { get; init; }

    /// <summary>How hard the session was, CR-10: 1 … 10 in half steps; told to staff and the player alone.</summary>
    public double? Effort { get; init; }
}
