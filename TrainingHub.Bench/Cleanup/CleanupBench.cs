using Microsoft.Extensions.Time.Testing;
using TrainingHub.Bench.Prepare;
using TrainingHub.Core;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Sessions.Live;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Bench.Cleanup;

/// <summary>Many sessions, one after another, each made, run and ended, with the server's own services on disk: what they leave behind in memory is nothing.</summary>
internal static class CleanupBench
{
    private const int AtOnce = 100, Players = 3, Samples = 5;

    // What a session leaves for good is its line in the journal's mark, and its place among those whose end the journal's writer knows.
    private const int BytesASession = 256;

    private static readonly Caller Trainer = new("trainer", "Trainer", Roles.Trainer);

    public static BenchCommand Command { get; } = new(
        "cleanup",
        "cleanup [--sessions 10000]: makes, runs and ends sessions, a hundred at once; fails where one stays in memory, or leaves more than 256 bytes there for good",
        RunAsync);

    private static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var rounds = (arguments.Number("sessions", 10_000, AtOnce * 5) + AtOnce - 1) / AtOnce;
        var folder = Directory.CreateTempSubdirectory("traininghub-cleanup-");
        try
        {
            var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
            // A journal that waits for its window would wait for this clock.
            await using var data = await DataUnderWork.OpenAsync(folder.FullName, time, "--Journal:Window=00:00:00");
            var first = 0L;
            for (var round = 1; round <= rounds; round++)
            {
                await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => RunSessionAsync(data.Sessions, cancellationToken)));
                await LeaveAsync(data.Sessions, time, cancellationToken);
                if (round % (rounds / 5) == 0)
                {
                    var held = GC.GetTotalMemory(forceFullCollection: true);
                    first = first == 0 ? held : first;
                    Console.WriteLine($"{round * AtOnce} sessions ended: {held / 1024} KiB held, {Environment.WorkingSet / 1024 / 1024} MiB resident, {data.Sessions.InMemory.Count} sessions in memory");
                    if (held > first + ((long)(round - (rounds / 5)) * AtOnce * BytesASession))
                    {
                        return 1;
                    }
                }
            }

            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RunSessionAsync(ISessions sessions, CancellationToken cancellationToken)
    {
        var session = new NewSession(
            Ids.New(), ExampleWorkouts.All[0], Trainer.UserId, Trainer.Name, null, null, false,
            [.. Enumerable.Range(0, Players).Select(player => new RosterPlayer($"player{player}", $"Player {player}", player, Thresholds.Unknown, HeartRateVisibility.Number))], []);
        Demand((await sessions.CreateAsync(Trainer, session, cancellationToken)).Refusal);
        Demand((await sessions.SendAsync(Trainer, session.SessionId, new SessionCommand.Start(), null, cancellationToken)).Refusal);
        for (var index = 0; index < Players; index++)
        {
            var player = new Caller($"player{index}", "", Roles.Player);
            var connection = $"{session.SessionId}-{index}";
            Demand((await sessions.JoinAsync(player, session.SessionId, new SessionCommand.Join(JoinRole.Player, player.UserId), connection, null, null, _ => { }, cancellationToken)).Refusal);
            for (var sample = 0; sample < Samples; sample++)
            {
                var values = new MetricValues.Builder().Set(Metric.HeartRate, 120 + sample).Build();
                Demand((await sessions.SendAsync(player, session.SessionId, new SessionCommand.ReportMetrics(player.UserId, null, null, values), connection, cancellationToken)).Refusal);
            }

            await sessions.DisconnectAsync(connection);
        }

        Demand((await sessions.SendAsync(Trainer, session.SessionId, new SessionCommand.End(), null, cancellationToken)).Refusal);
    }

    private static async Task LeaveAsync(ISessions sessions, FakeTimeProvider time, CancellationToken cancellationToken)
    {
        time.Advance(SessionsSettings.EndedStaysFor + TimeSpan.FromSeconds(1));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (sessions.InMemory.Count > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, patience.Token);
        }
    }

    private static void Demand(Refusal? refusal)
    {
        if (refusal is not null)
        {
            throw new InvalidOperationException(refusal.Message);
        }
    }
}
