using TrainingHub.Core.Metrics;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Web.Dashboard;

/// <summary>All that a tile says of a player; two that are equal look the same, so the second is not rendered.</summary>
public sealed record TileView
{
    public required string PlayerId { get; init; }

    /// <summary>Place on the roster: the player's short name in the browser.</summary>
    public required int Slot { get; init; }

    public required string Name { get; init; }

    public int? Number { get; init; }

    public PlayerStatus Status { get; init; }

    /// <summary>What stands for the status; where the player has not come or is lost, that.</summary>
    public required string StatusText { get; init; }

    /// <summary>beats/min; null where unknown or hidden.</summary>
    public int? HeartRate { get; init; }

    /// <summary>The number is not for this audience.</summary>
    public bool HeartRateHidden { get; init; }

    /// <summary>0 … 5; null where unknown or hidden.</summary>
    public int? Zone { get; init; }

    /// <summary>% of the player's maximum heart rate.</summary>
    public int? Percent { get; init; }

    /// <summary>W.</summary>
    public int? Power { get; init; }

    /// <summary>W/kg, with one decimal.</summary>
    public double? PowerPerKg { get; init; }

    /// <summary>rev/min or steps/min.</summary>
    public int? Cadence { get; init; }

    /// <summary>s/km.</summary>
    public int? Pace { get; init; }

    /// <summary>The heart-rate target, beats/min; null where the target is none or another.</summary>
    public (int Min, int Max)? Band { get; init; }

    /// <summary>Exercise and set, or interval.</summary>
    public required string Doing { get; init; }

    /// <summary>How far from the interval's target; null where there is none.</summary>
    public string? Distance { get; init; }

    /// <summary>Sets of the plan that are behind the player.</summary>
    public int Done { get; init; }

    public bool OutOfTarget { get; init; }

    public Trouble? Trouble { get; init; }

    /// <summary>Since when the player's hand is up; null where it is down, or it is not for this audience.</summary>
    public DateTimeOffset? HandSince { get; init; }

    /// <summary>What is missing of the samples, or came late; null where all is well.</summary>
    public TileArrival? Arrival { get; init; }

    /// <summary>Whether it is as another but for numbers that both have, the zone among them, and the distance from the target.</summary>
    public bool DiffersInNumbersOnly(TileView other) =>
        HeartRate.HasValue == other.HeartRate.HasValue && Zone.HasValue == other.Zone.HasValue && Percent.HasValue == other.Percent.HasValue
        && Power.HasValue == other.Power.HasValue && PowerPerKg.HasValue == other.PowerPerKg.HasValue
        && Cadence.HasValue == other.Cadence.HasValue && Pace.HasValue == other.Pace.HasValue
        && this == other with
        {
            HeartRate = HeartRate,
            Zone = Zone,
            Percent = Percent,
            Power = Power,
            PowerPerKg = PowerPerKg,
            Cadence = Cadence,
            Pace = Pace,
            Distance = Distance,
            OutOfTarget = OutOfTarget, // not shown in a tile
        };

    public static TileView Of(PlayerView player, SessionState session, IntervalStand stand, Trouble? trouble)
    {
        var state = player.State;
        var metrics = state.Metrics;
        var power = metrics?[Metric.Power];
        return new TileView
        {
            PlayerId = state.PlayerId,
            Slot = state.Order,
            Name = state.Profile.Name,
            Number = state.Profile.Number,
            Status = state.Status,
            StatusText = StatusOf(state),
            HeartRate = Whole(metrics?[Metric.HeartRate]),
            HeartRateHidden = player.Hidden.HasFlag(MetricMask.HeartRate),
            Zone = player.HeartRateZone,
            Percent = Whole(player.PercentOfMaxHeartRate),
            Power = Whole(power),
            PowerPerKg = state.Profile.Thresholds.WeightKg is { } kg and > 0 && power is { } watts ? Math.Round(watts / kg, 1) : null,
            Cadence = Whole(metrics?[Metric.Cadence]),
            Pace = Whole(metrics?[Metric.Pace]),
            Band = stand.Guidance is { Target: { Metric: TargetMetric.HeartRate } target } && !player.Hidden.HasFlag(MetricMask.HeartRate)
                ? ((int)Math.Round(target.Min), (int)Math.Round(target.Max))
                : null,
            Doing = DoingOf(state, session, stand),
            Distance = stand.Distance,
            Done = DoneOf(state, session.Workout),
            OutOfTarget = stand.Advice is Play.Advice.Easier or Play.Advice.Harder,
            Trouble = trouble,
            Arrival = TileArrival.Of(state, session),
        };
    }

    private static int? Whole(double? value) => value is { } number ? (int)Math.Round(number) : null;

    private static int DoneOf(PlayerState player, Workout workout)
        => player.Place is { } progress && SetPosition.LastReported(workout, progress) is { } last
            ? workout.Exercises.Take(last.Index).Sum(exercise => exercise.Sets) + last.Number - (progress.IsOver ? 0 : 1)
            : 0;

    private static string StatusOf(PlayerState player) => player switch
    {
        { JoinedAt: null } => "not here yet",
        { LostAt: not null } => "lost",
        { Status: PlayerStatus.Waiting } => "waiting",
        { Status: PlayerStatus.Active } => "active",
        { Status: PlayerStatus.Paused } => "paused",
        { Status: PlayerStatus.Completed } => "completed",
        _ => "dropped",
    };

    private static string DoingOf(PlayerState player, SessionState session, IntervalStand stand)
    {
        if (stand.Interval is { } interval && !(player.Exercise is { } due && interval.ExerciseIds?.Contains(due.ExerciseId) == true))
        {
            return $"{interval.Name} {stand.Index + 1}/{session.Workout.Intervals.Length}";
        }

        // A set that was only logged late is not what the player does.
        if ((player.Exercise is { } last && SetPosition.LastReported(session.Workout, last) is not null ? player.Place : player.Exercise) is { } set)
        {
            var load = (set.Reps, set.Weight) switch
            {
                _ when set.IsSkipped => " · skipped",
                ({ } reps, { } kg) => $" · {reps} × {Play.PlayText.Number(kg)} kg",
                ({ } reps, null) => $" · {reps} reps",
                _ => "",
            };
            return $"{set.ExerciseName} {set.SetNumber}/{set.TotalSets}{load}";
        }

        return session.IsLive && session.Workout.Exercises is [var first, ..] ? $"First {first.Name}" : "";
    }
}
