using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Journal;

namespace TrainingHub.Bench.Journal;

/// <summary>What the journal takes and gives on this disk: acknowledgements, throughput, recovery, compaction.</summary>
internal static class JournalBench
{
    private const int RecoverAtOnce = 2;

    public static BenchCommand Command { get; } = new(
        "journal",
        "journal [--directory DIR] [--seconds 20] [--calls 1000] [--sessions 100] [--live 500]: fails where an acknowledgement's p99 is 50 ms, batches are under 50 000 events/s, or a session is compacted to more than a fifth",
        RunAsync);

    private static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(arguments.Text("directory") ?? Path.GetTempPath(), Path.GetRandomFileName()));
        try
        {
            var p99 = await AcknowledgeAsync(folder, arguments.Number("calls", 1000, 1), arguments.Number("sessions", 100, 1), arguments.Number("seconds", 20, 1), cancellationToken);
            var rate = await BatchesAsync(folder, cancellationToken);
            var share = await RecoverAndCompactAsync(folder, cancellationToken);
            await RecoverManyAsync(folder, arguments.Number("live", 500, 1), cancellationToken);
            return p99 < TimeSpan.FromMilliseconds(50) && rate >= 50_000 && share <= 0.2 ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Calls that come evenly, each an event of its own, over all sessions in turn.</summary>
    private static async Task<TimeSpan> AcknowledgeAsync(DirectoryInfo folder, int callsPerSecond, int sessions, int seconds, CancellationToken cancellationToken)
    {
        await using var journal = Open(folder, "calls.db");
        var tails = Enumerable.Range(0, sessions).Select(session => new SessionTail(journal, $"session{session:0000}")).ToList();
        var calls = new List<Task<TimeSpan>>(callsPerSecond * seconds);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        var clock = Stopwatch.StartNew();
        while (calls.Count < callsPerSecond * seconds && await timer.WaitForNextTickAsync(cancellationToken))
        {
            while (calls.Count < Math.Min(callsPerSecond * seconds, clock.Elapsed.TotalSeconds * callsPerSecond))
            {
                calls.Add(tails[calls.Count % sessions].AppendAsync(BenchEvents.Sample(calls.Count), cancellationToken));
            }
        }

        var took = await Task.WhenAll(calls);
        Array.Sort(took);
        Console.WriteLine($"{took.Length / clock.Elapsed.TotalSeconds:0} calls/s over {sessions} sessions: acknowledged in p50 {Ms(took[took.Length / 2])}, p99 {Ms(took[took.Length * 99 / 100])}, longest {Ms(took[^1])}");
        return took[took.Length * 99 / 100];
    }

    private static async Task<double> BatchesAsync(DirectoryInfo folder, CancellationToken cancellationToken)
    {
        const int Sessions = 100, Batches = 60, Events = 50;
        await using var journal = Open(folder, "batches.db");
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Sessions).Select(session => Task.Run(
            async () =>
            {
                for (var batch = 0; batch < Batches; batch++)
                {
                    ImmutableArray<SessionEvent> events = [.. Enumerable.Range(batch * Events, Events).Select(BenchEvents.Sample)];
                    await journal.AppendAsync($"session{session:0000}", 1 + (batch * Events), events, cancellationToken);
                }
            },
            cancellationToken)));
        var rate = Sessions * Batches * Events / clock.Elapsed.TotalSeconds;
        Console.WriteLine($"{rate:0} events/s in batches of {Events} from {Sessions} sessions");
        return rate;
    }

    /// <summary>One hour with 30 players, a row an event as live sessions write it.</summary>
    private static async Task<double> RecoverAndCompactAsync(DirectoryInfo folder, CancellationToken cancellationToken)
    {
        await using var journal = Open(folder, "hour.db");
        var events = await BenchEvents.HourAsync(journal, "hour", 30, TimeSpan.FromHours(1), cancellationToken);
        for (var run = 1; run <= 3; run++)
        {
            Console.WriteLine($"{events} events read and folded in {Ms(await FoldAsync(journal, "hour", cancellationToken))} (run {run}, no snapshot)");
        }

        var clock = Stopwatch.StartNew();
        var (before, after) = await journal.CompactAsync("hour", cancellationToken);
        Console.WriteLine($"compacted from {before} to {after} bytes ({(double)after / before:P1}) in {Ms(clock.Elapsed)}");
        Console.WriteLine($"{events} compacted events read and folded in {Ms(await FoldAsync(journal, "hour", cancellationToken))}");
        return (double)after / before;
    }

    private static async Task RecoverManyAsync(DirectoryInfo folder, int sessions, CancellationToken cancellationToken)
    {
        await using var journal = Open(folder, "many.db");
        var events = 0;
        for (var session = 0; session < sessions; session++)
        {
            events += await BenchEvents.HourAsync(journal, $"session{session:0000}", 5, TimeSpan.FromMinutes(4), cancellationToken);
        }

        var clock = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, sessions),
            new ParallelOptions { MaxDegreeOfParallelism = RecoverAtOnce, CancellationToken = cancellationToken },
            async (session, token) => await FoldAsync(journal, $"session{session:0000}", token));
        Console.WriteLine($"{sessions} live sessions ({events} events) read and folded in {Ms(clock.Elapsed)}, no snapshots");
    }

    private static async Task<TimeSpan> FoldAsync(SqliteSessionJournal journal, string sessionId, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var state = Session.Empty(SessionLimits.Default);
        await foreach (var (_, @event) in journal.ReadAsync(sessionId, 0, cancellationToken))
        {
            state = Session.Evolve(state, @event);
        }

        return state.Seq > 0 ? clock.Elapsed : throw new InvalidOperationException($"Nothing was read of {sessionId}.");
    }

    private static SqliteSessionJournal Open(DirectoryInfo folder, string name)
        => SqliteSessionJournal.Open(Path.Combine(folder.FullName, name), new JournalOptions(), TimeProvider.System, new JournalMeter(new Meter("bench")), NullLogger<SqliteSessionJournal>.Instance);

    private static string Ms(TimeSpan time) => $"{time.TotalMilliseconds:0.0} ms";

    /// <summary>Appends to one session, each call behind the last.</summary>
    private sealed class SessionTail(SqliteSessionJournal journal, string sessionId)
    {
        private Task _last = Task.CompletedTask;
        private long _seq;

        public Task<TimeSpan> AppendAsync(SessionEvent @event, CancellationToken cancellationToken)
        {
            var append = AppendAsync(_last, ++_seq, Stopwatch.StartNew(), @event, cancellationToken);
            _last = append;
            return append;
        }

        private async Task<TimeSpan> AppendAsync(Task before, long seq, Stopwatch clock, SessionEvent @event, CancellationToken cancellationToken)
        {
            await before;
            await journal.AppendAsync(sessionId, seq, [@event], cancellationToken);
            return clock.Elapsed;
        }
    }
}
