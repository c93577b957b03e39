namespace TrainingHub.Core.Athletes;

/// <summary>
/// How a heart follows an effort (power ÷ threshold power): a steady state on a straight line between rest and maximum, approached as a first-order lag, faster up than down.
/// A model for demonstrations and rehearsals; no statement about anyone's health.
/// </summary>
public static class HeartRateResponse
{
    private const double AtNoEffort = 0.12, PerEffort = 0.74;

    /// <summary>The time in which 63 % of a rise is done.</summary>
    public static readonly TimeSpan Rising = TimeSpan.FromSeconds(30);

    /// <summary>The time in which 63 % of a fall is done.</summary>
    public static readonly TimeSpan Falling = TimeSpan.FromSeconds(60);

    /// <summary>Where the heart rate settles, beats/min: 86 % of the reserve at threshold power, the maximum at most.</summary>
    public static double SteadyBpm(AthleteProfile athlete, double effort)
        => athlete.HeartRateRestBpm + Math.Clamp(AtNoEffort + PerEffort * effort, 0, 1) * (athlete.HeartRateMaxBpm - athlete.HeartRateRestBpm);

    /// <summary>The effort at which the heart rate settles at <paramref name="bpm"/>; never negative.</summary>
    public static double EffortFor(AthleteProfile athlete, double bpm)
        => Math.Max(0, ((bpm - athlete.HeartRateRestBpm) / (athlete.HeartRateMaxBpm - athlete.HeartRateRestBpm) - AtNoEffort) / PerEffort);

    /// <summary>The heart rate after <paramref name="elapsed"/> on the way to <paramref name="steadyBpm"/>, beats/min.</summary>
    public static double Approach(double bpm, double steadyBpm, TimeSpan elapsed)
        => steadyBpm + (bpm - steadyBpm) * Math.Exp(-elapsed / (steadyBpm > bpm ? Rising : Falling));
}
