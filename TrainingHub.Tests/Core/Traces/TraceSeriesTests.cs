using CsCheck;
using TrainingHub.Core.Traces;

namespace TrainingHub.Tests.Core.Traces;

/// <summary>However long, a metric's past is bounded, and its peaks stay.</summary>
public sealed class TraceSeriesTests
{
    private static readonly DateTimeOffset _from = new(2026, 11, 22, 18, 0, 0, TimeSpan.Zero);

    // Some long, some short; also before the start, twice at one instant, in no order.
    private static readonly Gen<(int Ms, int Value)[]> _points =
        from most in Gen.OneOf(Gen.Const(3_000), Gen.Const(900_000), Gen.Const(1_100_000), Gen.Const(7_200_000), Gen.Const(90_000_000))
        from points in Gen.Select(Gen.Int[-2_000, most], Gen.Int[60, 70]).Array[0, 300]
        select points;

    [Fact]
    public void It_is_what_a_naive_fold_of_all_points_is_in_whatever_order_they_come()
        => _points.Sample(points =>
        {
            var series = new TraceSeries(_from);
            foreach (var (ms, value) in points)
            {
                series.Add(_from.AddMilliseconds(ms), value);
            }

            Assert.Equal(Naive(points, series.Width), series.Points());
        });

    [Fact]
    public void It_stays_within_its_bounds_and_keeps_the_highest_and_the_lowest()
        => _points.Where(points => points.Any(point => point.Ms >= 0)).Sample(points =>
        {
            var series = new TraceSeries(_from);
            foreach (var (ms, value) in points)
            {
                series.Add(_from.AddMilliseconds(ms), value);
            }

            var shown = series.Points().ToList();
            var taken = points.Where(point => point.Ms >= 0).Select(point => (double)point.Value).ToList();
            Assert.InRange(shown.Count, 1, 2 * TraceSeries.MaxBuckets);
            Assert.Equal((taken.Min(), taken.Max()), (shown.Min(point => point.Value), shown.Max(point => point.Value)));
            Assert.Equal(shown.OrderBy(point => point.At).Select(point => point.At), shown.Select(point => point.At));
        });

    [Theory]
    [InlineData(20, 2)]
    [InlineData(60, 4)]
    [InlineData(120, 8)]
    [InlineData(600, 64)]
    public void A_stretch_is_as_short_as_the_length_lets_it(int minutes, int expectedSeconds)
    {
        var series = new TraceSeries(_from);
        for (var second = 0; second < 60 * minutes; second++)
        {
            series.Add(_from.AddSeconds(second), 100 + second % 7);
        }

        Assert.Equal(TimeSpan.FromSeconds(expectedSeconds), series.Width);
    }

    [Fact]
    public void Since_a_moment_are_the_points_from_its_stretch_on()
        => Gen.Select(_points, Gen.Int[-10, 1_000]).Sample((points, second) =>
        {
            var series = new TraceSeries(_from);
            foreach (var (ms, value) in points)
            {
                series.Add(_from.AddMilliseconds(ms), value);
            }

            var since = _from.AddSeconds(second);
            var stretch = since < _from ? _from : _from + Math.Floor((since - _from) / series.Width) * series.Width;
            Assert.Equal(series.Points().Where(point => point.At >= stretch), series.Points(since));
        });

    private static IEnumerable<TracePoint> Naive((int Ms, int Value)[] points, TimeSpan width)
        => from point in points
           where point.Ms >= 0
           group point by (long)(point.Ms / width.TotalMilliseconds) into stretch
           orderby stretch.Key
           let low = stretch.OrderBy(point => point.Value).ThenBy(point => point.Ms).First()
           let high = stretch.OrderByDescending(point => point.Value).ThenBy(point => point.Ms).First()
           from point in new[] { low, high }.Distinct().OrderBy(point => point.Ms)
           select new TracePoint(_from.AddMilliseconds(point.Ms), point.Value);
}
