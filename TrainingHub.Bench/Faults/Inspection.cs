using TrainingHub.Client;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Bench.Faults;

/// <summary>What was found when promises and watchers were held against the journal.</summary>
/// <param name="Lost">Promises that the journal does not keep.</param>
/// <param name="Duplicates">Keys that stand in the journal more than once.</param>
/// <param name="Wrong">All else that may never be, in words.</param>
internal sealed record Findings(IReadOnlyList<Promise> Lost, IReadOnlyList<string> Duplicates, IReadOnlyList<string> Wrong);

/// <summary>Holds what was promised and shown against what stands in the journal.</summary>
internal sealed class Inspection(IReadOnlyList<SessionEvent> journal)
{
    private readonly Dictionary<string, int> _times = [];
    private readonly HashSet<string> _sentLive = [];

    public Findings Inspect(Promise[] promises, HashSet<string> refused, IEnumerable<Watcher> watchers)
    {
        foreach (var @event in journal)
        {
            Count(@event);
        }

        var held = watchers.Select(watcher => (watcher, Look: watcher.Look())).ToList();
        var fold = new ExpectedSessions(journal);
        return new Findings(
            [.. promises.Where(promise => !IsKept(promise))],
            [.. _times.Where(entry => entry.Value > 1).Select(entry => entry.Key)],
            [
                .. _sentLive.Where(refused.Contains).Select(key => $"'{key}' was refused, and stands in the journal as a live sample."),
                .. held.SelectMany(entry => entry.Look.Faults),
                .. held.SelectMany(entry => Hearing.Faults(entry.watcher, entry.Look.Told, journal)),
                .. fold.Differences(held.SelectMany(entry => entry.Look.Held)),
            ]);
    }

    private void Count(SessionEvent @event)
    {
        switch (@event)
        {
            case SessionEvent.MetricsReported { Timestamp: { } timestamp } reported:
                _sentLive.Add(Add(IWearable.KeyOf(reported.PlayerId, timestamp)));
                break;
            case SessionEvent.MetricsBackfilled backfilled:
                foreach (var sample in backfilled.Samples)
                {
                    Add(IWearable.KeyOf(backfilled.PlayerId, sample.Timestamp));
                }

                break;
            case SessionEvent.ExerciseReported reported:
                Add(reported.Progress.ExerciseId);
                break;
        }
    }

    private string Add(string key)
    {
        _times[key] = _times.GetValueOrDefault(key) + 1;
        return key;
    }

    private bool IsKept(Promise promise)
    {
        if (promise.Seq > journal.Count)
        {
            return false;
        }

        return (promise.Method, promise.Seq == 0 ? null : journal[(int)promise.Seq - 1]) switch
        {
            (HubMethods.Metrics, SessionEvent.MetricsReported { Timestamp: { } timestamp } reported) => IWearable.KeyOf(reported.PlayerId, timestamp) == promise.Key,
            (HubMethods.Backfill, _) => _times.ContainsKey(promise.Key),
            (HubMethods.ExerciseProgress, SessionEvent.ExerciseReported reported) => reported.Progress.ExerciseId == promise.Key,
            (HubMethods.Start or HubMethods.Resume, _) => LastOf(promise.Seq, e => e is SessionEvent.Started or SessionEvent.Paused or SessionEvent.Resumed) is not SessionEvent.Paused,
            (HubMethods.Pause, _) => LastOf(promise.Seq, e => e is SessionEvent.Paused or SessionEvent.Resumed) is SessionEvent.Paused,
            (HubMethods.Kick, _) => LastOf(promise.Seq, e => e is SessionEvent.PlayerKicked or SessionEvent.PlayerReadmitted) is SessionEvent.PlayerKicked,
            (HubMethods.Readmit, _) => LastOf(promise.Seq, e => e is SessionEvent.PlayerKicked or SessionEvent.PlayerReadmitted) is SessionEvent.PlayerReadmitted,
            _ => false,
        };
    }

    // A repeated order is acknowledged with the sequence number of the moment: what it asked for is so there.
    private SessionEvent? LastOf(long seq, Func<SessionEvent, bool> which) => journal.Take((int)seq).LastOrDefault(which);
}
