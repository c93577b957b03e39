using TrainingHub.Core.Players;

namespace TrainingHub.Tests.Core.Players;

public sealed class ThresholdRulesTests
{
    [Fact]
    public void What_is_not_known_is_not_wrong() => Assert.Null(ThresholdRules.Fault(Thresholds.Unknown));

    [Fact]
    public void Both_ends_of_each_range_are_allowed_and_what_lies_beyond_is_named()
    {
        foreach (var threshold in Enum.GetValues<Threshold>())
        {
            var (min, max) = ThresholdRules.RangeOf(threshold);
            Assert.Null(ThresholdRules.Fault(ThresholdRules.With(Thresholds.Unknown, threshold, min)));
            Assert.Null(ThresholdRules.Fault(ThresholdRules.With(Thresholds.Unknown, threshold, max)));
            foreach (var value in new[] { min - 1, max + 1, double.NaN })
            {
                Assert.Contains(ThresholdRules.NameOf(threshold), ThresholdRules.Fault(ThresholdRules.With(Thresholds.Unknown, threshold, value))!.Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData(190, 60, 190, "lactateThreshold was 190; it must be below heartRateMax, which is 190.")]
    [InlineData(190, 100, 90, "heartRateRest was 100; it must be below lactateThreshold, which is 90.")]
    [InlineData(110, 115, null, "heartRateRest was 115; it must be below heartRateMax, which is 110.")]
    [InlineData(190, 60, 170, null)]
    public void At_rest_is_below_the_threshold_and_that_below_the_maximum(double max, double rest, int? threshold, string? sentence)
        => Assert.Equal(sentence, ThresholdRules.Fault(new Thresholds(max, rest, threshold))?.Message);
}
