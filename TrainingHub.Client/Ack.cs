namespace TrainingHub.Client;

/// <summary>What every call answers. A refusal is a value, never an exception.</summary>
public record Ack
{
    /// <summary>True is a promise: what it acknowledges is on the server's disk.</summary>
    public bool Ok { get; init; }

    /// <summary>The session's sequence number that holds the change; 0 with a refusal.</summary>
    public long Seq { get; init; }

    /// <summary>Null when the call was accepted.</summary>
    public HubError? Error { get; init; }
}

/// <summary>What <see cref="TrainingHubClient.JoinAsync"/> answers.</summary>
public sealed record JoinAck : Ack
{
    /// <summary>The session as the caller may see it; null with a refusal.</summary>
    public Session? Session { get; init; }

    /// <summary>Whether what was missed follows as events, in place of <see cref="Session"/>.</summary>
    public bool Resumed { get; init; }

    /// <summary>Names the journal in which <see cref="Ack.Seq"/> counts.</summary>
    public string? Epoch { get; init; }

    public DateTimeOffset? ServerTime { get; init; }
}

/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="Message">A sentence that names what was wrong and what is allowed.</param>
/// <param name="RetryAfterMs">When the same call would be taken, ms; only with <see cref="ErrorCodes.RateLimited"/>.</param>
public sealed record HubError(string Code, string Message, double? RetryAfterMs = null);
