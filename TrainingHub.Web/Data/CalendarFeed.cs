using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;

namespace TrainingHub.Web.Data;

/// <summary>The address under which somebody's calendar program fetches their sessions; only the hash of its secret is kept.</summary>
[Index(nameof(UserId), IsUnique = true)]
public sealed class CalendarFeed
{
    /// <summary>SHA-256 of the secret, in hexadecimal.</summary>
    [Key, MaxLength(64)]
    public required string TokenHash { get; init; }

    public required string UserId { get; init; }

    public required DateTimeOffset MadeAt { get; init; }
}
