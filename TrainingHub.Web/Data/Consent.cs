using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;

namespace TrainingHub.Web.Data;

/// <summary>That a person agreed to something, or took it back. Rows are added and never changed (the database refuses it); they go with the account.</summary>
[Index(nameof(UserId), nameof(Kind))]
public sealed class Consent
{
    /// <summary>To what: <c>team</c>, that team-mates see them.</summary>
    public const string Team = "team";

    public long Id { get; init; }

    public required string UserId { get; init; }

    [MaxLength(20)]
    public required string Kind { get; init; }

    /// <summary>The version of the text that was agreed to; with a withdrawal, of the one that is withdrawn.</summary>
    public required int TextVersion { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>False: taken back.</summary>
    public required bool Given { get; init; }
}
