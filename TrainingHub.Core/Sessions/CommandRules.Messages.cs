namespace TrainingHub.Core.Sessions;

// What makes a message, or an acknowledgement, invalid.
internal static partial class CommandRules
{
    private static string? Message(SessionState state, SessionCommand.SendMessage send)
        => Id("messageId", send.MessageId) ?? Recipients(state, send) ?? Text(send.Text)
            ?? (Enum.IsDefined(send.Priority) ? null : $"priority was {send.Priority}; allowed are low, normal, high and urgent.");

    private static string? Recipients(SessionState state, SessionCommand.SendMessage send)
    {
        if (send.PlayerIds.IsDefault)
        {
            return null;
        }

        if (send.PlayerIds.IsEmpty)
        {
            return "playerIds was empty; name at least one player, or leave it out for all.";
        }

        return send.PlayerIds.All(state.Players.ContainsKey) ? null : "playerIds named somebody who is not on this session's roster; each must be the user id of one of its players.";
    }

    private static string? Text(string text)
        => string.IsNullOrWhiteSpace(text) || text.Length > SessionLimits.MessageLength
            ? $"text was {text.Length} characters long{(text.Length is > 0 and <= SessionLimits.MessageLength ? ", all blank" : "")}; it must have 1 to {SessionLimits.MessageLength}."
            : null;

    private static string? Known(SessionState state, SessionCommand.AcknowledgeMessage acknowledge, Asked asked)
        => Id("messageId", acknowledge.MessageId)
            ?? (state.Messages.Find(acknowledge.MessageId)?.To.Contains(asked.Caller.UserId) == true ? null : "messageId names no message to you that is still known; it must be one that you were sent.");
}
