using System.Collections.Immutable;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Core.Sessions;

/// <summary>Where a session is in its life; on the wire in lower case.</summary>
public enum SessionStatus { Scheduled, Active, Paused, Completed, Cancelled }

/// <summary>Where a player is in a session; on the wire in lower case.</summary>
public enum PlayerStatus { Waiting, Active, Paused, Completed, Dropped }

/// <summary>A session at one <see cref="Seq"/>: immutable, the fold of its events. Readers may keep it as long as they like.</summary>
public sealed record SessionState
{
    public required string SessionId { get; init; }

    /// <summary>The number of events folded; the last one's sequence number. 0: not yet created.</summary>
    public long Seq { get; init; }

    public required Workout Workout { get; init; }

    public required string TrainerId { get; init; }

    public required string TrainerName { get; init; }

    public string? TeamName { get; init; }

    public bool ShareWithTeam { get; init; }

    /// <summary>Whom the session's join code lets in.</summary>
    public Admission Admits { get; init; }

    public SessionStatus Status { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ScheduledAt { get; init; }

    public DateTimeOffset? StartTime { get; init; }

    public DateTimeOffset? EndTime { get; init; }

    /// <summary>Since when it is paused; null unless it is.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>Why it was cancelled.</summary>
    public string? EndReason { get; init; }

    /// <summary>Active time up to the last pause, end or (when it runs) <see cref="RunningSince"/>.</summary>
    public TimeSpan ActiveBefore { get; init; }

    /// <summary>Since when the clock runs; null when it stands.</summary>
    public DateTimeOffset? RunningSince { get; init; }

    /// <summary>The time of the last event.</summary>
    public DateTimeOffset LastEventAt { get; init; }

    /// <summary>The roster, kicked players left out, by player id.</summary>
    public ImmutableDictionary<string, PlayerState> Players { get; init; } = ImmutableDictionary<string, PlayerState>.Empty;

    /// <summary>Kicked players, and those who were moved to another session, as they were, by player id, until they are readmitted.</summary>
    public ImmutableDictionary<string, PlayerState> Removed { get; init; } = ImmutableDictionary<string, PlayerState>.Empty;

    public ImmutableArray<SessionObserver> Observers { get; init; } = [];

    /// <summary>Progress and status budgets by user id.</summary>
    public ImmutableDictionary<string, TokenBucket> ProgressBudgets { get; init; } = ImmutableDictionary<string, TokenBucket>.Empty;

    /// <summary>Messages and raised hands.</summary>
    public SessionMessages Messages { get; init; } = SessionMessages.None;

    /// <summary>How hard the session was for a player by their own word, CR-10, by player id.</summary>
    public ImmutableDictionary<string, double> Efforts { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>The limits under which the session runs; a setting of the server, not an event.</summary>
    public required SessionLimits Limits { get; init; }

    public bool IsLive => Status is SessionStatus.Active or SessionStatus.Paused;

    public bool HasEnded => Status is SessionStatus.Completed or SessionStatus.Cancelled;

    /// <summary>The player as the session knows them, kicked or not; null where they are not on the roster.</summary>
    public PlayerState? Find(string playerId) => Players.GetValueOrDefault(playerId) ?? Removed.GetValueOrDefault(playerId);

    /// <summary>What somebody is told who is on the roster no more.</summary>
    public Refusal RemovalOf(string playerId) => Removed.GetValueOrDefault(playerId) is { WasMoved: true } ? Refusal.Moved : Refusal.Removed;

    /// <summary>Whether the other players see and hear of this one.</summary>
    public bool SharesWithTeam(PlayerState player) => ShareWithTeam && player.Profile.TeamSees is not null;

    /// <inheritdoc cref="SharesWithTeam(PlayerState)"/>
    public bool SharesWithTeam(string playerId) => ShareWithTeam && Find(playerId) is { Profile.TeamSees: not null };

    /// <summary>This state with what each player chose by a later one: who may still be told of this one is told no more than they may see now.</summary>
    internal SessionState SharingAsIn(SessionState later)
    {
        var players = Players;
        foreach (var player in Players.Values)
        {
            if (later.Find(player.PlayerId)?.Profile.Sharing is { } sharing && sharing != player.Profile.Sharing)
            {
                players = players.SetItem(player.PlayerId, player with { Profile = player.Profile.With(sharing) });
            }
        }

        return ReferenceEquals(players, Players) ? this : this with { Players = players };
    }

    public int TotalPlayers => Players.Count;

    public int ActivePlayers => Players.Values.Count(player => player.Status == PlayerStatus.Active);

    public int CompletedPlayers => Players.Values.Count(player => player.Status == PlayerStatus.Completed);

    /// <summary>The roster in its own order.</summary>
    public IEnumerable<PlayerState> Roster => Players.Values.OrderBy(player => player.Order);

    /// <summary>Active time at <paramref name="now"/>, pauses left out; never negative.</summary>
    public TimeSpan Duration(DateTimeOffset now)
        => RunningSince is { } since && now > since ? ActiveBefore + (now - since) : ActiveBefore;
}
