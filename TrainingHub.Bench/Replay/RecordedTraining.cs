using TrainingHub.Core.Metrics;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Bench.Replay;

/// <summary>The events of a training that was: each player sends every 2 s, and what goes wrong in a real one goes wrong in it, always at the same moments.</summary>
public static class RecordedTraining
{
    private static readonly TimeSpan _period = TimeSpan.FromSeconds(2);

    /// <summary>The second player's wearable is out of reach from here for 24 s, and sends what it kept 30 s later.</summary>
    public static TimeSpan Late { get; } = TimeSpan.FromMinutes(4);

    /// <summary>The third player's wearable is out for 90 s from here, and what it measured is lost.</summary>
    public static TimeSpan Lost { get; } = TimeSpan.FromMinutes(6);

    /// <summary>For 40 s.</summary>
    public static TimeSpan Paused { get; } = TimeSpan.FromMinutes(9);

    /// <summary>The last player.</summary>
    public static TimeSpan Kicked { get; } = TimeSpan.FromMinutes(12);

    /// <param name="session">With at least four players.</param>
    /// <param name="length">From start to end; at least 15 min, so that everything happens.</param>
    public static IReadOnlyList<SessionEvent> Of(NewSession session, DateTimeOffset start, TimeSpan length)
    {
        var players = session.Players;
        var (late, lost, kicked) = (players[1].PlayerId, players[2].PlayerId, players[^1].PlayerId);
        List<SessionEvent> events =
        [
            new SessionEvent.Created(session) { At = start.AddMinutes(-10) },
            .. players.Select((player, i) => new SessionEvent.PlayerJoined(player.PlayerId) { At = start.AddSeconds(i - 60) }),
            new SessionEvent.Started { At = start },
            new SessionEvent.Paused { At = start + Paused },
            new SessionEvent.Resumed { At = start + Paused + TimeSpan.FromSeconds(40) },
            new SessionEvent.PlayerConnectionLost(lost) { At = start + Lost },
            new SessionEvent.PlayerLeft(lost, LeaveReason.Disconnected) { At = start + Lost + TimeSpan.FromSeconds(15) },
            new SessionEvent.PlayerJoined(lost) { At = start + Lost + TimeSpan.FromSeconds(90) },
            new SessionEvent.PlayerKicked(kicked, null, session.TrainerId) { At = start + Kicked },
            new SessionEvent.MetricsBackfilled(late, TimeSpan.Zero, [.. Missed(start + Late)]) { At = start + Late + TimeSpan.FromSeconds(54) },
            new SessionEvent.Ended { At = start + length },
        ];
        for (var i = 0; i < players.Length; i++)
        {
            events.AddRange(Samples(players[i].PlayerId, i, start, length, players[i].PlayerId == kicked ? Kicked : length, late, lost));
            events.AddRange(Sets(session, players[i].PlayerId, i, start, players[i].PlayerId == kicked ? Kicked : length));
        }

        return [.. events.OrderBy(happened => happened.At)];
    }

    private static IEnumerable<LateSample> Missed(DateTimeOffset from)
        => Enumerable.Range(0, 12).Select(n => new LateSample("strap", from + n * _period, Values(150 + n, 240)));

    private static IEnumerable<SessionEvent> Samples(string playerId, int index, DateTimeOffset start, TimeSpan length, TimeSpan until, string late, string lost)
    {
        for (var at = TimeSpan.FromSeconds(-40) + TimeSpan.FromMilliseconds(61 * index); at < until; at += _period)
        {
            var silent = (playerId == late && Within(at, Late, 24)) || (playerId == lost && Within(at, Lost, 90));
            if (!silent)
            {
                // The first player works too hard in the middle of each ten minutes, and the strap of the fourth slips once.
                var slipped = index == 3 && Within(at, TimeSpan.FromMinutes(2), 20);
                var seconds = at.TotalSeconds;
                var effort = 0.72 + 0.1 * Math.Sin(seconds / 97 + index) + (index == 0 ? 0.12 * Math.Sin(seconds / 95) : 0);
                yield return new SessionEvent.MetricsReported(playerId, "strap", null, null, Values(slipped ? null : Math.Round(190 * effort), Math.Round(300 * effort)))
                {
                    At = start + at,
                };
            }
        }
    }

    private static IEnumerable<SessionEvent> Sets(NewSession session, string playerId, int index, DateTimeOffset start, TimeSpan until)
    {
        var at = TimeSpan.FromSeconds(70 + 7 * index);
        foreach (var exercise in session.Workout.Exercises)
        {
            for (var number = 1; number <= exercise.Sets && at < until; number++, at += TimeSpan.FromSeconds(110))
            {
                yield return new SessionEvent.ExerciseReported(
                    new ExerciseProgress(playerId, exercise.ExerciseId, exercise.Name, number, exercise.Sets, true, exercise.Reps, exercise.WeightKg), playerId) { At = start + at };
            }
        }
    }

    private static bool Within(TimeSpan at, TimeSpan from, double seconds) => at >= from && at < from + TimeSpan.FromSeconds(seconds);

    private static MetricValues Values(double? heartRate, double power)
        => new MetricValues.Builder().Set(Metric.HeartRate, heartRate).Set(Metric.Power, power).Set(Metric.Cadence, 88).Build();
}
