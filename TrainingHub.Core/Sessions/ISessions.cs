namespace TrainingHub.Core.Sessions;

/// <summary>
/// The waist: hub, HTTP API and pages translate to these calls and decide nothing. Safe from any thread. A refusal is a value; an exception is a fault.
/// </summary>
public interface ISessions
{
    /// <summary>Makes a session; its first events are durable when this returns. Only trainers may, for themselves; an admin for any trainer.</summary>
    Task<SessionReply> CreateAsync(Caller caller, NewSession session, CancellationToken cancellationToken);

    /// <summary>Sends one command. `ok` is a promise: what it acknowledges is durable.</summary>
    /// <param name="connectionId">The hub connection or page that asks; it must have joined. Null for the HTTP API, which needs no join.</param>
    Task<SessionReply> SendAsync(Caller caller, string sessionId, SessionCommand command, string? connectionId, CancellationToken cancellationToken);

    /// <summary>Joins a connection and subscribes it at the very version of the answer: the first update follows <see cref="SessionWatch.Initial"/> without a gap.</summary>
    /// <param name="clockOffset">Server's time minus the device's, as shown by `clientTime`; null where it gave none.</param>
    /// <param name="onReady">Called when <see cref="SessionWatch.TryTake"/> has something, from any thread, also from two at once; must be quick.</param>
    Task<JoinReply> JoinAsync(Caller caller, string sessionId, SessionCommand.Join join, string connectionId, TimeSpan? clockOffset, Action<SessionWatch> onReady, CancellationToken cancellationToken);

    /// <summary>Subscribes a page that looks on without joining: it is not presence. Same rights and views as a join as staff or observer, or as the player themselves.</summary>
    Task<JoinReply> WatchAsync(Caller caller, string sessionId, Action<SessionWatch> onReady, CancellationToken cancellationToken);

    /// <summary>The session as the caller may see it now.</summary>
    Task<FindReply> FindAsync(Caller caller, string sessionId, CancellationToken cancellationToken);

    /// <summary>A connection is gone without having left; ends its watches and starts its players' grace.</summary>
    Task DisconnectAsync(string connectionId);

    /// <summary>Sessions in memory now, whole (no view): for operators and for the projection.</summary>
    IReadOnlyCollection<SessionState> InMemory { get; }
}

/// <summary>What a call answers.</summary>
/// <param name="Seq">The sequence number that holds the change (the current one where nothing changed); 0 with a refusal.</param>
/// <param name="Refusal">Null when the call was accepted.</param>
public sealed record SessionReply(long Seq, Refusal? Refusal = null)
{
    public bool Ok => Refusal is null;
}

/// <param name="Watch">Null with a refusal. Dispose it to unsubscribe.</param>
public sealed record JoinReply(SessionWatch? Watch, Refusal? Refusal = null);

/// <param name="View">Null with a refusal.</param>
public sealed record FindReply(SessionView? View, Refusal? Refusal = null);
