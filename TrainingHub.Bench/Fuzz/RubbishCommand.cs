using System.Globalization;
using TrainingHub.Bench.Load;

namespace TrainingHub.Bench.Fuzz;

/// <summary>A session under load, alone and then beside connections that send rubbish or nothing: what its watchers wait for.</summary>
internal static class RubbishCommand
{
    public static BenchCommand Command { get; } = new(
        "rubbish",
        "rubbish [--connections 1000] [--players 20] [--seconds 20]: a session's delivery alone, and beside connections of which a third send noise, a third malformed calls and a third nothing; fails where a call is refused or lost",
        RunAsync);

    private static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var (connections, players, seconds) = (arguments.Number("connections", 1000, 3), arguments.Number("players", 20, 1), arguments.Number("seconds", 20, 1));
        var reports = new List<LoadReport>();
        foreach (var rude in new[] { 0, connections })
        {
            await using var server = await LoadedServer.StartAsync(sessions: 2, players, watchers: 1, cancellationToken);
            var address = await server.ListeningAsync();
            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var crowd = new RubbishCrowd(address, server.Prepared.Sessions[1]).RunAsync(rude, end.Token);
            var report = await server.LoadAsync(server.Prepared.Sessions[0], TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(seconds), until: null, cancellationToken);
            reports.Add(report);
            await end.CancelAsync();
            var sent = await crowd;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rude} rude connections, {sent} pieces of rubbish, {server.Complaints().Count} complaints in the log: {report.ToJson()}"));
            foreach (var complaint in server.Complaints().Take(5))
            {
                Console.WriteLine(complaint);
            }
        }

        return reports.All(report => report.Failures() is null) ? 0 : 1;
    }
}
