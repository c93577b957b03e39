using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using TrainingHub.Core;
using TrainingHub.Core.Players;

namespace TrainingHub.Web.Data;

/// <summary>A person with an account; a trainer, player, observer or admin by their <see cref="RoleNames"/>.</summary>
public sealed class User : IdentityUser
{
    public User() => Id = Ids.New();

    /// <summary>What others see them called.</summary>
    [PersonalData]
    public string DisplayName { get; set; } = "";

    /// <summary>The end of a lock that only an admin ends; a lock for wrong passwords is short, and leaves tokens alone.</summary>
    public static DateTimeOffset LockedByAdmin { get; } = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public bool IsLockedByAdmin => LockoutEnd >= LockedByAdmin;

    /// <summary>What observers may see of this player's heart rate.</summary>
    public HeartRateVisibility HeartRateForObservers { get; set; }

    /// <summary>What team-mates may see of it, in sessions that share with the team; null: the player has not agreed that they see anything of them.</summary>
    public HeartRateVisibility? HeartRateForTeam { get; set; }

    /// <summary>The language of the pages, such as <c>de</c>; null: as the browser asks.</summary>
    [MaxLength(10)]
    public string? Language { get; set; }

    /// <summary>Whose way of writing dates, times and numbers, such as <c>de-DE</c>; null: by the language and the browser.</summary>
    [MaxLength(10)]
    public string? Formats { get; set; }

    /// <summary>Null: not chosen, kg.</summary>
    public WeightUnit? Weights { get; set; }

    /// <summary>Null: not chosen, km.</summary>
    public DistanceUnit? Distances { get; set; }

    /// <summary>The one session that a guest may play in; null for everybody with an account of their own.</summary>
    [MaxLength(64)]
    public string? GuestOf { get; set; }

    public SharingChoice Sharing => new(HeartRateForObservers, HeartRateForTeam);
}
