using System.Collections.Immutable;
using System.Diagnostics.Metrics;

namespace TrainingHub.Web.Telemetry;

/// <summary>
/// Reads the server's own instruments, the same that <c>/metrics</c> shows. It listens only while it lives, so that a cockpit that nobody looks at costs nothing.
/// To be read by one thread at a time.
/// </summary>
public sealed class MeterReader : IDisposable
{
    private readonly Dictionary<string, Tally> _tallies = [];
    private readonly MeterListener _listener = new();
    private ImmutableDictionary<string, long>.Builder _numbers = ImmutableDictionary.CreateBuilder<string, long>();

    public MeterReader(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, meter))
            {
                listener.EnableMeasurementEvents(instrument, TallyOf(instrument));
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _numbers[Reading.NameOf(instrument.Name, tags)] = value);
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, state) => Take(instrument, value, tags, state as Tally));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, state) => Take(instrument, value, tags, state as Tally));
        _listener.Start();
    }

    /// <summary>The counters and gauges as they are, and what histograms took since this began to listen.</summary>
    /// <param name="at">The timestamp of now.</param>
    public Reading Read(long at)
    {
        _numbers = ImmutableDictionary.CreateBuilder<string, long>();
        _listener.RecordObservableInstruments();
        return new Reading(at, _numbers.ToImmutable(), _tallies.ToImmutableDictionary(tally => tally.Key, tally => tally.Value.Counts));
    }

    public void Dispose() => _listener.Dispose();

    private Tally? TallyOf(Instrument instrument)
    {
        ImmutableArray<double>? bounds = instrument switch
        {
            Histogram<double> { Advice.HistogramBucketBoundaries: { } seconds } => [.. seconds],
            Histogram<int> { Advice.HistogramBucketBoundaries: { } counts } => [.. counts.Select(Convert.ToDouble)],
            _ => null,
        };
        return bounds is { } found ? _tallies[instrument.Name] = new Tally(found) : null;
    }

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, Tally? tally)
    {
        if (tally is null)
        {
            _numbers[Reading.NameOf(instrument.Name, tags)] = (long)value;
        }
        else if (tags is not [{ Value: RoleWords.Player }])
        {
            // What players are sent of themselves goes mostly back to the device, and is on no screen.
            tally.Add(value);
        }
    }

    // Values come from the threads that do the work.
    private sealed class Tally(ImmutableArray<double> bounds)
    {
        private readonly long[] _counts = new long[bounds.Length + 1];

        public BucketCounts Counts => new(bounds, [.. _counts]);

        public void Add(double value)
        {
            var found = bounds.BinarySearch(value);
            Interlocked.Increment(ref _counts[found < 0 ? ~found : found]);
        }
    }
}
