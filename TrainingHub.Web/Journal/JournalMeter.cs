using System.Diagnostics.Metrics;

namespace TrainingHub.Web.Journal;

/// <summary>How the journal's writer gets on.</summary>
public sealed class JournalMeter
{
    public const string CommitDuration = "traininghub.journal.commit.duration", CommitBatches = "traininghub.journal.commit.batches";

    private readonly Histogram<double> _duration;
    private readonly Histogram<int> _batches;
    private long _events, _failures;

    public JournalMeter(Meter meter)
    {
        meter.CreateObservableCounter("traininghub.updates.in", () => Volatile.Read(ref _events), "{update}", "What sessions accepted: events on disk");
        meter.CreateObservableCounter("traininghub.journal.commit.failures", () => Volatile.Read(ref _failures), "{commit}", "Commits that failed: their callers were told that nothing was changed");
        _duration = meter.CreateHistogram(
            CommitDuration, "s", "A commit of the journal, its sync to disk included", tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10] });
        _batches = meter.CreateHistogram(
            CommitBatches, "{batch}", "Sessions' batches that shared a commit", tags: null,
            new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000] });
    }

    internal void Committed(TimeSpan elapsed, List<JournalAppend> group)
    {
        var events = 0L;
        foreach (var append in group)
        {
            events += append.LeftOut is null ? append.LastSeq - append.Row.FirstSeq + 1 : 0;
        }

        Interlocked.Add(ref _events, events);
        _duration.Record(elapsed.TotalSeconds);
        _batches.Record(group.Count);
    }

    public void Failed() => Interlocked.Increment(ref _failures);
}
