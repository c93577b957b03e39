using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;

namespace TrainingHub.Web.Data;

/// <summary>The code with which one comes into a session. It opens a door, and is no part of what happened: a row, which goes when the session is over.</summary>
[Index(nameof(SessionId), IsUnique = true)]
public sealed class JoinCode
{
    /// <summary>Six characters; unique among all that there are, by the table's key.</summary>
    [Key, MaxLength(6)]
    public required string Code { get; init; }

    [MaxLength(64)]
    public required string SessionId { get; init; }

    public required DateTimeOffset MadeAt { get; init; }
}
