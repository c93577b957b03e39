namespace TrainingHub.Client;

/// <summary>How much a message wants to be seen; <see cref="Urgent"/> fills the player's screen.</summary>
public enum MessagePriority { Low, Normal, High, Urgent }

/// <summary>A message of staff to players.</summary>
public sealed record Message
{
    /// <summary>1 … 64 characters.</summary>
    public required string MessageId { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    public required MessagePriority Priority { get; init; }

    /// <summary>1 … 500 characters; empty where it was erased.</summary>
    public required string Text { get; init; }

    /// <summary>User id of who sent it.</summary>
    public required string By { get; init; }

    /// <summary>Ids of the players to whom it was sent; null where one is not staff.</summary>
    public IReadOnlyList<string>? To { get; init; }

    /// <summary>Those of <see cref="To"/> who acknowledged it; null where one is not staff.</summary>
    public IReadOnlyList<string>? AcknowledgedBy { get; init; }
}
