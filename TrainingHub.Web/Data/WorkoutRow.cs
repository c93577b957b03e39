using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Core;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Web.Data;

/// <summary>A workout of a trainer's library. A session takes a copy of its plan.</summary>
[Index(nameof(TrainerId))]
[Index(nameof(IsShared))]
public sealed class WorkoutRow
{
    [MaxLength(64)]
    public string Id { get; init; } = Ids.New();

    [MaxLength(200)]
    public required string Name { get; set; }

    public required WorkoutType Type { get; set; }

    /// <summary>The user id of the trainer whose workout it is.</summary>
    public required string TrainerId { get; set; }

    /// <summary>The flat workout that sessions take: what <see cref="Steps"/> expanded to; replace it as a whole.</summary>
    public required Workout Plan { get; set; }

    /// <summary>What the trainer wrote; null in rows of before there were steps, which are read through <see cref="WorkoutPlan.Of"/>.</summary>
    public WorkoutPlan? Steps { get; set; }

    /// <summary>In lower case, at most 10 of 30 characters.</summary>
    public List<string> Tags { get; set; } = [];

    /// <summary>To be copied rather than changed: the library offers a copy of it as the beginning of a new workout.</summary>
    public bool IsTemplate { get; set; }

    /// <summary>All trainers may read, run and copy it; only its own changes it.</summary>
    public bool IsShared { get; set; }

    /// <summary>Null in rows of before it was kept.</summary>
    public DateTimeOffset? ChangedAt { get; set; }

    /// <summary>What the trainer wrote, whenever that was.</summary>
    public WorkoutPlan Written() => Steps ?? WorkoutPlan.Of(Plan);

    /// <summary>The workout as a session takes it.</summary>
    public Workout ToWorkout() => Plan with { WorkoutId = Id, Name = Name, Type = Type };
}
