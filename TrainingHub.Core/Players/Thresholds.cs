namespace TrainingHub.Core.Players;

/// <summary>A player's physiological reference values, as they hold at the session; each null where it is not known.</summary>
/// <param name="HeartRateMaxBpm">Maximum heart rate, beats/min.</param>
/// <param name="HeartRateRestBpm">Resting heart rate, beats/min.</param>
/// <param name="ThresholdHeartRateBpm">Heart rate at lactate threshold (LTHR), beats/min.</param>
/// <param name="FtpWatts">Functional threshold power, W.</param>
/// <param name="WeightKg">Body mass, kg.</param>
public sealed record Thresholds(
    double? HeartRateMaxBpm = null,
    double? HeartRateRestBpm = null,
    double? ThresholdHeartRateBpm = null,
    double? FtpWatts = null,
    double? WeightKg = null)
{
    public static Thresholds Unknown { get; } = new();
}

/// <summary>What of a player's heart rate others see: the observers of a session, or its other players. Staff see the number.</summary>
public enum HeartRateVisibility { Number, Zone, Hidden }

/// <summary>What a player chose to show of themselves.</summary>
/// <param name="ObserversSee">What a session's observers see of the heart rate.</param>
/// <param name="TeamSees">What the other players see of it, in a session that shares with the team; null: the player has not agreed, and they neither see nor hear of them.</param>
public readonly record struct SharingChoice(HeartRateVisibility ObserversSee, HeartRateVisibility? TeamSees);
