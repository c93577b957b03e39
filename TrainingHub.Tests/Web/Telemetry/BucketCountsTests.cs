using TrainingHub.Web.Telemetry;

namespace TrainingHub.Tests.Web.Telemetry;

public sealed class BucketCountsTests
{
    [Fact]
    public void Without_values_there_is_no_quantile() => Assert.Null(new BucketCounts([1, 2], [0, 0, 0]).Quantile(0.5));

    [Theory]
    [InlineData(0.5, 10)] // at the end of the first bucket, which has half of them
    [InlineData(0.25, 5)] // in its middle
    [InlineData(0.75, 15)]
    [InlineData(1, 20)]
    public void A_quantile_lies_in_its_bucket_on_a_straight_line(double share, double expected)
        => Assert.Equal(expected, new BucketCounts([10, 20, 40], [50, 50, 0, 0]).Quantile(share));

    [Fact]
    public void Above_the_highest_bound_it_is_said_to_be_at_least_that()
        => Assert.Equal(20, new BucketCounts([10, 20], [1, 0, 99]).Quantile(0.99));

    [Fact]
    public void An_earlier_look_can_be_taken_off()
        => Assert.Equal((long[])[1, 0, 3], new BucketCounts([10, 20], [4, 5, 6]).Since(new BucketCounts([10, 20], [3, 5, 3])).Counts);
}
