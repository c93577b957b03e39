using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Tests.Core.Sessions.Live;

/// <summary>A journal whose disk can be full, or slow, for as long as a test wants.</summary>
internal sealed class StagedJournal : ISessionJournal
{
    private readonly InMemorySessionJournal _kept = new();
    private TaskCompletionSource? _reading;
    private int _reads;

    public string Epoch => _kept.Epoch;

    public bool Full { get; set; }

    /// <summary>Nothing can be read: this is thrown.</summary>
    public Exception? Damage { get; set; }

    /// <summary>Appends wait for this.</summary>
    public Task Disk { get; set; } = Task.CompletedTask;

    /// <summary>Completes when the next append comes in; the test puts a new one here before.</summary>
    public TaskCompletionSource Asked { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How often a session was read back.</summary>
    public int Reads => _reads;

    /// <summary>After which event the last reading began.</summary>
    public long ReadAfter { get; private set; }

    public async Task AppendAsync(string sessionId, long firstSeq, ImmutableArray<SessionEvent> events, CancellationToken cancellationToken)
    {
        Asked.TrySetResult();
        await Disk;
        if (Full)
        {
            throw new JournalUnavailableException("The disk is full.");
        }

        await _kept.AppendAsync(sessionId, firstSeq, events, cancellationToken);
    }

    public IAsyncEnumerable<JournalledEvent> ReadAsync(string sessionId, long afterSeq, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        ReadAfter = afterSeq;
        return Damage is { } damage ? throw damage
            : _reading is null ? _kept.ReadAsync(sessionId, afterSeq, cancellationToken)
            : ReadSlowlyAsync(_reading.Task, sessionId, afterSeq, cancellationToken);
    }

    /// <summary>Readings that begin from now on wait for the result.</summary>
    public TaskCompletionSource HoldReading() => _reading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    private async IAsyncEnumerable<JournalledEvent> ReadSlowlyAsync(Task held, string sessionId, long afterSeq, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await held;
        await foreach (var entry in _kept.ReadAsync(sessionId, afterSeq, cancellationToken))
        {
            yield return entry;
        }
    }

    public IAsyncEnumerable<(string SessionId, long LastSeq)> LastSeqsAsync(CancellationToken cancellationToken) => _kept.LastSeqsAsync(cancellationToken);

    public void KeepSnapshot(SessionSnapshot snapshot) => _kept.KeepSnapshot(snapshot);

    public ValueTask<SessionSnapshot?> FindSnapshotAsync(string sessionId, CancellationToken cancellationToken) => _kept.FindSnapshotAsync(sessionId, cancellationToken);

    public async Task<List<JournalledEvent>> AllAsync(string sessionId)
    {
        var all = new List<JournalledEvent>();
        await foreach (var entry in _kept.ReadAsync(sessionId, 0, CancellationToken.None))
        {
            all.Add(entry);
        }

        return all;
    }
}
