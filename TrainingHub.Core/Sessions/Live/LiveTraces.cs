using System.Collections.Concurrent;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Traces;

namespace TrainingHub.Core.Sessions.Live;

/// <summary>
/// The traces of the sessions that somebody looks at: folded from the journal when the first one asks, and from then on only by what is new since the last one asked. Nobody's writer has a part in it.
/// </summary>
public sealed class LiveTraces(ISessionJournal journal, TimeProvider time)
{
    /// <summary>So many sessions at most are kept (about 2 MB each with 30 players), the last used ones.</summary>
    public const int Kept = 64;

    /// <summary>Longer than this nobody's are kept.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<string, Entry> _entries = new();

    /// <summary>How many sessions' are kept.</summary>
    public int Count => _entries.Count;

    /// <summary>Brings a session's traces up to its journal's end, and answers out of them.</summary>
    /// <param name="epoch">Another one than the last time: what was folded holds no more.</param>
    /// <param name="answer">Must be quick: others wait.</param>
    public async Task<T> ReadAsync<T>(string sessionId, string epoch, Func<TraceFold, T> answer, CancellationToken cancellationToken)
    {
        var entry = _entries.GetOrAdd(sessionId, static _ => new Entry());
        entry.UsedAt = time.GetUtcNow();
        Tidy(entry.UsedAt);
        await entry.Turn.WaitAsync(cancellationToken);
        try
        {
            if (entry.Epoch != epoch)
            {
                (entry.Epoch, entry.Fold) = (epoch, new TraceFold());
            }

            // Not in the caller's thread: a page's own would stand still meanwhile.
            await Task.Run(() => CatchUpAsync(sessionId, entry.Fold, cancellationToken), cancellationToken);
            return answer(entry.Fold);
        }
        finally
        {
            entry.Turn.Release();
        }
    }

    public void Forget(string sessionId) => _entries.TryRemove(sessionId, out _);

    // Whatever stops it, the fold stands between two events, and goes on from there.
    private async Task CatchUpAsync(string sessionId, TraceFold fold, CancellationToken cancellationToken)
    {
        await foreach (var (_, @event) in journal.ReadAsync(sessionId, fold.Seq, cancellationToken))
        {
            fold.Take(@event);
        }
    }

    private void Tidy(DateTimeOffset now)
    {
        foreach (var (sessionId, entry) in _entries)
        {
            if (now - entry.UsedAt > KeptFor)
            {
                _entries.TryRemove(new(sessionId, entry));
            }
        }

        foreach (var old in _entries.OrderByDescending(entry => entry.Value.UsedAt).Skip(Kept))
        {
            _entries.TryRemove(old);
        }
    }

    private sealed class Entry
    {
        /// <summary>One at a time folds, and looks.</summary>
        public SemaphoreSlim Turn { get; } = new(1);

        public TraceFold Fold { get; set; } = new();

        public string? Epoch { get; set; }

        public DateTimeOffset UsedAt { get; set; }
    }
}
