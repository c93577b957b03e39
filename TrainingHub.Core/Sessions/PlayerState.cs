using TrainingHub.Core.Metrics;
using TrainingHub.Core.Players;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Core.Sessions;

/// <summary>A player in a session at one moment: immutable.</summary>
public sealed record PlayerState
{
    public required RosterPlayer Profile { get; init; }

    /// <summary>Place on the roster, from 0.</summary>
    public required int Order { get; init; }

    public PlayerStatus Status { get; init; }

    /// <summary>What a dropped player was before, and will be again when they come back.</summary>
    public PlayerStatus? Before { get; init; }

    /// <summary>Paused with the whole session, not by themselves: the session's resume brings them back.</summary>
    public bool PausedWithSession { get; init; }

    /// <summary>Has a joined connection or a live play page.</summary>
    public bool Connected { get; init; }

    /// <summary>When the last connection was lost; null while connected, and after the grace.</summary>
    public DateTimeOffset? LostAt { get; init; }

    /// <summary>When the player first came; null for who has not come.</summary>
    public DateTimeOffset? JoinedAt { get; init; }

    /// <summary>The player's last accepted call.</summary>
    public DateTimeOffset? LastActivity { get; init; }

    /// <summary>The newest value of each metric, and how old it is; null before the first sample.</summary>
    public CurrentMetrics? Metrics { get; init; }

    /// <summary>The sequence number at which <see cref="HeartRateZone"/> last became another.</summary>
    public long ZoneChangedBy { get; init; }

    /// <summary>The last report of an exercise.</summary>
    public ExerciseProgress? Exercise { get; init; }

    /// <summary>The report that says where the player is in the plan's sets, see <see cref="SetPosition.Place"/>; null before the first.</summary>
    public ExerciseProgress? Place { get; init; }

    public IntervalProgress? Interval { get; init; }

    /// <summary>The player's allowance of live samples.</summary>
    public TokenBucket MetricsBudget { get; init; }

    /// <summary>The player's allowance of backfill calls.</summary>
    public TokenBucket BackfillBudget { get; init; }

    /// <summary>The samples that are in the recording, live and late: each is stored once.</summary>
    public SampleKeys Stored { get; init; } = SampleKeys.None;

    /// <summary>What has arrived of the samples that were to be expected; null before the player first came.</summary>
    public SampleArrival? Arrival { get; init; }

    /// <summary>The sequence number of the last backfill; 0 without one.</summary>
    public long BackfilledBy { get; init; }

    /// <summary>When the server took the last backfill.</summary>
    public DateTimeOffset BackfilledAt { get; init; }

    /// <summary>When the player's status was set to completed; null unless it was. No more samples are expected from then on.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>Whether the player comes; null for who has not said.</summary>
    public PlayerAnswer? Answer { get; init; }

    /// <summary>Of a removed player: not kicked, but moved to another session.</summary>
    public bool WasMoved { get; init; }

    /// <summary>To which session the player was moved; null where they were not, and once they were erased.</summary>
    public string? MovedTo { get; init; }

    public string PlayerId => Profile.PlayerId;

    /// <summary>0 … 5 of the player's own zones; null where the heart rate or the maximum is not known.</summary>
    public int? HeartRateZone => ZoneOf(Metrics);

    /// <summary>The zone of other metrics of this player.</summary>
    internal int? ZoneOf(CurrentMetrics? metrics) => HeartRateZones.Of(metrics?.Values[Metric.HeartRate], Profile.Thresholds.HeartRateMaxBpm);
}
