using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;

namespace TrainingHub.Web.Data;

/// <summary>A completed set of a player: a projection of the journal, for what is offered the next time.</summary>
[PrimaryKey(nameof(SessionId), nameof(PlayerId), nameof(ExerciseId), nameof(SetNumber))]
[Index(nameof(PlayerId), nameof(ExerciseKey), nameof(At))]
public sealed class LoggedSet
{
    [MaxLength(64)]
    public required string SessionId { get; init; }

    [MaxLength(64)]
    public required string PlayerId { get; init; }

    /// <summary>The exercise of the plan that the set counts for.</summary>
    [MaxLength(64)]
    public required string ExerciseId { get; init; }

    public required int SetNumber { get; init; }

    /// <summary>What was done, by <see cref="Core.Workouts.ExerciseKey"/>.</summary>
    [MaxLength(200)]
    public required string ExerciseKey { get; set; }

    /// <summary>When it was reported.</summary>
    public required DateTimeOffset At { get; set; }

    public int? Reps { get; set; }

    public double? WeightKg { get; set; }

    /// <summary>s; of a timed set.</summary>
    public double? Seconds { get; set; }

    /// <summary>Of an attempt at a drill.</summary>
    public int? Errors { get; set; }

    /// <summary>CR-10.</summary>
    public double? Rpe { get; set; }
}
