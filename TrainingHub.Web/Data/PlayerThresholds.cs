using Microsoft.EntityFrameworkCore;
using TrainingHub.Core.Players;

namespace TrainingHub.Web.Data;

/// <summary>A player's thresholds from a date on; the newest row whose date has come holds.</summary>
[PrimaryKey(nameof(UserId), nameof(ValidFrom))]
public sealed class PlayerThresholds
{
    public required string UserId { get; init; }

    public required DateOnly ValidFrom { get; init; }

    /// <summary>Highest heart rate, beats/min.</summary>
    public int? HeartRateMaxBpm { get; set; }

    /// <summary>Heart rate at rest, beats/min.</summary>
    public int? HeartRateRestBpm { get; set; }

    /// <summary>Heart rate at the lactate threshold, beats/min.</summary>
    public int? LactateThresholdBpm { get; set; }

    /// <summary>Functional threshold power, watts.</summary>
    public int? FtpWatts { get; set; }

    public double? WeightKg { get; set; }

    public Thresholds ToThresholds() => new(HeartRateMaxBpm, HeartRateRestBpm, LactateThresholdBpm, FtpWatts, WeightKg);
}
