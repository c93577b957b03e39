using TrainingHub.Core.Athletes;
using TrainingHub.Core.Metrics;

namespace TrainingHub.Tests.Core.Athletes;

public sealed class RecordingTests
{
    private static readonly TimeSpan TwoSeconds = TimeSpan.FromSeconds(2);

    [Fact]
    public void Columns_become_metrics_in_the_contracts_units()
    {
        var row = Recording.Parse(["t_s,heart_rate_bpm,power_w,cadence_rpm,speed_mps,balance_right_pct,other", "0,142,250,90,8.5,52,7"], Sport.Cycling).Rows[0].Values;

        Assert.Equal(
            new MetricValues.Builder().Set(Metric.HeartRate, 142).Set(Metric.Power, 250).Set(Metric.Cadence, 90).Set(Metric.Speed, 8.5).Set(Metric.LeftRightBalance, 48).Build(),
            row);
    }

    [Theory]
    [InlineData(Sport.Cycling, Metric.Cadence, 80)]
    [InlineData(Sport.Running, Metric.Cadence, 160)]
    [InlineData(Sport.Rowing, Metric.StrokeRate, 80)]
    public void The_sport_says_what_cadence_means(Sport sport, Metric metric, double value)
        => Assert.Equal(value, Recording.Parse(["t_s,cadence_rpm", "0,80"], sport).Rows[0].Values[metric]);

    [Fact]
    public void Empty_and_out_of_range_cells_are_null_and_a_column_without_a_good_value_is_absent()
    {
        var rows = Recording.Parse(["t_s,heart_rate_bpm,power_w,speed_mps", "0,0,,", "1,,200,", "2,120,210,-1"], Sport.Cycling).Rows;

        Assert.All(rows, row => Assert.Equal(MetricMask.HeartRate | MetricMask.Power, row.Values.Given));
        Assert.Equal([null, null, 120], rows.Select(row => row.Values[Metric.HeartRate]));
        Assert.Equal([null, 200, 210], rows.Select(row => row.Values[Metric.Power]));
    }

    [Theory]
    [InlineData("heart_rate_bpm", "120")]
    [InlineData("t_s,heart_rate_bpm", "0,fast")]
    [InlineData("t_s,heart_rate_bpm", ",120")]
    [InlineData("t_s,heart_rate_bpm")]
    public void What_is_no_recording_is_refused(params string[] lines) => Assert.Throws<FormatException>(() => Recording.Parse(lines, Sport.Cycling));

    [Fact]
    public void An_athlete_plays_the_newest_row_keeps_silent_in_gaps_and_begins_again()
    {
        var athlete = new RecordedAthlete(Recording.Parse(["t_s,heart_rate_bpm", "0,100", "1,101", "2,102", "9,109", "10,110"], Sport.Cycling));

        var played = Enumerable.Range(0, 8).Select(_ => athlete.Step(TwoSeconds)?[Metric.HeartRate]);

        Assert.Equal([100, 102, null, null, null, 110, null, 100], played);
    }
}
