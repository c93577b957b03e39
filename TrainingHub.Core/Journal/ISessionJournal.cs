using System.Collections.Immutable;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Core.Journal;

/// <summary>
/// Where the events of all sessions are kept, in order: the truth of a session. Safe from any thread.
/// </summary>
public interface ISessionJournal
{
    /// <summary>Changes when the journal is another one (a restore from a backup): a `seq` means something only with its epoch.</summary>
    string Epoch { get; }

    /// <summary>Appends events that belong together; when this returns they are durable, all or none.</summary>
    /// <param name="firstSeq">The sequence number of the first event, 1 for the first of a session.</param>
    /// <exception cref="JournalConflictException">Someone else has written at <paramref name="firstSeq"/>: the caller is no longer the session's writer.</exception>
    /// <exception cref="JournalUnavailableException">Nothing was written (disk full, read-only, shutting down).</exception>
    Task AppendAsync(string sessionId, long firstSeq, ImmutableArray<SessionEvent> events, CancellationToken cancellationToken);

    /// <summary>A session's events after a sequence number, in order, page by page; none for a session that is not there.</summary>
    IAsyncEnumerable<JournalledEvent> ReadAsync(string sessionId, long afterSeq, CancellationToken cancellationToken);

    /// <summary>Each session with its last sequence number, for the projection to catch up.</summary>
    IAsyncEnumerable<(string SessionId, long LastSeq)> LastSeqsAsync(CancellationToken cancellationToken);

    /// <summary>Keeps a state so that the session need not be folded from its beginning. A cache: it may be dropped now or thrown away later. Quick, and never fails.</summary>
    void KeepSnapshot(SessionSnapshot snapshot);

    /// <summary>The newest snapshot that was kept; null where there is none.</summary>
    ValueTask<SessionSnapshot?> FindSnapshotAsync(string sessionId, CancellationToken cancellationToken);
}

public sealed record JournalledEvent(long Seq, SessionEvent Event);

/// <summary>The fold of a session's first events.</summary>
/// <param name="Seq">How many of them.</param>
/// <param name="Shape">What wrote it; another reader throws it away.</param>
/// <param name="State">As <see cref="SnapshotJson"/> wrote it.</param>
public sealed record SessionSnapshot(string SessionId, long Seq, string Shape, byte[] State);

/// <summary>A second writer of the same session was first.</summary>
public sealed class JournalConflictException(string sessionId, long seq, Exception? inner = null)
    : Exception($"Session {sessionId} has a row at {seq} already: another writer owns it.", inner);

/// <summary>The journal cannot take events now; nothing was changed.</summary>
public sealed class JournalUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
