using System.Collections.Immutable;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Tests.Core.Sessions;

/// <summary>One session and its people, fixed, for tests to start from.</summary>
internal static class Examples
{
    public const string SessionId = "Session00001";

    public static readonly DateTimeOffset T0 = new(2026, 7, 1, 9, 0, 0, TimeSpan.Zero);

    public static readonly Caller Trainer = new("trainer", "Tom Trainer", Roles.Trainer);
    public static readonly Caller OtherTrainer = new("trainer2", "Tina Trainer", Roles.Trainer);
    public static readonly Caller Ada = new("ada", "Ada", Roles.Player);
    public static readonly Caller Ben = new("ben", "Ben", Roles.Player);
    public static readonly Caller Observer = new("olga", "Olga", Roles.Observer);
    public static readonly Caller Admin = new("admin", "Ann Admin", Roles.Admin);
    public static readonly Caller Stranger = new("stranger", "Sam", Roles.Player | Roles.Observer);

    public static readonly NewSession NewSession = new(
        SessionId,
        new Workout(
            "workout",
            "Hill repeats",
            WorkoutType.Hybrid,
            [new Exercise("squat", "Squat", 3, 8, 60.5, null, TimeSpan.FromSeconds(90)), new Exercise("plank", "Plank", 2, null, null, TimeSpan.FromMinutes(1), TimeSpan.Zero, IsDrill: true)],
            [
                new Interval("up", "Up", TimeSpan.FromMinutes(3), Intensity.Hard, new IntervalTarget(TargetKind.HeartRateZone, 4, 5), new IntervalTarget(TargetKind.HeartRateZone, 5, 5), 600, 80),
                new Interval("down", "Down", TimeSpan.FromMinutes(2), Intensity.Easy, null, ExerciseIds: ["squat"], IsTransition: true),
            ]),
        Trainer.UserId,
        Trainer.Name,
        "First team",
        T0.AddMinutes(30),
        false,
        [
            new RosterPlayer(Ada.UserId, Ada.Name, 7, new Thresholds(200, 50, 172.5, 250, 61)),
            new RosterPlayer(Ben.UserId, Ben.Name, null, Thresholds.Unknown, HeartRateVisibility.Hidden),
        ],
        [new SessionObserver(Observer.UserId, Observer.Name)]);

    public static readonly SessionEvent Created = new SessionEvent.Created(NewSession) { At = T0 };

    public static readonly ExerciseProgress Squats = new(Ada.UserId, "squat", "Squat", 2, 3, false, 8, 60.5, 41.25, 90, T0);

    /// <summary>Ada's set with every property that there is.</summary>
    public static readonly ExerciseProgress Everything = Squats with { Rpe = 7.5, Skipped = false, InsteadOf = "plank", Errors = 2 };

    public static readonly IntervalProgress Uphill = new(
        Ada.UserId, "up", "Up", 1, 2, 12.5, Intensity.Hard, true, new TargetBand(150, 170), new TargetBand(200, 260), new TargetBand(240, 300), T0);

    /// <summary>Not on the roster of <see cref="NewSession"/>.</summary>
    public static readonly RosterPlayer Cleo = new("cleo", "Cleo", 11, new Thresholds(190));

    public static readonly RosterPlayer Guest = new("gus", "Gus", null, Thresholds.Unknown, IsGuest: true);

    /// <summary>The player's account says another choice, as the server carries it in.</summary>
    public static SessionCommand Choose(Caller player, HeartRateVisibility observersSee, HeartRateVisibility? teamSees = null)
        => new SessionCommand.ChooseSharing(player.UserId, new SharingChoice(observersSee, teamSees));

    public static MetricValues HeartRate(double beatsPerMinute) => new MetricValues.Builder().Set(Metric.HeartRate, beatsPerMinute).Build();

    public static SessionCommand.ReportMetrics Sample(Caller player, double beatsPerMinute = 140) => new(player.UserId, null, null, HeartRate(beatsPerMinute));

    public static SessionEvent Sampled(Caller player, double beatsPerMinute = 140, DateTimeOffset? at = null)
        => new SessionEvent.MetricsReported(player.UserId, null, null, null, HeartRate(beatsPerMinute)) { At = at ?? T0 };

    public static ImmutableArray<SessionEvent> Samples(int count, DateTimeOffset? from = null)
        => [.. Enumerable.Range(0, count).Select(i => Sampled(Ada, 100 + (i % 100), (from ?? T0).AddSeconds(2 * i)))];
}
