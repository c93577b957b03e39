using TrainingHub.Core.Athletes;
using TrainingHub.Core.Metrics;

namespace TrainingHub.Tests.Core.Athletes;

public sealed class SimulatedAthleteTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly AthleteProfile Cyclist = new(Sport.Cycling, 190, 50, 250, 70);

    [Fact]
    public void The_same_seed_gives_the_same_samples_and_another_seed_others()
    {
        Assert.Equal(Run(Cyclist, 7, 600, 0.9), Run(Cyclist, 7, 600, 0.9));
        Assert.NotEqual(Run(Cyclist, 7, 600, 0.9), Run(Cyclist, 8, 600, 0.9));
    }

    [Theory]
    [InlineData(Sport.Cycling)]
    [InlineData(Sport.Running)]
    [InlineData(Sport.Rowing)]
    [InlineData(Sport.Strength)]
    public void No_sample_ever_leaves_the_contracts_ranges_or_the_athletes_own_maximum_and_rest(Sport sport)
    {
        foreach (var seed in Enumerable.Range(0, 20))
        {
            foreach (var effort in new[] { 0, 0.3, 1, 3 })
            {
                foreach (var sample in Run(Cyclist with { Sport = sport }, seed, 900, effort).OfType<MetricValues>())
                {
                    Assert.Null(MetricRules.Fault(sample));
                    Assert.InRange(sample[Metric.HeartRate] ?? Cyclist.HeartRateRestBpm, Cyclist.HeartRateRestBpm, Cyclist.HeartRateMaxBpm);
                }
            }
        }
    }

    [Fact]
    public void Power_is_at_its_target_within_seconds_while_the_heart_lags_behind()
    {
        var samples = Run(Cyclist, 3, 180, 1).OfType<MetricValues>().ToList();

        var power = samples[15..45].Average(sample => sample[Metric.Power]!.Value);
        Assert.InRange(power, 250 * 0.85, 250 * 1.15);
        var early = MeanHeartRate(samples[10..15]);
        var late = MeanHeartRate(samples[150..]);
        Assert.True(late - early > 25, $"{early} to {late}");
    }

    [Fact]
    public void The_heart_settles_where_the_effort_says_with_a_small_drift_upwards()
    {
        var samples = Run(Cyclist, 3, 3600, 0.8).OfType<MetricValues>().ToList();

        var settled = MeanHeartRate(samples[180..300]);
        Assert.InRange(settled, HeartRateResponse.SteadyBpm(Cyclist, 0.8) - 10, HeartRateResponse.SteadyBpm(Cyclist, 0.8) + 10);
        Assert.InRange(MeanHeartRate(samples[^120..]) - settled, 2, 9);
    }

    [Fact]
    public void A_heart_that_falls_takes_longer_than_one_that_rises()
    {
        var halfMinute = TimeSpan.FromSeconds(30);
        Assert.Equal(0.632, (HeartRateResponse.Approach(100, 160, halfMinute) - 100) / 60, 3);
        Assert.Equal(0.393, (160 - HeartRateResponse.Approach(160, 100, halfMinute)) / 60, 3);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.9)]
    [InlineData(1.1)]
    public void The_effort_for_a_heart_rate_settles_at_that_heart_rate(double effort)
        => Assert.Equal(effort, HeartRateResponse.EffortFor(Cyclist, HeartRateResponse.SteadyBpm(Cyclist, effort)), 6);

    [Fact]
    public void Dropouts_are_rare_last_ten_to_twenty_seconds_and_come_silent_and_without_heart_rate()
    {
        var silences = new List<int>();
        var withoutHeartRate = 0;
        var samples = 0;
        for (var seed = 0; seed < 20; seed++)
        {
            var length = 0;
            foreach (var sample in Run(Cyclist, seed, 3600, 0.8))
            {
                samples++;
                withoutHeartRate += sample is not null && sample[Metric.HeartRate] is null ? 1 : 0;
                if (sample is null)
                {
                    length++;
                }
                else if (length > 0)
                {
                    silences.Add(length);
                    length = 0;
                }
            }
        }

        Assert.InRange(silences.Count, 10, 100);
        Assert.All(silences, length => Assert.InRange(length, 10, 21));
        Assert.InRange((double)withoutHeartRate / samples, 0.001, 0.03);
    }

    private static double MeanHeartRate(IEnumerable<MetricValues> samples) => samples.Average(sample => sample[Metric.HeartRate])!.Value;

    private static List<MetricValues?> Run(AthleteProfile athlete, int seed, int seconds, double effort)
    {
        var simulated = new SimulatedAthlete(athlete, seed);
        return [.. Enumerable.Range(0, seconds).Select(_ => simulated.Step(Second, effort))];
    }
}
