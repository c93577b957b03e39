using TrainingHub.Bench.Load;

namespace TrainingHub.Tests.Bench;

/// <summary>The load against a real server's process: its figures are those of a server at work.</summary>
public sealed class LoadTests
{
    private const int Sessions = 2, Players = 3, Watchers = 2;

    [Fact]
    public async Task Samples_are_taken_answered_delivered_and_counted_in_both_encodings()
    {
        await using var server = await LoadedServer.StartAsync(Sessions, Players, Watchers, CancellationToken.None);

        Plausible(await server.LoadAsync("json", connectionsPerSecond: 1000, warmUp: LoadRun.Period, measured: LoadRun.Period, CancellationToken.None));
        Plausible(await server.LoadAsync("msgpack", connectionsPerSecond: 1000, warmUp: LoadRun.Period, measured: LoadRun.Period, CancellationToken.None));
    }

    private static void Plausible(LoadReport report)
    {
        Assert.Null(report.Failures());
        Assert.Equal(Sessions * (Players + Watchers), report.Connections);
        // A period: a sample each, give or take what falls on the edges.
        Assert.InRange(report.Updates, 1, 2 * Sessions * Players);
        Assert.InRange(report.Delivered, 1, 2 * Sessions * Players * Watchers);
        Assert.InRange(report.MessagesPerUpdate, 1, 2 * (2 + Watchers));
        Assert.All((double[])[report.P50ms, report.AckP50ms, report.RssMiB], figure => Assert.True(figure > 0));
        Assert.True(report.WatcherBytes > report.Delivered);
    }
}
