using TrainingHub.Bench.Prepare;

namespace TrainingHub.Bench.Load;

/// <summary>Drives a server that runs with a prepared data directory, and prints what it cost as one line of JSON.</summary>
internal static class LoadCommand
{
    /// <summary>More than a server on a small machine lets in.</summary>
    private const int AsFastAsItGoes = 1000;

    public static BenchCommand Command { get; } = new(
        "load",
        "load --url URL --pid PID --tokens tokens.json [--sessions all] [--players all] [--watchers 1] [--seconds 20] [--warmup 3] [--protocol json] [--ramp 1000]: players' samples each 2.05 s, as one line of JSON; fails where a call was refused or anything was lost",
        RunAsync);

    private static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var prepared = await PreparedLoad.ReadAsync(arguments.Required("tokens"), cancellationToken);
        var settings = new LoadSettings(
            new Uri(arguments.Required("url")),
            arguments.Text("pid") is null ? throw new ArgumentException("--pid is missing.") : arguments.Number("pid", 0, 1),
            prepared,
            arguments.Number("sessions", prepared.Sessions.Length, 1),
            arguments.Number("players", prepared.Sessions.Min(session => session.Players.Length), 1),
            arguments.Number("watchers", 1, 1),
            arguments.Text("protocol") ?? "json",
            arguments.Number("ramp", AsFastAsItGoes, 1),
            TimeSpan.FromSeconds(arguments.Number("warmup", 3, 3)),
            TimeSpan.FromSeconds(arguments.Number("seconds", 20, 1)));
        var report = await LoadRun.RunAsync(settings, cancellationToken);
        Console.WriteLine(report.ToJson());
        return report.Failures() is null ? 0 : 1;
    }
}
