using TrainingHub.Bench.Load;

namespace TrainingHub.Tests.Bench;

/// <summary>The judgement on a run of many wearables: each of its promises can fail it alone.</summary>
public sealed class WearablesTests
{
    private static readonly LoadReport _good = new()
    {
        Protocol = "json", Sessions = 500, Players = 20, Watchers = 1, Connections = 10_500, Updates = 1000, PerSecond = 100, Delivered = 1000,
        P50ms = 150, P99ms = 400, MaxMs = 3000, AckP50ms = 20, AckP99ms = 100, AckMaxMs = 3000, ServerCpuSeconds = 1, CpuMicrosPerUpdate = 100,
        RssBeforeMiB = 170, RssStartMiB = 700, RssMinutesMiB = [700, 760, 690, 770, 700], RssMiB = 700,
        WatcherBytes = 1, Answers = 1000, EventsToWatchers = 400, EventsToPlayers = 1000, LoadCpuSeconds = 1,
    };

    public static TheoryData<string> Faults => ["refused", "lost answers", "lost connections", "late to watchers", "late answers", "nothing arrived", "a connection's memory", "growth"];

    [Fact]
    public void A_run_in_which_all_held_misses_nothing() => Assert.Empty(WearablesCommand.Missed(_good));

    [Theory]
    [MemberData(nameof(Faults))]
    public void What_did_not_hold_is_told(string fault)
    {
        var report = fault switch
        {
            "refused" => _good with { Refused = new Dictionary<string, int> { ["rate_limited"] = 1 } },
            "lost answers" => _good with { LostAcks = 1 },
            "lost connections" => _good with { LostConnections = 1 },
            "late to watchers" => _good with { P99ms = 1000.1 },
            "late answers" => _good with { AckP99ms = 1000.1 },
            "nothing arrived" => _good with { P99ms = double.NaN },
            "a connection's memory" => _good with { RssStartMiB = 830 },
            _ => _good with { RssMinutesMiB = [700, 760, 690, 800, 700] },
        };

        Assert.Single(WearablesCommand.Missed(report));
    }
}
