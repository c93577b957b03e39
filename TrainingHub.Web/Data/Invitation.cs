using System.ComponentModel.DataAnnotations;

namespace TrainingHub.Web.Data;

/// <summary>A one-time link with which a user sets their password; only the hash of its token is kept.</summary>
public sealed class Invitation
{
    /// <summary>SHA-256 of the token, in hexadecimal.</summary>
    [Key, MaxLength(64)]
    public required string TokenHash { get; init; }

    public required string UserId { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}
