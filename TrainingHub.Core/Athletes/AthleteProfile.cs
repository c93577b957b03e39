using TrainingHub.Core.Players;

namespace TrainingHub.Core.Athletes;

/// <summary>What an athlete does, and so what their wearable measures.</summary>
public enum Sport { Cycling, Running, Rowing, Strength }

/// <summary>The body of a simulated athlete.</summary>
/// <param name="HeartRateMaxBpm">beats/min, never exceeded.</param>
/// <param name="HeartRateRestBpm">beats/min.</param>
/// <param name="FtpWatts">W that can be held for an hour; an effort of 1.</param>
/// <param name="WeightKg">kg.</param>
public sealed record AthleteProfile(Sport Sport, double HeartRateMaxBpm, double HeartRateRestBpm, double FtpWatts, double WeightKg)
{
    public Thresholds Thresholds => new(HeartRateMaxBpm, HeartRateRestBpm, null, FtpWatts, WeightKg);
}
