using TrainingHub.Bench.Load;

namespace TrainingHub.Tests.Bench;

public sealed class LatenciesTests
{
    [Fact]
    public void Quantiles_are_those_of_the_sorted_times_as_the_other_loads_take_them()
    {
        var random = new Random(1);
        var times = Enumerable.Range(0, 1234).Select(_ => Math.Round(random.NextDouble() * 900, 1)).ToArray();
        var latencies = new Latencies();
        foreach (var time in times)
        {
            latencies.Add(TimeSpan.FromMilliseconds(time));
        }

        Array.Sort(times);
        Assert.Equal(times.Length, latencies.Count);
        Assert.All((double[])[0, 0.25, 0.5, 0.9, 0.99, 0.999, 1], share =>
            Assert.Equal(times[Math.Min(times.Length - 1, (int)(share * times.Length))], latencies.Quantile(share)));
    }

    [Fact]
    public void Of_no_times_there_is_no_quantile() => Assert.Equal(double.NaN, new Latencies().Quantile(0.5));

    [Fact]
    public void A_time_beyond_all_bounds_is_the_longest_and_counts()
    {
        var latencies = new Latencies();
        latencies.Add(TimeSpan.FromMilliseconds(5));
        latencies.Add(TimeSpan.FromHours(1));

        Assert.Equal((2, 60_000), (latencies.Count, latencies.Quantile(1)));
    }

    [Fact]
    public async Task Nothing_is_lost_when_many_threads_count()
    {
        var latencies = new Latencies();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                latencies.Add(TimeSpan.FromMilliseconds(i % 10));
            }
        })));

        Assert.Equal(40_000, latencies.Count);
        Assert.Equal(5, latencies.Quantile(0.5));
    }
}
