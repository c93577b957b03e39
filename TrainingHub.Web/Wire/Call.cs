using TrainingHub.Core.Sessions;

namespace TrainingHub.Web.Wire;

/// <summary>An argument, read as a command to a session.</summary>
/// <param name="SessionId">Null where the argument names none that could exist.</param>
/// <param name="Command">With <see cref="SessionCommand.Malformed"/> set where something could not be read.</param>
public sealed record Call(string? SessionId, SessionCommand Command)
{
    /// <param name="callerId">Stands in for a playerId that cannot be read, so that nobody else's rights are judged.</param>
    public static Call Read(WireValue argument, string callerId, Func<Fields, string, SessionCommand> command)
    {
        var fields = new Fields(argument);
        var sessionId = fields.Id("sessionId");
        var read = command(fields, callerId);
        return new Call(sessionId, fields.Fault is { } fault ? read with { Malformed = fault } : read);
    }
}
