using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;

namespace TrainingHub.Web.Data;

/// <summary>
/// One line of the audit. The table takes new lines and nothing else: triggers refuse to change or remove one. So no line holds a name or an id of a person,
/// only the number of an <see cref="AuditPerson"/>, whose row can be removed.
/// </summary>
[Index(nameof(Kind), nameof(Id))]
[Index(nameof(ActorRef), nameof(Id))]
[Index(nameof(SubjectRef), nameof(Id))]
[Index(nameof(SessionId), nameof(SessionSeq), IsUnique = true)]
public sealed class AuditEntry
{
    public long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>What was done: a word of <c>AuditKinds</c>.</summary>
    [MaxLength(40)]
    public required string Kind { get; init; }

    /// <summary>Who did it; null where it was the server, an operator's command, or nobody known.</summary>
    public long? ActorRef { get; init; }

    /// <summary>To whom it was done.</summary>
    public long? SubjectRef { get; init; }

    [MaxLength(64)]
    public string? SessionId { get; init; }

    /// <summary>The event of the session that says the same; null where it is no event. An event is told once.</summary>
    public long? SessionSeq { get; init; }

    /// <summary>A role, a way to sign in: never a name (a device's neither), an e-mail or an address, for it cannot be taken back.</summary>
    [MaxLength(200)]
    public string? Detail { get; init; }
}

/// <summary>Who a number in the audit is. Without this row the audit tells what was done, and no longer who it was.</summary>
[Index(nameof(UserId), IsUnique = true)]
public sealed class AuditPerson
{
    [Key]
    public long Ref { get; init; }

    /// <summary>A user's id or a service's client id.</summary>
    [MaxLength(450)]
    public required string UserId { get; init; }

    [MaxLength(200)]
    public required string Name { get; set; }
}
