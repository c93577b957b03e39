using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace TrainingHub.Web.Data;

/// <summary>What lists and filters need to know of a session: a projection of its journal, which is the truth.</summary>
public sealed class SessionRow
{
    /// <summary>Planned or live, for queries.</summary>
    public static readonly Expression<Func<SessionRow, bool>> IsNotOver = row => row.Status == "active" || row.Status == "paused" || row.Status == "scheduled";

    [MaxLength(64)]
    public required string Id { get; init; }

    [MaxLength(64)]
    public required string WorkoutId { get; set; }

    [MaxLength(200)]
    public required string WorkoutName { get; set; }

    /// <summary><c>strength</c>, <c>conditioning</c>, <c>hybrid</c> or <c>agility</c>.</summary>
    [MaxLength(20)]
    public required string WorkoutType { get; set; }

    public required string TrainerId { get; set; }

    [MaxLength(200)]
    public required string TrainerName { get; set; }

    [MaxLength(200)]
    public string? TeamName { get; set; }

    /// <summary><c>scheduled</c>, <c>active</c>, <c>paused</c>, <c>completed</c> or <c>cancelled</c>.</summary>
    [MaxLength(20)]
    public required string Status { get; set; }

    public DateTimeOffset? ScheduledAt { get; set; }

    public DateTimeOffset? StartTime { get; set; }

    public DateTimeOffset? EndTime { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether the players see those of each other who agreed to it.</summary>
    public bool ShareWithTeam { get; set; }

    /// <summary>The last sequence number of the journal that this row holds.</summary>
    public long Seq { get; set; }

    /// <summary>Whom the join code lets in: <c>roster</c>, <c>players</c> or <c>guests</c>.</summary>
    [MaxLength(20)]
    public string Admits { get; set; } = "roster";

    /// <summary>How long the workout's timed parts take, in seconds; 0 where it has none.</summary>
    public int PlannedSeconds { get; set; }

    /// <summary>How often the plan was changed since it was made: another time, or called off.</summary>
    public int Revision { get; set; }

    public List<SessionPersonRow> People { get; init; } = [];
}

/// <summary>A player on a session's roster, or one of its observers.</summary>
[PrimaryKey(nameof(SessionId), nameof(UserId), nameof(Role))]
[Index(nameof(UserId))]
public sealed class SessionPersonRow
{
    public required string SessionId { get; init; }

    public required string UserId { get; init; }

    /// <summary><see cref="RoleNames.Player"/> or <see cref="RoleNames.Observer"/>.</summary>
    [MaxLength(20)]
    public required string Role { get; init; }

    /// <summary>Kicked or moved to another session, and not readmitted.</summary>
    public bool Removed { get; set; }

    /// <summary>Of a player: <c>coming</c> or <c>declined</c>; null for who has not said.</summary>
    [MaxLength(20)]
    public string? Answer { get; set; }
}
