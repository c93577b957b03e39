using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Core;

namespace TrainingHub.Web.Data;

/// <summary>A trainer's team.</summary>
public sealed class Team
{
    [MaxLength(64)]
    public string Id { get; init; } = Ids.New();

    [MaxLength(200)]
    public required string Name { get; set; }

    /// <summary>The user id of the trainer whose team it is.</summary>
    public required string TrainerId { get; set; }

    public List<TeamMember> Members { get; init; } = [];
}

/// <summary>A player of a team.</summary>
[PrimaryKey(nameof(TeamId), nameof(PlayerId))]
public sealed class TeamMember
{
    public required string TeamId { get; init; }

    /// <summary>The player's user id.</summary>
    public required string PlayerId { get; init; }

    public User? Player { get; init; }

    /// <summary>The number on the shirt, if the player has one.</summary>
    public int? ShirtNumber { get; set; }
}
