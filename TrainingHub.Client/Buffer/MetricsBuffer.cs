using System.Text.Json;

namespace TrainingHub.Client;

/// <summary>
/// Brings every sample of one player into one session's recording, once, whatever the line does: keeps what is not acknowledged, sends the newest one live and all others behind it by backfill,
/// again after a reconnect and, with <see cref="MetricsBufferOptions.File"/>, after a restart of the device. The client has to have joined the session as the player; until then samples wait.
/// Safe from any thread.
/// </summary>
public sealed class MetricsBuffer : IAsyncDisposable
{
    private readonly TrainingHubClient _client;
    private readonly MetricsBufferOptions _options;
    private readonly Lock _gate = new();
    private readonly WaitingSamples _waiting;
    private readonly SampleKeeper? _keeper;
    private readonly Queue<(Sample Sample, string Reason)> _refused = [];
    private readonly MetricsSender _sender;
    private DateTimeOffset _lastStamp;
    private long _lost;
    private long _rejected;
    private TaskCompletionSource? _empty;
    private bool _disposed;

    /// <param name="client">Outlives the buffer.</param>
    /// <param name="playerId">The player's user id.</param>
    /// <exception cref="IOException">The file cannot be read, or another buffer has it.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public MetricsBuffer(TrainingHubClient client, string sessionId, string playerId, MetricsBufferOptions? options = null)
    {
        _client = client;
        _options = options ?? new MetricsBufferOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.Capacity, 1, nameof(options));
        _waiting = new WaitingSamples(_options.Capacity);
        _sender = new MetricsSender(client, sessionId, playerId, _options, this);
        if (_options.File is { } path)
        {
            var (waiting, damaged) = SampleFile.Read(path);
            _lost = damaged;
            foreach (var sample in waiting)
            {
                Keep(sample, LengthOf(sample));
            }

            _keeper = new SampleKeeper(path, Snapshot, _sender.Wake, client.Log);
        }

        _sender.Start();
    }

    public BufferStatus Status
    {
        get
        {
            lock (_gate)
            {
                return new BufferStatus(_waiting.Count, _lost, _rejected, _sender.Refusal, _keeper?.Fault);
            }
        }
    }

    /// <summary>
    /// Hands over a sample; it never waits and never throws. Without a <see cref="Sample.Timestamp"/> it is stamped now. Two samples of one device need two timestamps, or count as one.
    /// </summary>
    public void Add(Sample sample)
    {
        var bytes = LengthOf(sample = sample.Plain());
        lock (_gate)
        {
            if (bytes > MetricsSender.CallBytes)
            {
                Refuse(sample, $"The sample has {bytes} bytes as JSON; a call takes {MetricsSender.CallBytes}.");
            }
            else
            {
                var kept = Keep(sample.Timestamp is null ? sample with { Timestamp = Now() } : sample, bytes);
                _keeper?.Came(kept);
            }
        }

        _sender.Wake();
    }

    /// <summary>Returns when nothing waits any more: before a device is switched off, so that it need not come back for the rest.</summary>
    public Task FlushAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return _waiting.Count == 0 ? Task.CompletedTask
                : (_empty ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Sends no more. What waits is in the file when this returns, or lost where there is none.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
        {
            return;
        }

        await _sender.DisposeAsync();
        if (_keeper is not null)
        {
            await _keeper.DisposeAsync();
        }
    }

    internal WaitingSample? Newest
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Newest;
            }
        }
    }

    /// <summary>The oldest samples, to be sent in one call and then given to <see cref="Landed"/>.</summary>
    internal List<WaitingSample> Oldest(int count, WaitingSample? except)
    {
        lock (_gate)
        {
            var batch = _waiting.Oldest(count, MetricsSender.CallBytes, except);
            _waiting.Underway(batch);
            return batch;
        }
    }

    /// <summary>A call is over.</summary>
    /// <param name="done">What it acknowledged.</param>
    internal void Landed(IReadOnlyCollection<WaitingSample> done)
    {
        lock (_gate)
        {
            _waiting.Landed();
            _waiting.Remove(done);
            if (done.Count > 0)
            {
                _keeper?.Done(done);
            }

            if (_waiting.Count == 0)
            {
                _empty?.TrySetResult();
                _empty = null;
            }
        }
    }

    internal void Refuse(Sample sample, string reason)
    {
        lock (_gate)
        {
            _rejected++;
            if (_options.OnRejected is not null)
            {
                _refused.Enqueue((sample, reason));
            }
        }
    }

    internal bool TryTakeRefused(out (Sample Sample, string Reason) refused)
    {
        lock (_gate)
        {
            return _refused.TryDequeue(out refused);
        }
    }

    private static int LengthOf(Sample sample) => JsonSerializer.SerializeToUtf8Bytes(sample, HubJson.Options).Length;

    private IReadOnlyCollection<WaitingSample> Snapshot()
    {
        lock (_gate)
        {
            return [.. _waiting.All];
        }
    }

    private WaitingSample Keep(Sample sample, int bytes)
    {
        var (added, givenUp) = _waiting.Add(sample, bytes);
        if (givenUp is not null)
        {
            _lost++;
            _keeper?.Done([givenUp]);
        }

        return added;
    }

    // The device, the player and the instant name a sample: two of ours never share one.
    private DateTimeOffset Now()
    {
        var now = _client.Time.GetUtcNow();
        return _lastStamp = now > _lastStamp ? now : _lastStamp + TimeSpan.FromMilliseconds(1);
    }
}
