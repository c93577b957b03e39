using System.Collections.Immutable;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Journal;

/// <summary>The journal in one SQLite file, with group commit over all sessions.</summary>
public sealed class SqliteSessionJournal : ISessionJournal, IAsyncDisposable
{
    private readonly JournalFile _file;
    private readonly JournalWriter _writer;
    private readonly JournalReader _reader;
    private readonly JournalSnapshots _snapshots;
    private readonly SessionCompaction _compaction;
    private readonly SessionErasure _erasure;
    private readonly JournalScrub _scrub;

    private SqliteSessionJournal(JournalFile file, JournalOptions options, TimeProvider time, JournalMeter meter, ILogger log)
    {
        _file = file;
        _writer = new JournalWriter(file, options.Window, time, meter, log);
        _reader = new JournalReader(file);
        _compaction = new SessionCompaction(file, _writer);
        _snapshots = new JournalSnapshots(file, _writer, log);
        _erasure = new SessionErasure(file, _writer, _compaction);
        _scrub = new JournalScrub(file, _writer, time);
    }

    public string Epoch => _file.Epoch;

    /// <summary>Opens the file, or makes it.</summary>
    /// <exception cref="StartupRefusedException">The file is corrupt, from a newer version, or cannot be written to.</exception>
    public static SqliteSessionJournal Open(string path, JournalOptions options, TimeProvider time, JournalMeter meter, ILogger<SqliteSessionJournal> log)
        => new(JournalFile.Open(path, options.Durability), options, time, meter, log);

    public Task AppendAsync(string sessionId, long firstSeq, ImmutableArray<SessionEvent> events, CancellationToken cancellationToken)
        => _writer.DoAsync(new JournalAppend(sessionId, firstSeq, events), cancellationToken);

    /// <exception cref="JournalDamagedException">What was read is not what was written.</exception>
    public IAsyncEnumerable<JournalledEvent> ReadAsync(string sessionId, long afterSeq, CancellationToken cancellationToken)
        => _reader.ReadAsync(sessionId, afterSeq, cancellationToken);

    public IAsyncEnumerable<(string SessionId, long LastSeq)> LastSeqsAsync(CancellationToken cancellationToken) => _reader.LastSeqsAsync(cancellationToken);

    /// <summary>The sessions with batches that are not compacted, the last of which was written before a time.</summary>
    public IReadOnlyList<string> Uncompacted(DateTimeOffset writtenBefore) => _reader.Uncompacted(writtenBefore);

    /// <summary>Compacts all that an ended session wrote, losslessly, and drops its snapshot; what is appended later is left for the next time.</summary>
    /// <returns>The bytes of its events before and after.</returns>
    /// <exception cref="JournalDamagedException">What it wrote is damaged; from there on it stays as it is.</exception>
    public Task<(long Before, long After)> CompactAsync(string sessionId, CancellationToken cancellationToken) => _compaction.RunAsync(sessionId, cancellationToken);

    /// <summary>Gives back to the file system what compaction freed.</summary>
    public Task ShrinkAsync(CancellationToken cancellationToken) => _compaction.ShrinkAsync(cancellationToken);

    /// <summary>The sessions in whose events a person's id stands, found by looking at every row.</summary>
    public IEnumerable<string> SessionsOf(string userId) => JournalSearch.Sessions(_file, userId);

    /// <summary>Takes a person out of all that a session wrote, its snapshot included, in one transaction; where they are not in it nothing is changed.</summary>
    /// <remarks>Nobody may write to the session meanwhile: ask within <c>LiveSessions.RereadAsync</c>.</remarks>
    /// <exception cref="JournalDamagedException">What it wrote is damaged; the person is still in it.</exception>
    public Task EraseAsync(string sessionId, string userId, CancellationToken cancellationToken) => _erasure.RunAsync(sessionId, userId, cancellationToken);

    /// <summary>Removes all that a session wrote, on purpose. Nobody may write to it meanwhile.</summary>
    public Task RemoveAsync(string sessionId, CancellationToken cancellationToken) => _erasure.RemoveAsync(sessionId, cancellationToken);

    /// <summary>The length of the file, bytes.</summary>
    public long Length => new FileInfo(_file.Path).Length;

    /// <summary>Writes the whole file anew, so that no free page and no gap in a page holds what was deleted, and empties the log. Live sessions wait for it, seconds for each GB.</summary>
    /// <exception cref="TimeoutException">Readers kept the log from being emptied.</exception>
    public Task ScrubAsync(CancellationToken cancellationToken) => _scrub.RunAsync(cancellationToken);

    /// <summary>Looks at every row of a session, without reading the events in it.</summary>
    /// <returns>How far it is sound, page by page as it is read.</returns>
    /// <exception cref="JournalDamagedException">It is sound no further.</exception>
    public IEnumerable<long> SoundUpTo(string sessionId) => SessionInspection.SoundUpTo(_file, sessionId);

    public void KeepSnapshot(SessionSnapshot snapshot) => _snapshots.Keep(snapshot);

    public ValueTask<SessionSnapshot?> FindSnapshotAsync(string sessionId, CancellationToken cancellationToken) => new(_snapshots.Find(sessionId));

    /// <summary>Takes no more, and ends when what was accepted is on disk.</summary>
    public ValueTask DisposeAsync() => _writer.DisposeAsync();
}
