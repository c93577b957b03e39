using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Core.Journal;

/// <summary>A journal that ends with the process, for rehearsals and tests; it goes through the same JSON as one on disk.</summary>
public sealed class InMemorySessionJournal : ISessionJournal
{
    private readonly ConcurrentDictionary<string, SessionSnapshot> _snapshots = new();
    private ImmutableDictionary<string, Recorded> _sessions = ImmutableDictionary<string, Recorded>.Empty;

    public string Epoch { get; } = Ids.New();

    public Task AppendAsync(string sessionId, long firstSeq, ImmutableArray<SessionEvent> events, CancellationToken cancellationToken)
    {
        var batch = JournalJson.Write(events);
        var before = _sessions.GetValueOrDefault(sessionId, Recorded.Nothing);
        var after = new Recorded(before.LastSeq + events.Length, before.Batches.Add(batch));
        var won = before.LastSeq + 1 == firstSeq && (ReferenceEquals(before, Recorded.Nothing)
            ? ImmutableInterlocked.TryAdd(ref _sessions, sessionId, after)
            : ImmutableInterlocked.TryUpdate(ref _sessions, sessionId, after, before));
        return won ? Task.CompletedTask : throw new JournalConflictException(sessionId, firstSeq);
    }

    public async IAsyncEnumerable<JournalledEvent> ReadAsync(string sessionId, long afterSeq, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var seq = 0L;
        foreach (var batch in _sessions.GetValueOrDefault(sessionId, Recorded.Nothing).Batches)
        {
            foreach (var @event in JournalJson.Read(batch))
            {
                if (++seq > afterSeq)
                {
                    yield return new JournalledEvent(seq, @event);
                }
            }
        }
    }

    public async IAsyncEnumerable<(string SessionId, long LastSeq)> LastSeqsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var (sessionId, recorded) in _sessions)
        {
            yield return (sessionId, recorded.LastSeq);
        }
    }

    public void KeepSnapshot(SessionSnapshot snapshot) => _snapshots[snapshot.SessionId] = snapshot;

    public ValueTask<SessionSnapshot?> FindSnapshotAsync(string sessionId, CancellationToken cancellationToken) => new(_snapshots.GetValueOrDefault(sessionId));

    private sealed record Recorded(long LastSeq, ImmutableList<byte[]> Batches)
    {
        public static Recorded Nothing { get; } = new(0, []);
    }
}
