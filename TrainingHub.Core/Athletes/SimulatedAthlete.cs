using TrainingHub.Core.Metrics;

namespace TrainingHub.Core.Athletes;

/// <summary>
/// An athlete with a wearable: power that wavers around the effort asked for, a heart that follows with a lag and drifts up over time, noise from beat to beat, a sensor that rarely falls silent.
/// The same seed, times and efforts give the same samples. Not safe from several threads.
/// </summary>
public sealed class SimulatedAthlete
{
    private const double DriftBpmPerHour = 8, DriftMaxBpm = 10;
    private const double EffortNoise = 0.03, HeartRateNoiseBpm = 0.9;

    private static readonly TimeSpan MeanTimeBetweenDropouts = TimeSpan.FromMinutes(12);
    private static readonly TimeSpan LegsFollow = TimeSpan.FromSeconds(3), HeartRateNoiseFades = TimeSpan.FromSeconds(4);

    private readonly AthleteProfile _athlete;
    private readonly SeededNoise _noise;
    private readonly double _pacing;
    private double _effort = 0.35;
    private double _heartRate;
    private double _drift;
    private double _jitter;
    private Dropout _dropout;
    private TimeSpan _dropoutLeft;

    public SimulatedAthlete(AthleteProfile athlete, int seed)
    {
        _athlete = athlete;
        _noise = new SeededNoise(seed);
        _pacing = 1 + 0.04 * _noise.Normal();
        _heartRate = HeartRateResponse.SteadyBpm(athlete, _effort);
    }

    private enum Dropout { None, Silent, NoHeartRate }

    /// <summary>Lets time pass and reads the wearable.</summary>
    /// <param name="elapsed">Since the last call.</param>
    /// <param name="effort">What is asked of the athlete: power ÷ threshold power, 0 for standing still.</param>
    /// <returns>Null while the wearable is silent.</returns>
    public MetricValues? Step(TimeSpan elapsed, double effort)
    {
        var wanted = effort * _pacing * (1 + EffortNoise * _noise.Normal());
        _effort = Math.Max(0, wanted + (_effort - wanted) * Math.Exp(-elapsed / LegsFollow));
        _drift = Math.Min(DriftMaxBpm, _drift + DriftBpmPerHour * effort * elapsed.TotalHours);
        _heartRate = HeartRateResponse.Approach(_heartRate, HeartRateResponse.SteadyBpm(_athlete, _effort) + _drift * Math.Min(1, _effort), elapsed);
        var kept = Math.Exp(-elapsed / HeartRateNoiseFades);
        _jitter = kept * _jitter + Math.Sqrt(1 - kept * kept) * HeartRateNoiseBpm * _noise.Normal();
        DropOut(elapsed);
        return _dropout == Dropout.Silent ? null : Read();
    }

    private void DropOut(TimeSpan elapsed)
    {
        if (_dropout != Dropout.None)
        {
            _dropoutLeft -= elapsed;
            if (_dropoutLeft <= TimeSpan.Zero)
            {
                _dropout = Dropout.None;
            }
        }
        else if (_noise.Uniform() < elapsed / MeanTimeBetweenDropouts)
        {
            _dropout = _noise.Uniform() < 0.5 ? Dropout.Silent : Dropout.NoHeartRate;
            _dropoutLeft = TimeSpan.FromSeconds(10 + 10 * _noise.Uniform());
        }
    }

    private MetricValues Read()
    {
        var sample = new MetricValues.Builder();
        var heartRate = Math.Round(Math.Clamp(_heartRate + _jitter, _athlete.HeartRateRestBpm, _athlete.HeartRateMaxBpm));
        sample.Set(Metric.HeartRate, _dropout == Dropout.NoHeartRate ? null : heartRate);
        var moving = _effort > 0.05;
        switch (_athlete.Sport)
        {
            case Sport.Cycling:
                sample.Set(Metric.Power, moving ? Math.Round(_effort * _athlete.FtpWatts) : 0);
                sample.Set(Metric.Cadence, moving ? Math.Round(78 + 12 * _effort + 1.5 * _noise.Normal()) : 0);
                break;
            case Sport.Running:
                sample.Set(Metric.Speed, moving ? Math.Round(ThresholdSpeed * _effort, 2) : 0);
                sample.Set(Metric.Cadence, moving ? Math.Round(150 + 22 * _effort + 1.5 * _noise.Normal()) : 0);
                break;
            case Sport.Rowing:
                sample.Set(Metric.Power, moving ? Math.Round(_effort * _athlete.FtpWatts) : 0);
                // Concept2's relation of pace and power: watts = 2.8 × (m/s)³.
                sample.Set(Metric.Speed, moving ? Math.Round(Math.Cbrt(_effort * _athlete.FtpWatts / 2.8), 2) : 0);
                sample.Set(Metric.StrokeRate, moving ? Math.Round(16 + 12 * _effort + 0.5 * _noise.Normal()) : 0);
                break;
        }

        return sample.Build();
    }

    // A runner spends about 1 W for each kg and each m/s.
    private double ThresholdSpeed => _athlete.FtpWatts / _athlete.WeightKg;
}
