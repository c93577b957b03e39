using System.Collections.Immutable;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Core.Sessions;

/// <summary>The rules of a session: pure functions, without clock, randomness or I/O. Live sessions, recovery, replay and reports use the same two.</summary>
public static partial class Session
{
    /// <summary>A session before its first event.</summary>
    public static SessionState Empty(SessionLimits limits) => new()
    {
        SessionId = "",
        Workout = new Workout("", "", WorkoutType.Conditioning, [], []),
        TrainerId = "",
        TrainerName = "",
        CreatedAt = default,
        Limits = limits,
    };

    public static SessionState Fold(SessionState state, IEnumerable<SessionEvent> events) => events.Aggregate(state, Evolve);
}

/// <summary>Who asks, when, and from where: what a live session stamps on a command.</summary>
/// <param name="Now">The server's clock, UTC.</param>
/// <param name="Joined">The connection has joined; also true where a door needs no join.</param>
/// <param name="LastConnectionOf">With <see cref="SessionCommand.Leave"/>: the player whose last connection it is; null where others remain, or it was no player's.</param>
/// <param name="ClockOffset">Server's time minus the device's; null where it is not known.</param>
public sealed record Asked(Caller Caller, DateTimeOffset Now, bool Joined = true, string? LastConnectionOf = null, TimeSpan? ClockOffset = null);

/// <summary>What comes of a command: events (none where all is so already), or a refusal.</summary>
/// <param name="Backfill">Only with a backfill that was not refused.</param>
public readonly record struct Decision(ImmutableArray<SessionEvent> Events, Refusal? Refusal = null, BackfillOutcome? Backfill = null)
{
    public static implicit operator Decision(Refusal refusal) => new([], refusal);

    public static implicit operator Decision(SessionEvent @event) => new([@event]);

    public static Decision Nothing { get; } = new([]);
}
