using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Core;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Web.Data;

/// <summary>A workout of a trainer's library. A session takes a copy of its plan.</summary>
[Index(nameof(TrainerId))]
public sealed class WorkoutRow
{
    [MaxLength(64)]
    public string Id { get; init; } = Ids.New();

    [MaxLength(200)]
    public required string Name { get; set; }

    public required WorkoutType Type { get; set; }

    /// <summary>The user id of the trainer whose workout it is.</summary>
    public required string TrainerId { get; set; }

    /// <summary>Exercises and intervals; replace it as a whole.</summary>
    public required Workout Plan { get; set; }
}
