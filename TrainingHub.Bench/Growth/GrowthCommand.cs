using TrainingHub.Bench.Load;

namespace TrainingHub.Bench.Growth;

/// <summary>What an update costs as sessions grow, have more watchers, and become more; each size on a fresh server.</summary>
internal static class GrowthCommand
{
    private const int ConnectionsPerSecond = 300;

    // A few updates a second take this long to be compiled for good.
    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(20);

    private static readonly GrowthSize[] _sizes =
    [
        .. ((int[])[10, 50, 200, 1000]).Select(players => new GrowthSize("players", 10, players, 3)),
        .. ((int[])[1, 10, 100]).Select(watchers => new GrowthSize("watchers", 10, 20, watchers)),
        .. ((int[])[1, 100, 1000]).Select(sessions => new GrowthSize("sessions", sessions, 10, 1)),
    ];

    public static BenchCommand Command { get; } = new(
        "growth",
        "growth --out FILE.csv [--dimension players|watchers|sessions] [--seconds 30] [--server TrainingHub.Web.dll]: measures what the file does not hold yet, and draws FILE.svg of all that it holds",
        RunAsync);

    private static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var file = arguments.Required("out");
        var only = arguments.Text("dimension");
        var measured = TimeSpan.FromSeconds(arguments.Number("seconds", 30, 1));
        var points = File.Exists(file) ? (await File.ReadAllLinesAsync(file, cancellationToken)).Skip(1).Select(GrowthPoint.Parse).ToList() : [];
        foreach (var size in _sizes.Where(size => (only is null || only == size.Dimension) && !points.Exists(point => Holds(point, size))))
        {
            await using var server = await LoadedServer.StartAsync(size.Sessions, size.Players, size.Watchers, cancellationToken, arguments.Text("server"));
            var report = await server.LoadAsync("json", ConnectionsPerSecond, _warmUp, measured, cancellationToken);
            Console.WriteLine($"{size.Dimension} {size.Sessions}x{size.Players}x{size.Watchers}: {report.ToJson()}");
            if (report.Failures() is { } failures)
            {
                Console.WriteLine(failures);
                return 1;
            }

            points.Add(GrowthPoint.Of(size, report));
            await File.WriteAllLinesAsync(file, [GrowthPoint.Header, .. points.Select(point => point.ToLine())], cancellationToken);
        }

        await File.WriteAllTextAsync(Path.ChangeExtension(file, "svg"), GrowthPicture.Of(points), cancellationToken);
        return 0;
    }

    private static bool Holds(GrowthPoint point, GrowthSize size)
        => (point.Dimension, point.Sessions, point.Players, point.Watchers) == (size.Dimension, size.Sessions, size.Players, size.Watchers);
}
