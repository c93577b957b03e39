using TrainingHub.Core.Athletes;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Bench.Journal;

/// <summary>Events as live sessions write them: samples of simulated athletes, each 2 s, with their device's clock.</summary>
internal static class BenchEvents
{
    private const int WaitingAtOnce = 2000;

    private static readonly DateTimeOffset _start = DateTimeOffset.UnixEpoch.AddYears(56);
    private static readonly TimeSpan _period = TimeSpan.FromSeconds(2);

    public static SessionEvent Sample(int n) => Sample($"player{n % 30}", _start.AddSeconds(n), new MetricValues.Builder()
        .Set(Metric.HeartRate, 120 + (n % 60)).Set(Metric.Power, 180 + (n % 97)).Set(Metric.Cadence, 80 + (n % 15)).Build());

    /// <summary>Writes a whole session, an event a row.</summary>
    /// <returns>The number of its events.</returns>
    public static async Task<int> HourAsync(ISessionJournal journal, string sessionId, int players, TimeSpan length, CancellationToken cancellationToken)
    {
        var waiting = new List<Task>(WaitingAtOnce);
        var seq = 0;
        foreach (var @event in Session(sessionId, players, length))
        {
            waiting.Add(journal.AppendAsync(sessionId, ++seq, [@event], cancellationToken));
            if (waiting.Count == WaitingAtOnce)
            {
                await Task.WhenAll(waiting);
                waiting.Clear();
            }
        }

        await Task.WhenAll(waiting);
        return seq;
    }

    private static IEnumerable<SessionEvent> Session(string sessionId, int players, TimeSpan length)
    {
        var athletes = Enumerable.Range(0, players).Select(i => (PlayerId: $"player{i:000000}", Athlete: new SimulatedAthlete(new AthleteProfile((Sport)(i % 3), 185, 50, 240, 70), i))).ToList();
        var roster = athletes.Select(athlete => new RosterPlayer(athlete.PlayerId, athlete.PlayerId, null, new Thresholds(190, 52, 170, 280, 70)));
        yield return new SessionEvent.Created(new NewSession(sessionId, ExampleWorkouts.All[0], "trainer", "Toni", "U18", null, false, [.. roster], [])) { At = _start };
        foreach (var (playerId, _) in athletes)
        {
            yield return new SessionEvent.PlayerJoined(playerId) { At = _start };
        }

        yield return new SessionEvent.Started { At = _start };
        for (var at = TimeSpan.Zero; at < length; at += _period)
        {
            foreach (var ((playerId, athlete), i) in athletes.Select((athlete, i) => (athlete, i)))
            {
                if (athlete.Step(_period, 0.8) is { } values)
                {
                    yield return Sample(playerId, _start + at + TimeSpan.FromTicks(613_171 * i), values);
                }
            }
        }
    }

    private static SessionEvent.MetricsReported Sample(string playerId, DateTimeOffset at, MetricValues values)
        => new(playerId, "strap", at.AddMilliseconds(-37), TimeSpan.FromMilliseconds(12.5), values) { At = at };
}
