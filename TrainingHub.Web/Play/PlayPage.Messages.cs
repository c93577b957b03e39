using TrainingHub.Core.Sessions;

namespace TrainingHub.Web.Play;

/// <summary>What the trainer says to the player, and the player's raised hand.</summary>
public sealed partial class PlayPage
{
    /// <summary>The most pressing first, and of those the oldest.</summary>
    private IReadOnlyList<SentMessage> Waiting => _view is null ? [] : [.. _view.Messages.OrderByDescending(message => message.Priority)];

    private SentMessage? Urgent => Waiting is [{ Priority: MessagePriority.Urgent } first, ..] ? first : null;

    private string FromOf(SentMessage message) => message.By == Session.TrainerId ? Session.TrainerName : "An admin";

    private Task AcknowledgeAsync(string messageId) => SendAsync(new SessionCommand.AcknowledgeMessage(messageId));

    private Task SetHandAsync(bool raised) => SendAsync(new SessionCommand.SetHand(_caller.UserId, raised));
}
