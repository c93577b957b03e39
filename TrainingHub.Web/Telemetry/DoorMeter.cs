using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Web.Telemetry;

/// <summary>
/// What the doors refuse and hand out. To count is one addition to a number, which is looked at when someone asks; only the time that an update took is recorded as it goes.
/// </summary>
public sealed class DoorMeter
{
    /// <summary>The doors as the tag <c>door</c> names them.</summary>
    public const string Hub = "hub", Api = "api", Page = "page";

    /// <summary>Seconds from a call's receipt to the hand-out of what came of it, by role of who it goes to.</summary>
    public const string Delivery = "traininghub.delivery.duration";

    private static readonly double[] _seconds =
        [0.002, 0.005, 0.01, 0.02, 0.03, 0.04, 0.06, 0.08, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.75, 1, 2.5, 5, 10];

    private static readonly KeyValuePair<string, object?>
        _toTrainer = new("role", RoleWords.Trainer), _toObserver = new("role", RoleWords.Observer), _toPlayer = new("role", RoleWords.Player);

    private readonly ConcurrentDictionary<(string Door, string Code), StrongBox<long>> _refused = new();
    private readonly Histogram<double> _delivery;
    private readonly TimeProvider _time;
    private long _toHub, _toPages, _resyncs, _joinedNew, _joinedResumed, _joinedAnew;

    public DoorMeter(Meter meter, TimeProvider time)
    {
        _time = time;
        foreach (var code in Enum.GetValues<RefusalCode>())
        {
            // Known from the start: a rate needs the zero before the first.
            Refusals(Hub, new Refusal(code, "").WireCode);
            Refusals(Api, new Refusal(code, "").WireCode);
        }

        meter.CreateObservableCounter<long>("traininghub.refusals", () => _refused.Select(entry => new Measurement<long>(
            Volatile.Read(ref entry.Value.Value), new("door", entry.Key.Door), new("code", entry.Key.Code))), "{call}", "Calls of the hub and the API that were refused");
        meter.CreateObservableCounter<long>(
            "traininghub.updates.out", () => Tagged("door", (Hub, _toHub), (Page, _toPages)), "{update}", "Events written to hub connections, and updates shown by pages");
        meter.CreateObservableCounter<long>("traininghub.resyncs", () => Volatile.Read(ref _resyncs), "{watcher}", "Watchers that were given a session whole, since they were too far behind");
        meter.CreateObservableCounter<long>(
            "traininghub.joins", () => Tagged("kind", ("new", _joinedNew), ("resumed", _joinedResumed), ("anew", _joinedAnew)), "{join}",
            "Joins over the hub: new; a reconnect that went on where it was; or one that had to begin anew");
        _delivery = meter.CreateHistogram(
            Delivery, "s", "From the receipt of the oldest call in an update to its being written to a connection or shown by a page", tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = _seconds });
    }

    /// <param name="code">The refusal's code on the wire.</param>
    public void Refused(string door, string code) => Interlocked.Increment(ref Refusals(door, code).Value);

    /// <summary>A connection is in a session.</summary>
    /// <param name="cameBack">It said where it was before.</param>
    /// <param name="resumed">It goes on from there.</param>
    public void Joined(bool cameBack, bool resumed)
        => Interlocked.Increment(ref resumed ? ref _joinedResumed : ref (cameBack ? ref _joinedAnew : ref _joinedNew));

    /// <summary>An update was written to a hub connection.</summary>
    public void Written(SessionUpdate update, int messages)
    {
        Interlocked.Add(ref _toHub, messages);
        HandedOut(update);
    }

    /// <summary>An update was rendered by a page, and is on its way to the browser.</summary>
    public void Shown(SessionUpdate update)
    {
        Interlocked.Increment(ref _toPages);
        HandedOut(update);
    }

    private void HandedOut(SessionUpdate update)
    {
        if (update.Items is [FeedItem.Resynced, ..])
        {
            Interlocked.Increment(ref _resyncs);
        }

        if (update.ReceivedAt is { } receivedAt)
        {
            _delivery.Record(_time.GetElapsedTime(receivedAt).TotalSeconds, update.View.Audience.Kind switch
            {
                AudienceKind.Staff => _toTrainer,
                AudienceKind.Observer => _toObserver,
                _ => _toPlayer,
            });
        }
    }

    private StrongBox<long> Refusals(string door, string code) => _refused.GetOrAdd((door, code), static _ => new StrongBox<long>());

    private static Measurement<long>[] Tagged(string tag, params ReadOnlySpan<(string Value, long Count)> counts)
    {
        var measurements = new Measurement<long>[counts.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            measurements[i] = new Measurement<long>(counts[i].Count, new KeyValuePair<string, object?>(tag, counts[i].Value));
        }

        return measurements;
    }
}
