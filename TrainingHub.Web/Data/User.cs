using Microsoft.AspNetCore.Identity;
using TrainingHub.Core;

namespace TrainingHub.Web.Data;

/// <summary>A person with an account; a trainer, player, observer or admin by their <see cref="Roles"/>.</summary>
public sealed class User : IdentityUser
{
    public User() => Id = Ids.New();

    /// <summary>What others see them called.</summary>
    [PersonalData]
    public string DisplayName { get; set; } = "";

    /// <summary>What observers may see of this player's heart rate.</summary>
    public HeartRateVisibility HeartRateForObservers { get; set; }
}
