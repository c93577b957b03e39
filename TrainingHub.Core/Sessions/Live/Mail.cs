namespace TrainingHub.Core.Sessions.Live;

/// <summary>
/// What waits in a session's mailbox. Each is answered once, whatever comes of it. Who waits goes on in the writer's own thread, so that an answer and what is published with it
/// leave together and no other thread is woken for each: a door writes its answer and never blocks.
/// </summary>
internal abstract class Mail
{
    /// <param name="receivedAt">The clock's timestamp when it came to the waist.</param>
    public sealed class Call(Caller caller, SessionCommand command, string? connectionId, long receivedAt) : Mail
    {
        public long ReceivedAt { get; } = receivedAt;

        public Caller Caller { get; } = caller;

        public SessionCommand Command { get; } = command;

        public string? ConnectionId { get; } = connectionId;

        public TaskCompletionSource<SessionReply> Reply { get; } = new();
    }

    public sealed class Join(Caller caller, SessionCommand.Join command, string connectionId, TimeSpan? clockOffset, ResumeFrom? resume, Action<SessionWatch> onReady) : Mail
    {
        public Caller Caller { get; } = caller;

        public SessionCommand.Join Command { get; } = command;

        public string ConnectionId { get; } = connectionId;

        public TimeSpan? ClockOffset { get; } = clockOffset;

        public ResumeFrom? Resume { get; } = resume;

        public Action<SessionWatch> OnReady { get; } = onReady;

        public TaskCompletionSource<JoinReply> Reply { get; } = new();
    }

    public sealed class Look(Caller caller, Action<SessionWatch> onReady) : Mail
    {
        public Caller Caller { get; } = caller;

        public Action<SessionWatch> OnReady { get; } = onReady;

        public TaskCompletionSource<JoinReply> Reply { get; } = new();
    }

    public sealed class Disconnect(string connectionId) : Mail
    {
        public string ConnectionId { get; } = connectionId;
    }

    /// <summary>Time has passed: grace periods, staleness, presence that a failed commit left behind.</summary>
    public sealed class Tick : Mail;
}
