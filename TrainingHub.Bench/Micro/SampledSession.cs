using System.Collections.Immutable;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Sessions.Live;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Bench.Micro;

/// <summary>A session under way of twenty players, who each send heart rate, power, cadence and speed every 2 s; always the same. Each step of an update's way can be done with it by itself.</summary>
internal sealed class SampledSession
{
    public const int Players = 20;

    /// <summary>Samples that a window of 250 ms holds.</summary>
    public const int Window = 3;

    private const int Rounds = 30; // before the benchmarks begin
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);
    private static readonly DateTimeOffset Begin = DateTimeOffset.UnixEpoch.AddYears(56);

    private readonly ImmutableArray<Caller> _players = [.. Enumerable.Range(0, Players).Select(i => new Caller($"player{i:00}", $"Player {i}", Roles.Player))];
    private int _sent;

    public SampledSession()
    {
        var roster = _players.Select((player, i) => new RosterPlayer(player.UserId, player.Name, i, new Thresholds(190, 52, 170, 280, 70)));
        State = Session.Fold(
            Session.Empty(SessionLimits.Default),
            [
                new SessionEvent.Created(new NewSession("session00001", ExampleWorkouts.All[0], "trainer", "Toni", "U18", null, false, [.. roster], [])) { At = Begin },
                .. _players.Select(player => new SessionEvent.PlayerJoined(player.UserId) { At = Begin }),
                new SessionEvent.Started { At = Begin },
            ]);
        while (_sent < Rounds * Players)
        {
            Evolve(Decide(Next()));
        }
    }

    public SessionState State { get; private set; }

    /// <summary>The next sample: another player's each time.</summary>
    public (SessionCommand.ReportMetrics Command, Asked Asked) Next()
    {
        var (player, round) = (_sent % Players, _sent / Players);
        var at = Begin + ((round + 1) * Period) + (player * Period / Players);
        var values = new MetricValues.Builder().Set(Metric.HeartRate, 120 + (_sent % 60)).Set(Metric.Power, 180 + (_sent % 97))
            .Set(Metric.Cadence, 80 + (_sent % 15)).Set(Metric.Speed, 3 + (_sent % 20 * 0.1)).Build();
        _sent++;
        return (new(_players[player].UserId, "strap", at.AddMilliseconds(-37), values), new Asked(_players[player], at, ClockOffset: TimeSpan.FromMilliseconds(12.5)));
    }

    public ImmutableArray<SessionEvent> Decide((SessionCommand.ReportMetrics Command, Asked Asked) sample)
    {
        var decision = Session.Decide(State, sample.Command, sample.Asked);
        return decision.Events is [SessionEvent.MetricsReported] ? decision.Events : throw new InvalidOperationException($"The sample was not taken: {decision.Refusal?.Message}");
    }

    public void Evolve(ImmutableArray<SessionEvent> events) => State = Session.Evolve(State, events[0]);

    /// <summary>What the trainer is told of the last window's samples.</summary>
    public SessionUpdate Frame() => FeedItems.Since(State.Seq - Window, State, Audience.Staff, []);
}
