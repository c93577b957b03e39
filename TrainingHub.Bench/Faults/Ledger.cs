using TrainingHub.Client;

namespace TrainingHub.Bench.Faults;

/// <summary>What the server promised by an acknowledgement.</summary>
/// <param name="Fault">The fault under which it was given.</param>
/// <param name="Method">The call, as on the wire.</param>
/// <param name="Key">What tells its content from any other's.</param>
/// <param name="Seq">The sequence number that holds the change; 0 where the answer named none of its own (a backfill that repeated what was there).</param>
internal sealed record Promise(string Fault, string Method, string Key, long Seq);

/// <summary>Every acknowledged call of a run, and every one that was refused. Safe from any thread.</summary>
internal sealed class Ledger
{
    private readonly Lock _gate = new();
    private readonly List<Promise> _promises = [];
    private readonly HashSet<string> _refused = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _counting = [];
    private TaskCompletionSource _unavailable = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<(long Since, TaskCompletionSource<long> Found)> _recovering = [];

    /// <summary>The fault that is being injected: what is noted from now on is noted under its name.</summary>
    public string Fault { get; set; } = "";

    /// <param name="begun">When the call was made, as <see cref="TimeProvider.GetTimestamp"/>.</param>
    public void Note(string method, string key, Ack ack, long begun)
    {
        lock (_gate)
        {
            if (ack.Ok)
            {
                _promises.Add(new Promise(Fault, method, key, ack.Seq));
                Tell(begun);
            }
            else if (ack.Error!.Code != ErrorCodes.Disconnected)
            {
                _refused.Add(key);
                if (ack.Error.Code == ErrorCodes.Unavailable)
                {
                    _unavailable.TrySetResult();
                    _unavailable = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                }
            }
        }
    }

    /// <summary>What was acknowledged many at a time.</summary>
    public void NoteStored(IReadOnlyList<Promise> promises)
    {
        lock (_gate)
        {
            _promises.AddRange(promises);
        }
    }

    /// <summary>Ends when so many more calls were acknowledged.</summary>
    public Task AcknowledgedAsync(int more)
    {
        lock (_gate)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _counting.Add((_promises.Count + more, reached));
            return reached.Task;
        }
    }

    /// <summary>Ends when the next call is refused as `unavailable`.</summary>
    public Task UnavailableAsync()
    {
        lock (_gate)
        {
            return _unavailable.Task;
        }
    }

    /// <summary>When the first call that was made after a moment was acknowledged; both as <see cref="TimeProvider.GetTimestamp"/>.</summary>
    public Task<long> FirstSinceAsync(long since)
    {
        lock (_gate)
        {
            var found = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            _recovering.Add((since, found));
            return found.Task;
        }
    }

    /// <summary>The promises, and the keys of what was ever refused.</summary>
    public (Promise[] Promises, HashSet<string> Refused) Look()
    {
        lock (_gate)
        {
            return ([.. _promises], [.. _refused]);
        }
    }

    private void Tell(long begun)
    {
        var now = TimeProvider.System.GetTimestamp();
        foreach (var (_, reached) in _counting.Where(counting => _promises.Count >= counting.Count))
        {
            reached.TrySetResult();
        }

        _counting.RemoveAll(counting => _promises.Count >= counting.Count);
        foreach (var (_, found) in _recovering.Where(recovering => begun > recovering.Since))
        {
            found.TrySetResult(now);
        }

        _recovering.RemoveAll(recovering => begun > recovering.Since);
    }
}
