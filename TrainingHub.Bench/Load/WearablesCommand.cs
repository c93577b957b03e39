namespace TrainingHub.Bench.Load;

/// <summary>Ten thousand connected wearables, for long: is anything refused, late or lost, and does memory stay where it is?</summary>
internal static class WearablesCommand
{
    private const int MostKibPerConnection = 64;
    private const double MostMs = 1000, MostGrowth = 1.05;
    private static readonly TimeSpan _warmUp = TimeSpan.FromMinutes(1);

    public static BenchCommand Command { get; } = new(
        "wearables",
        "wearables [--sessions 500] [--players 20] [--watchers 1] [--minutes 10] [--protocol json] [--ramp 200] [--server TrainingHub.Web.dll]: prepares, starts a server and loads it; fails where a call was refused or lost, p99 is over 1 s, a connection takes more than 64 KiB, or memory grows",
        RunAsync);

    private static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        await using var server = await LoadedServer.StartAsync(
            arguments.Number("sessions", 500, 1), arguments.Number("players", 20, 1), arguments.Number("watchers", 1, 1), cancellationToken, arguments.Text("server"));
        var measured = TimeSpan.FromMinutes(arguments.Number("minutes", 10, 1));
        var report = await server.LoadAsync(arguments.Text("protocol") ?? "json", arguments.Number("ramp", 200, 1), _warmUp, measured, cancellationToken);
        Console.WriteLine(report.ToJson());
        var missed = Missed(report).ToList();
        missed.ForEach(Console.WriteLine);
        return missed.Count == 0 ? 0 : 1;
    }

    /// <summary>What of the promise did not hold, a sentence each.</summary>
    internal static IEnumerable<string> Missed(LoadReport report)
    {
        if (report.Failures() is { } failures)
        {
            yield return failures;
        }

        // NaN, where nothing arrived, is no success.
        if (!(report.P99ms <= MostMs && report.AckP99ms <= MostMs))
        {
            yield return $"p99 is {report.P99ms} ms to a watcher and {report.AckP99ms} ms to an answer; it must be at most {MostMs} ms.";
        }

        if (report.KibPerConnection > MostKibPerConnection)
        {
            yield return $"A connection takes {report.KibPerConnection} KiB of resident memory; it must be at most {MostKibPerConnection} KiB.";
        }

        if (Growth(report.RssMinutesMiB) is > MostGrowth and var growth)
        {
            yield return $"Resident memory grew to {growth:0.000} of what it was: its highest minute of the second half against that of the first.";
        }
    }

    // The collector's saw is no growth: tips are compared.
    private static double Growth(IReadOnlyList<double> minutes)
        => minutes.Count < 2 ? 1 : minutes.Skip(minutes.Count / 2).Max() / minutes.Take(minutes.Count / 2).Max();
}
