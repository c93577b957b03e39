using System.Collections.Immutable;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Replay;
using TrainingHub.Core.Traces;

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
    /// <param name="resume">What the caller has seen already; null for a fresh session.</param>
    /// <param name="onReady">Called when <see cref="SessionWatch.TryTake"/> has something, from any thread, also from two at once; must be quick.</param>
    Task<JoinReply> JoinAsync(Caller caller, string sessionId, SessionCommand.Join join, string connectionId, TimeSpan? clockOffset, ResumeFrom? resume, Action<SessionWatch> onReady, CancellationToken cancellationToken);

    /// <summary>Subscribes a page that looks on without joining: it is not presence. Same rights and views as a join as staff or observer, or as the player themselves.</summary>
    Task<JoinReply> WatchAsync(Caller caller, string sessionId, Action<SessionWatch> onReady, CancellationToken cancellationToken);

    /// <summary>The session as the caller may see it now.</summary>
    Task<FindReply> FindAsync(Caller caller, string sessionId, CancellationToken cancellationToken);

    /// <summary>The session's events as the journal holds them, after a sequence number, the newest included; for staff.</summary>
    Task<EventsReply> ReadAsync(Caller caller, string sessionId, long afterSeq, CancellationToken cancellationToken);

    /// <summary>All that happened so far, to look at any moment of it; for who may see the session, as <see cref="RecordingReply.Audience"/>.</summary>
    Task<RecordingReply> RecordingAsync(Caller caller, string sessionId, CancellationToken cancellationToken);

    /// <summary>The players' values so far in a bounded number of points, for who may see the session and as they may: what a page that opens in the middle shows at once.
    /// Read beside the session's writer, which does not wait for it.</summary>
    Task<TraceReply> TracesAsync(Caller caller, string sessionId, TraceRequest request, CancellationToken cancellationToken);

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

    /// <summary>Only with a backfill that was accepted.</summary>
    public BackfillOutcome? Backfill { get; init; }
}

/// <summary>What became of a backfill's samples.</summary>
/// <param name="Duplicates">Known already, or twice in the call.</param>
public sealed record BackfillOutcome(int Stored, int Duplicates, ImmutableArray<RejectedSample> Rejected);

/// <param name="Index">Place in the call, from 0.</param>
/// <param name="Message">A sentence that names what was wrong and what is allowed.</param>
public sealed record RejectedSample(int Index, string Message);

/// <summary>Where a watcher stands that was here before.</summary>
/// <param name="Epoch">As <see cref="SessionWatch.Epoch"/> told it.</param>
/// <param name="Seq">The last sequence number that was seen.</param>
public sealed record ResumeFrom(string Epoch, long Seq);

/// <param name="Watch">Null with a refusal. Dispose it to unsubscribe.</param>
public sealed record JoinReply(SessionWatch? Watch, Refusal? Refusal = null);

/// <param name="Events">Null with a refusal.</param>
public sealed record EventsReply(IAsyncEnumerable<JournalledEvent>? Events, Refusal? Refusal = null);

/// <param name="Recording">Null with a refusal.</param>
/// <param name="Audience">As whom the caller may see it.</param>
public sealed record RecordingReply(SessionRecording? Recording, Audience Audience = default, Refusal? Refusal = null);

/// <param name="View">Null with a refusal.</param>
public sealed record FindReply(SessionView? View, Refusal? Refusal = null);
