using TrainingHub.Bench.Load;

namespace TrainingHub.Bench.Circuits;

/// <summary>Many trainer's dashboards of one session, on real circuits without a browser: what a changed tile and an open page cost.</summary>
internal static class CircuitsCommand
{
    /// <summary>Until the compiler has done most of its work.</summary>
    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(20);

    /// <summary>The wearables send until the circuits are measured, and not for ever.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    public static BenchCommand Command { get; } = new(
        "circuits",
        "circuits [--circuits 200] [--players 30] [--seconds 30] [--path /sessions/{0}] [--load ../shared/bench] [--server TrainingHub.Web.dll]: prepares, starts a server, loads it with wearables, then with dashboards too, opened by load-circuits.mjs of that folder (needs Node.js with npm), as one line of JSON; fails where a tile update costs more than 60 µs or 200 bytes, a circuit more than 1 MiB, or it is sent more than four batches a second",
        RunAsync);

    private static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var (circuits, players) = (arguments.Number("circuits", 200, 1), arguments.Number("players", 30, 1));
        var (measured, path) = (TimeSpan.FromSeconds(arguments.Number("seconds", 30, 1)), arguments.Text("path") ?? "/sessions/{0}");
        using var load = await CircuitLoad.InstallAsync(arguments.Text("load") ?? "../shared/bench", cancellationToken);
        // Two sessions, the same load for each: one that nobody looks at, and one for the circuits.
        await using var server = await LoadedServer.StartAsync(sessions: 2, players, watchers: 1, cancellationToken, arguments.Text("server"));
        var (unseen, seen) = (server.Prepared.Sessions[0], server.Prepared.Sessions[1]);
        var without = await server.LoadAsync(unseen, _warmUp, measured, until: null, cancellationToken);

        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sending = server.LoadAsync(seen, LoadRun.Period, _patience, open.Task, cancellationToken);
        CircuitFigures figures;
        try
        {
            figures = await load.OpenAsync(
                await server.ListeningAsync(), server.Id, string.Format(System.Globalization.CultureInfo.InvariantCulture, path, seen.SessionId), circuits, measured, seen.TrainerCookie, cancellationToken);
        }
        finally
        {
            open.SetResult();
        }

        var with = await sending;
        var report = new CircuitReport
        {
            Circuits = figures.Circuits,
            Tiles = players,
            KibPerCircuit = figures.KibPerCircuit,
            BatchesPerSecond = figures.BatchesPerSecond,
            WindowsPerSecond = Math.Round(with.EventsToWatchers / with.Seconds, 2),
            TileUpdatesPerSecondACircuit = Math.Round(with.Delivered / with.Seconds, 2),
            CpuPercentWithout = Math.Round(without.ServerCpuSeconds / without.Seconds * 100, 1),
            CpuPercent = figures.CpuPercent,
            BytesPerBatch = figures.BytesPerBatch,
            RssMiB = figures.RssMiB,
            Errors = figures.Errors,
        };
        Console.WriteLine(report.ToJson());
        var missed = report.Missed().ToList();
        missed.ForEach(Console.WriteLine);
        return missed.Count == 0 && with.Failures() is null ? 0 : 1;
    }
}
