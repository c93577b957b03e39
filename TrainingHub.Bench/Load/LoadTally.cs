using System.Collections.Concurrent;

namespace TrainingHub.Bench.Load;

/// <summary>What all connections of a load count together, from any thread. Most of it is counted in the measured time alone.</summary>
internal sealed class LoadTally
{
    private readonly ConcurrentDictionary<string, int> _refused = [];
    private long _updates, _answers, _toWatchers, _toPlayers, _watcherBytes;
    private int _lost;

    /// <summary>Set for the measured time.</summary>
    public volatile bool Measuring;

    /// <summary>From a sample's sending to each watcher's receipt.</summary>
    public Latencies Delivery { get; } = new();

    /// <summary>From a sample's sending to its answer.</summary>
    public Latencies Answering { get; } = new();

    /// <summary>Samples sent.</summary>
    public long Updates => Volatile.Read(ref _updates);

    /// <summary>Messages that the server sent: answers, and events to watchers and to players; no pings.</summary>
    public (long Answers, long ToWatchers, long ToPlayers) Messages => (Volatile.Read(ref _answers), Volatile.Read(ref _toWatchers), Volatile.Read(ref _toPlayers));

    /// <summary>Payload that watchers received.</summary>
    public long WatcherBytes => Volatile.Read(ref _watcherBytes);

    /// <summary>Refused samples by code, in the whole run.</summary>
    public IReadOnlyDictionary<string, int> Refused => _refused;

    /// <summary>Connections that the server closed or that broke, in the whole run.</summary>
    public int Lost => Volatile.Read(ref _lost);

    public void Sent() => CountMeasured(ref _updates);

    /// <param name="after">Null where it is not known any more when the sample was sent.</param>
    public void Answered(TimeSpan? after, string? refusal)
    {
        CountMeasured(ref _answers);
        if (refusal is not null)
        {
            _refused.AddOrUpdate(refusal, 1, static (_, count) => count + 1);
        }
        else if (Measuring && after is { } latency)
        {
            Answering.Add(latency);
        }
    }

    public void Delivered(TimeSpan after)
    {
        if (Measuring)
        {
            Delivery.Add(after);
        }
    }

    public void ToldWatcher() => CountMeasured(ref _toWatchers);

    public void ToldPlayer() => CountMeasured(ref _toPlayers);

    public void WatcherTook(int bytes)
    {
        if (Measuring)
        {
            Interlocked.Add(ref _watcherBytes, bytes);
        }
    }

    public void LostOne() => Interlocked.Increment(ref _lost);

    private void CountMeasured(ref long counter)
    {
        if (Measuring)
        {
            Interlocked.Increment(ref counter);
        }
    }
}
