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
    /// <summary>The session as the caller may see it; null with a refusal, and where it was <see cref="Resumed"/>.</summary>
    public Session? Session { get; init; }

    /// <summary>Whether what was missed follows as events, in place of <see cref="Session"/>.</summary>
    public bool Resumed { get; init; }

    /// <summary>Names the journal in which <see cref="Ack.Seq"/> counts.</summary>
    public string? Epoch { get; init; }

    public DateTimeOffset? ServerTime { get; init; }
}

/// <summary>What <see cref="TrainingHubClient.BackfillAsync"/> answers: each sample was stored, known before, or rejected.</summary>
public sealed record BackfillAck : Ack
{
    public int Stored { get; init; }

    /// <summary>Samples that had come before, live or by backfill.</summary>
    public int Duplicates { get; init; }

    public IReadOnlyList<RejectedSample> Rejected { get; init; } = [];
}

/// <param name="Index">Its place in the call, from 0.</param>
/// <param name="Message">A sentence that names what was wrong and what is allowed; the same sample is never taken.</param>
public sealed record RejectedSample(int Index, string Message);

/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="Message">A sentence that names what was wrong and what is allowed.</param>
/// <param name="RetryAfterMs">When the same call would be taken, ms; only with <see cref="ErrorCodes.RateLimited"/>.</param>
public sealed record HubError(string Code, string Message, double? RetryAfterMs = null);
