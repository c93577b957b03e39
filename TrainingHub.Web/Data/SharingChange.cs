using Microsoft.EntityFrameworkCore;

namespace TrainingHub.Web.Data;

/// <summary>A player chose anew what others see, and not all of their sessions know it yet; written with the choice, and removed when they do.</summary>
[Index(nameof(UserId))]
public sealed class SharingChange
{
    public long Id { get; init; }

    public required string UserId { get; init; }
}
