using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;

namespace TrainingHub.Web.Data;

/// <summary>What a person was told of a device when they allowed it. The access itself is the token server's authorization of the same id.</summary>
[Index(nameof(UserId))]
public sealed class DeviceGrant
{
    [Key, MaxLength(64)]
    public required string AuthorizationId { get; init; }

    public required string UserId { get; init; }

    /// <summary>What the device calls itself.</summary>
    [MaxLength(64)]
    public required string Name { get; init; }

    /// <summary>The address from which it asked.</summary>
    [MaxLength(64)]
    public required string FromAddress { get; init; }

    /// <summary>The program with which it asked, as it says itself.</summary>
    [MaxLength(120)]
    public required string Program { get; init; }

    public required DateTimeOffset AllowedAt { get; init; }

    /// <summary>When its access was last looked at, to a minute or so; null where it never was.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }
}
