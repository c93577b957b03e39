using TrainingHub.Core.Metrics;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Tests.Components;

/// <summary>A session of two players, told event by event: what a page would be given.</summary>
internal sealed class TestSession
{
    public static readonly DateTimeOffset Begin = new(2026, 11, 22, 18, 0, 0, TimeSpan.Zero);

    /// <summary>Zone 4 for ten minutes.</summary>
    public static readonly Workout Workout = new("w", "Threshold", WorkoutType.Conditioning, [],
        [new Interval("i", "Work", TimeSpan.FromMinutes(10), Intensity.Hard, new IntervalTarget(TargetKind.HeartRateZone, 4, 4))]);

    private static readonly Thresholds _thresholds = new(HeartRateMaxBpm: 200, HeartRateRestBpm: 50, FtpWatts: 280, WeightKg: 70);

    public TestSession(Workout? workout = null) => Tell(new SessionEvent.Created(New(workout ?? Workout)) { At = Now });

    public DateTimeOffset Now { get; private set; } = Begin;

    public SessionState State { get; private set; } = Session.Empty(SessionLimits.Default);

    public SessionView Staff => new(State, Audience.Staff);

    /// <summary>Ada's maximum is 200, so her zone 4 is 160 to 180; observers see only Bo's zone.</summary>
    public static NewSession New(Workout workout) => new("session", workout, "trainer", "Toni", "U18", null, false,
    [
        new RosterPlayer("ada", "Ada Berg", 7, _thresholds),
        new RosterPlayer("bo", "Bo Dahl", 4, _thresholds, HeartRateVisibility.Zone),
    ],
    [new SessionObserver("observer", "Olga")]);

    public TestSession Tell(SessionEvent @event)
    {
        State = Session.Evolve(State, @event);
        return this;
    }

    public TestSession Join(string playerId) => Tell(new SessionEvent.PlayerJoined(playerId) { At = Now });

    public TestSession Start() => Tell(new SessionEvent.Started { At = Now });

    /// <summary>A sample of the player's wearable.</summary>
    public TestSession Sample(string playerId, double? heartRate, double? power = null)
    {
        var values = new MetricValues.Builder().Set(Metric.HeartRate, heartRate);
        if (power is not null)
        {
            values.Set(Metric.Power, power);
        }

        return Tell(new SessionEvent.MetricsReported(playerId, "strap", null, null, values.Build()) { At = Now });
    }

    public TestSession Wait(double seconds)
    {
        Now += TimeSpan.FromSeconds(seconds);
        return this;
    }

    public PlayerView Player(string playerId) => Staff.Player(playerId)!;

    /// <summary>What a watcher of staff is told of these players' samples.</summary>
    public SessionUpdate Sampled(params string[] playerIds) => new(0, State.Seq, Staff,
        [new FeedItem.Sampled(State.Seq, Now, [.. playerIds.Select(playerId => new SampledPlayer(Player(playerId), MetricMask.HeartRate, false))])]);
}
