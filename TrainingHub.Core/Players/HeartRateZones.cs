namespace TrainingHub.Core.Players;

/// <summary>
/// Five zones by share of maximum heart rate, lower bound included: zone 1 from 50 %, 2 from 60 %, 3 from 70 %, 4 from 80 %, 5 from 90 %;
/// zone 0 is below 50 %. These are the zones that heart-rate monitors ship with (Edwards 1993).
/// </summary>
public static class HeartRateZones
{
    public const int Highest = 5;

    /// <returns>0 … 5, or null where either value is unknown.</returns>
    public static int? Of(double? heartRateBpm, double? heartRateMaxBpm)
    {
        if (heartRateBpm is not { } heartRate || heartRateMaxBpm is not { } max || max <= 0)
        {
            return null;
        }

        var zone = 0;
        while (zone < Highest && heartRate >= LowerBpm(zone + 1, max))
        {
            zone++;
        }

        return zone;
    }

    /// <summary>The lowest heart rate of a zone, beats/min; 0 for zone 0.</summary>
    public static double LowerBpm(int zone, double heartRateMaxBpm) => zone <= 0 ? 0 : heartRateMaxBpm * (40 + 10 * Math.Min(zone, Highest)) / 100;

    /// <summary>The lowest heart rate of the next zone, beats/min; the maximum itself for zone 5.</summary>
    public static double UpperBpm(int zone, double heartRateMaxBpm) => zone >= Highest ? heartRateMaxBpm : LowerBpm(zone + 1, heartRateMaxBpm);
}
