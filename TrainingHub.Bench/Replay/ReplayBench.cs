using System.Diagnostics;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Players;
using TrainingHub.Core.Replay;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;
using TrainingHub.Web.Replay;

namespace TrainingHub.Bench.Replay;

/// <summary>How long it takes to open a recording, and to show any second of it on the dashboard's board, the browser's part left out.</summary>
internal static class ReplayBench
{
    private static readonly TimeSpan _allowed = TimeSpan.FromMilliseconds(100);

    public static BenchCommand Command { get; } = new(
        "replay", "replay [--players 30] [--minutes 60] [--seeks 2000]: opens a recording and jumps to seconds of it at random; fails where one jump in a hundred takes 100 ms", RunAsync);

    private static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var length = TimeSpan.FromMinutes(arguments.Number("minutes", 60, 15));
        var start = DateTimeOffset.UnixEpoch.AddYears(56);
        var events = RecordedTraining.Of(Session(arguments.Number("players", 30, 4)), start, length);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();
        var recording = await SessionRecording.ReadAsync(
            events.Select((happened, i) => new JournalledEvent(i + 1, happened)).ToAsyncEnumerable(), SessionLimits.Default, cancellationToken);
        var folded = clock.Elapsed;
        var board = new ReplayBoard(recording, Audience.Staff);
        Console.WriteLine($"{events.Count} events: folded in {folded.TotalMilliseconds:0} ms, ready to show in {clock.Elapsed.TotalMilliseconds:0} ms, keeps {(GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6:0} MB beside the events");

        board.Show(start + length / 2, 1); // compiles
        var random = new Random(1);
        var all = Measure(arguments.Number("seeks", 2000, 1), () => random.Next((int)length.TotalSeconds), (second, jump) => board.Show(start.AddSeconds(second), jump));
        Print("jump to a second", all);
        var inFocus = recording.Last.Roster.First().PlayerId;
        Print("put a player in focus", Measure(50, () => 0, (_, _) => board.PastOf(inFocus)));
        var played = 0;
        Print("one step at 60x", Measure((int)length.TotalSeconds / 15, () => played += 15, (second, _) => board.Show(start.AddSeconds(second), 0)));
        return all[all.Length * 99 / 100] < _allowed ? 0 : 1;
    }

    private static TimeSpan[] Measure(int times, Func<int> second, Action<int, int> show)
    {
        var took = new TimeSpan[times];
        for (var i = 0; i < times; i++)
        {
            var to = second();
            var began = Stopwatch.GetTimestamp();
            show(to, i);
            took[i] = Stopwatch.GetElapsedTime(began);
        }

        Array.Sort(took);
        return took;
    }

    private static void Print(string what, TimeSpan[] took)
        => Console.WriteLine($"{what}: p50 {took[took.Length / 2].TotalMilliseconds:0.00} ms, p99 {took[took.Length * 99 / 100].TotalMilliseconds:0.00} ms, longest {took[^1].TotalMilliseconds:0.00} ms ({took.Length} times)");

    private static NewSession Session(int players) => new(
        "recorded", ExampleWorkouts.All.Single(workout => workout.WorkoutId == "example-threshold"), "trainer", "Toni", "U18", null, false,
        [.. Enumerable.Range(0, players).Select(i => new RosterPlayer($"player{i}", $"Player {i}", i, new Thresholds(190, 52, 170, 280, 70)))], []);
}
