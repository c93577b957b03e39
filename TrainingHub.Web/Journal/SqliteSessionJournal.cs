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

    private SqliteSessionJournal(JournalFile file, JournalOptions options, TimeProvider time, ILogger log)
    {
        _file = file;
        _writer = new JournalWriter(file, options.Window, time, log);
        _reader = new JournalReader(file);
    }

    public string Epoch => _file.Epoch;

    /// <summary>Opens the file, or makes it.</summary>
    /// <exception cref="StartupRefusedException">The file is corrupt, from a newer version, or cannot be written to.</exception>
    public static SqliteSessionJournal Open(string path, JournalOptions options, TimeProvider time, ILogger<SqliteSessionJournal> log)
        => new(JournalFile.Open(path, options.Durability), options, time, log);

    public Task AppendAsync(string sessionId, long firstSeq, ImmutableArray<SessionEvent> events, CancellationToken cancellationToken)
        => _writer.AppendAsync(new JournalAppend(sessionId, firstSeq, events), cancellationToken);

    /// <exception cref="JournalDamagedException">What was read is not what was written.</exception>
    public IAsyncEnumerable<JournalledEvent> ReadAsync(string sessionId, long afterSeq, CancellationToken cancellationToken)
        => _reader.ReadAsync(sessionId, afterSeq, cancellationToken);

    public IAsyncEnumerable<(string SessionId, long LastSeq)> LastSeqsAsync(CancellationToken cancellationToken) => _reader.LastSeqsAsync(cancellationToken);

    public void KeepSnapshot(SessionSnapshot snapshot)
    {
        // A cache that keeps nothing yet.
    }

    public ValueTask<SessionSnapshot?> FindSnapshotAsync(string sessionId, CancellationToken cancellationToken) => default;

    /// <summary>Takes no more, and ends when what was accepted is on disk.</summary>
    public ValueTask DisposeAsync() => _writer.DisposeAsync();
}
