using System.Collections.Immutable;
using TrainingHub.Core.Metrics;

namespace TrainingHub.Core.Sessions;

/// <summary>How much a message wants to be seen; on the wire in lower case. <see cref="Urgent"/> fills the player's screen.</summary>
public enum MessagePriority { Low, Normal, High, Urgent }

/// <summary>A message of staff to players, and how far it has come.</summary>
/// <param name="MessageId">The sender's own, 1 … 64 characters, or one that a door made.</param>
/// <param name="To">To whom it was sent.</param>
/// <param name="Text">1 … 500 characters; empty where it was erased.</param>
/// <param name="By">The user who sent it.</param>
public sealed record SentMessage(string MessageId, DateTimeOffset At, ImmutableArray<string> To, MessagePriority Priority, string Text, string By)
{
    /// <summary>Of <see cref="To"/>, those to whom it is still to be shown.</summary>
    public ImmutableArray<string> Waiting { get; init; } = To;

    /// <summary>When each acknowledged it, by player id.</summary>
    public ImmutableDictionary<string, DateTimeOffset> Acknowledged { get; init; } = ImmutableDictionary<string, DateTimeOffset>.Empty;
}

/// <summary>What staff and players say to each other beside the training: messages, raised hands, and what they may still send. Immutable; one object, so that a sample copies a reference.</summary>
public sealed record SessionMessages
{
    /// <summary>So many of the newest are kept, and older ones while somebody has not acknowledged them.</summary>
    public const int Kept = 200;

    /// <summary>So many wait for one player; with one more the oldest is shown to them no longer (it stays in the journal).</summary>
    public const int WaitingPerPlayer = 20;

    public static SessionMessages None { get; } = new();

    /// <summary>Oldest first.</summary>
    public ImmutableArray<SentMessage> Sent { get; init; } = [];

    /// <summary>Since when a player's hand is up, by player id.</summary>
    public ImmutableDictionary<string, DateTimeOffset> Hands { get; init; } = ImmutableDictionary<string, DateTimeOffset>.Empty;

    /// <summary>Allowances of messages, by the user who sends.</summary>
    public ImmutableDictionary<string, TokenBucket> MessageBudgets { get; init; } = ImmutableDictionary<string, TokenBucket>.Empty;

    /// <summary>Allowances of raised hands, by player id.</summary>
    public ImmutableDictionary<string, TokenBucket> HandBudgets { get; init; } = ImmutableDictionary<string, TokenBucket>.Empty;

    public SentMessage? Find(string messageId)
    {
        foreach (var message in Sent)
        {
            if (message.MessageId == messageId)
            {
                return message;
            }
        }

        return null;
    }

    /// <summary>What is still to be shown to a player, oldest first.</summary>
    public IEnumerable<SentMessage> WaitingFor(string playerId) => Sent.Where(message => message.Waiting.Contains(playerId));

    internal SessionMessages Add(SentMessage message)
    {
        var sent = Sent.ToBuilder();
        foreach (var playerId in message.To)
        {
            var waiting = Enumerable.Range(0, sent.Count).Where(index => sent[index].Waiting.Contains(playerId)).ToList();
            if (waiting.Count >= WaitingPerPlayer)
            {
                sent[waiting[0]] = Without(sent[waiting[0]], playerId);
            }
        }

        sent.Add(message);
        for (var index = 0; sent.Count > Kept && index < sent.Count - Kept;)
        {
            if (sent[index].Waiting.IsEmpty)
            {
                sent.RemoveAt(index);
            }
            else
            {
                index++;
            }
        }

        return this with { Sent = sent.DrainToImmutable() };
    }

    internal SessionMessages Acknowledge(string messageId, string playerId, DateTimeOffset at)
    {
        for (var index = 0; index < Sent.Length; index++)
        {
            if (Sent[index] is var message && message.MessageId == messageId)
            {
                return this with { Sent = Sent.SetItem(index, Without(message, playerId) with { Acknowledged = message.Acknowledged.SetItem(playerId, at) }) };
            }
        }

        return this;
    }

    private static SentMessage Without(SentMessage message, string playerId) => message with { Waiting = message.Waiting.Remove(playerId) };
}
