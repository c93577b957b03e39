using System.Diagnostics;
using System.Globalization;
using TrainingHub.Bench.Load;

namespace TrainingHub.Bench.Fuzz;

/// <summary>Spoilt messages against a server of its own: it must live, complain of nothing, stay as large as it was, and change nobody else's session.</summary>
internal static class FuzzCommand
{
    private const int Rounds = 10;

    // A heap that breathes; what leaks grows with the messages.
    private const double BreathMiB = 64;

    public static BenchCommand Command { get; } = new(
        "fuzz",
        "fuzz [--messages 100000] [--seed 1]: malformed messages over the hub in both encodings and to the API; fails where the server ends, logs an error, answers 5xx, grows, or changes a session that is not the sender's",
        RunAsync);

    /// <summary>Starts a server, sends so many messages, and says what of the promise did not hold.</summary>
    public static async Task<FuzzReport> FuzzAsync(int messages, int seed, CancellationToken cancellationToken)
    {
        await using var server = await LoadedServer.StartAsync(sessions: 2, players: 2, watchers: 1, cancellationToken);
        var (own, other) = (server.Prepared.Sessions[0], server.Prepared.Sessions[1]);
        var targets = new FuzzTargets(
            await server.ListeningAsync(), own.SessionId, own.Trainer, own.Players[0].Token, own.Players[0].PlayerId, other.SessionId, other.Players[0].PlayerId, other.Trainer);
        var (tally, meter) = (new FuzzTally(), new ProcessMeter(server.Id));
        List<string> faults = [];
        List<double> sizes = [];
        for (var round = 0; round < Rounds && server.Lives; round++)
        {
            faults.AddRange(await FuzzRun.RunAsync(targets, messages / Rounds, seed + (100 * round), tally, cancellationToken));
            sizes.Add(server.Lives ? meter.RssMiB() : 0);
        }

        faults.AddRange(server.Complaints());
        if (!server.Lives)
        {
            faults.Add("The server ended.");
        }

        // The first rounds warm it up: code is compiled and pools are filled.
        if (sizes[^1] > sizes[Math.Min(2, sizes.Count - 1)] + BreathMiB)
        {
            faults.Add($"The server grew: {string.Join(' ', sizes.Select(size => size.ToString("0", CultureInfo.InvariantCulture)))} MiB.");
        }

        return new FuzzReport(faults, tally, sizes);
    }

    private static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var (seed, clock) = (arguments.Number("seed", 1), Stopwatch.StartNew());
        var report = await FuzzAsync(arguments.Number("messages", 100_000, Rounds), seed, cancellationToken);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{report.Tally.Sent} messages in {clock.Elapsed.TotalSeconds:0} s, seed {seed}: {report.Tally.Accepted} were right enough to be accepted, {report.Tally.Ended} ended their connection; resident memory after each tenth, MiB: {string.Join(' ', report.SizesMiB.Select(size => size.ToString("0", CultureInfo.InvariantCulture)))}"));
        foreach (var fault in report.Faults.Take(20))
        {
            Console.WriteLine(fault);
        }

        return report.Faults.Count == 0 ? 0 : 1;
    }
}

/// <param name="Faults">What did not hold, a sentence each.</param>
/// <param name="SizesMiB">The server's resident memory after each tenth.</param>
internal sealed record FuzzReport(IReadOnlyList<string> Faults, FuzzTally Tally, IReadOnlyList<double> SizesMiB);
