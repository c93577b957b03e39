using System.ComponentModel.DataAnnotations;

namespace TrainingHub.Web.Data;

/// <summary>A sign-in that its browser ended; a copy of its cookie opens nothing any more.</summary>
public sealed class EndedSignIn
{
    /// <summary>The id that the cookie carries.</summary>
    [Key, MaxLength(64)]
    public required string Id { get; init; }

    public required DateTimeOffset EndedAt { get; init; }
}
