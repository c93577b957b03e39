using System.Collections.Immutable;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Journal;

namespace TrainingHub.Web.Telemetry;

/// <summary>What the instruments say of the time between two looks at them.</summary>
/// <param name="elapsed">Between the two; more than zero.</param>
public sealed class ServerFigures(Reading first, Reading last, TimeSpan elapsed)
{
    /// <summary>Events taken and on disk, a second.</summary>
    public double InPerSecond => Since("traininghub.updates.in") / elapsed.TotalSeconds;

    /// <summary>Events written to connections and updates shown by pages, a second.</summary>
    public double OutPerSecond => (Since("traininghub.updates.out/hub") + Since("traininghub.updates.out/page")) / elapsed.TotalSeconds;

    /// <summary>Seconds from receipt to screen; null where nothing went to one.</summary>
    public double? Delivery(double share) => Histogram(DoorMeter.Delivery)?.Quantile(share);

    /// <summary>Seconds; null where nothing was committed.</summary>
    public double? Commit(double share) => Histogram(JournalMeter.CommitDuration)?.Quantile(share);

    /// <summary>Sessions' batches that shared a commit; null where nothing was committed.</summary>
    public double? Batches(double share) => Histogram(JournalMeter.CommitBatches)?.Quantile(share);

    public long FailedCommits => Since("traininghub.journal.commit.failures");

    /// <summary>Calls of the hub and the API, by the refusal's code; those that there were, most first.</summary>
    public ImmutableArray<(string Code, long Count)> Refused =>
    [
        .. Enum.GetValues<RefusalCode>()
            .Select(code => new Refusal(code, "").WireCode)
            .Select(code => (code, Since($"traininghub.refusals/{DoorMeter.Hub}/{code}") + Since($"traininghub.refusals/{DoorMeter.Api}/{code}")))
            .Where(refused => refused.Item2 > 0)
            .OrderByDescending(refused => refused.Item2),
    ];

    public long Resumed => Since("traininghub.joins/resumed");

    public long BegunAnew => Since("traininghub.joins/anew");

    public long Resyncs => Since("traininghub.resyncs");

    /// <summary>Sign-ins by password, passkey or second factor, since the server's start.</summary>
    public long RefusedSignIns => last["traininghub.signins.refused"];

    public long ConnectedAs(string role) => last[$"traininghub.connections/{role}"];

    public long Pages => last["traininghub.circuits/connected"];

    public long WaitingPages => last["traininghub.circuits/waiting"];

    /// <summary>Bytes.</summary>
    public long Journal => last["traininghub.data.size/journal"];

    /// <summary>Bytes.</summary>
    public long Database => last["traininghub.data.size/database"];

    /// <summary>Bytes; null where the disk does not tell.</summary>
    public long? Free => last.Numbers.TryGetValue("traininghub.disk.free", out var free) ? free : null;

    private long Since(string name) => last[name] - first[name];

    private BucketCounts? Histogram(string name) => last.Histograms.GetValueOrDefault(name)?.Since(first.Histograms[name]);
}
