using CsCheck;
using TrainingHub.Web.Scheduling;

namespace TrainingHub.Tests.Web.Scheduling;

/// <summary>Which instants a series means: the clock on the wall shows the same all year.</summary>
public sealed class SeriesRuleTests
{
    private const string Berlin = "Europe/Berlin";

    private static readonly string[] _zones = [Berlin, "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/Sao_Paulo", "UTC"];

    [Fact]
    public void The_hour_on_the_wall_stays_over_the_change_to_summer_time_and_back()
    {
        var spring = new SeriesRule(Berlin, new DateOnly(2026, 3, 23), new TimeOnly(18, 0), WeekDays.Monday);
        var autumn = spring with { StartsOn = new DateOnly(2026, 10, 19) };

        Assert.Equal(["2026-03-23T17:00", "2026-03-30T16:00"], Instants(spring, 2));
        Assert.Equal(["2026-10-19T16:00", "2026-10-26T17:00"], Instants(autumn, 2));
    }

    [Fact]
    public void A_time_that_the_change_leaves_out_is_the_one_that_the_clock_then_shows_and_of_one_that_comes_twice_the_first_counts()
    {
        var sundays = new SeriesRule(Berlin, new DateOnly(2026, 3, 22), new TimeOnly(2, 30), WeekDays.Sunday);

        Assert.Equal(["2026-03-22T01:30", "2026-03-29T01:30", "2026-04-05T00:30"], Instants(sundays, 3));
        Assert.Equal(new DateOnly(2026, 3, 29), sundays.Between(At(2026, 3, 28), At(2026, 3, 30)).Single().On);
        Assert.Equal("2026-10-25T00:30", Instants(sundays with { StartsOn = new DateOnly(2026, 10, 25) }, 1).Single());
    }

    [Fact]
    public void A_start_on_another_day_counts_from_the_next_one_that_is_chosen_and_ends_by_day_or_number()
    {
        var rule = new SeriesRule(Berlin, new DateOnly(2026, 7, 1), new TimeOnly(18, 0), WeekDays.Tuesday | WeekDays.Thursday); // a Wednesday

        Assert.Equal([2, 7, 9], Days(rule with { Count = 3 }));
        Assert.Equal([2, 7, 9, 14], Days(rule with { Until = new DateOnly(2026, 7, 14) }));
        Assert.Equal([2, 7], Days(rule with { Count = 10, EndsBefore = new DateOnly(2026, 7, 9) }));
        Assert.Equal(new DateOnly(2026, 7, 7), rule.On(new DateOnly(2026, 7, 7))?.On);
        Assert.Null(rule.On(new DateOnly(2026, 7, 8)));
    }

    [Theory]
    [InlineData("Mars/Olympus", WeekDays.Monday, null, null, "zone")]
    [InlineData(Berlin, WeekDays.None, null, null, "days")]
    [InlineData(Berlin, WeekDays.Monday, null, 0, "count")]
    [InlineData(Berlin, WeekDays.Monday, null, 201, "count")]
    [InlineData(Berlin, WeekDays.Monday, "2026-06-30", null, "until")]
    [InlineData(Berlin, WeekDays.Monday, "2033-01-01", null, "until")]
    [InlineData(Berlin, WeekDays.Monday, "2026-08-01", 3, "until and count")]
    public void What_is_wrong_is_named(string zone, WeekDays days, string? until, int? count, string naming)
        => Assert.StartsWith(naming, new SeriesRule(zone, new DateOnly(2026, 7, 1), new TimeOnly(18, 0), days, until is null ? null : DateOnly.Parse(until, System.Globalization.CultureInfo.InvariantCulture), count).Fault());

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(9997, 6, 1)]
    [InlineData(9999, 12, 31)]
    public void A_year_that_no_calendar_reaches_is_named_and_not_reckoned_with(int year, int month, int day)
    {
        var far = new SeriesRule(Berlin, new DateOnly(year, month, day), new TimeOnly(18, 0), WeekDays.Monday);

        Assert.StartsWith("startsOn", far.Fault(), StringComparison.Ordinal);
        Assert.StartsWith("startsOn", (far with { Until = DateOnly.MaxValue }).Fault(), StringComparison.Ordinal);
        Assert.Null((far with { StartsOn = new DateOnly(2026, 7, 1) }).On(far.StartsOn));
    }

    [Fact]
    public void What_is_before_a_day_is_counted_by_the_days_of_the_series_zone()
    {
        // Early on a Thursday in Auckland it is Wednesday by UTC.
        var rule = new SeriesRule("Pacific/Auckland", new DateOnly(2026, 7, 2), new TimeOnly(6, 0), WeekDays.Thursday, Count: 10);

        Assert.Equal(0, rule.CountBefore(new DateOnly(2026, 7, 2)));
        Assert.Equal(1, rule.CountBefore(new DateOnly(2026, 7, 9)));
        Assert.Equal(9, rule.CountBefore(new DateOnly(2026, 9, 3)));
        Assert.Equal(10, rule.CountBefore(new DateOnly(2027, 1, 1)));
    }

    [Fact]
    public void Whatever_the_rule_its_occasions_are_on_its_days_at_its_time_in_order_and_any_window_shows_the_same()
        => Gen.Select(Gen.Int[0, 5], Gen.Int[0, 3000], Gen.Int[0, 24 * 12 - 1], Gen.Int[1, 127], Gen.Int[1, 60], Gen.Int[0, 400]).Sample((zone, day, time, days, count, cut) =>
        {
            var rule = new SeriesRule(_zones[zone], new DateOnly(2024, 1, 1).AddDays(day), new TimeOnly(0, 0).AddMinutes(5 * time), (WeekDays)days, Count: count);
            Assert.Null(rule.Fault());
            var all = rule.Between(DateTimeOffset.UnixEpoch, At(2100, 1, 1)).ToList();
            var place = TimeZoneInfo.FindSystemTimeZoneById(rule.ZoneId);

            Assert.Equal(count, all.Count);
            Assert.All(all, occasion => Assert.True(rule.Days.HasFlag(SeriesRule.Of(occasion.On.DayOfWeek))));
            Assert.Equal(all.OrderBy(occasion => occasion.At).Select(occasion => occasion.On), all.Select(occasion => occasion.On).Distinct());
            foreach (var occasion in all)
            {
                var planned = occasion.On.ToDateTime(rule.At);
                Assert.True(place.IsInvalidTime(planned) || TimeZoneInfo.ConvertTime(occasion.At, place).DateTime == planned, $"{rule} was {occasion.At} on {occasion.On}");
            }

            var middle = new DateTimeOffset(rule.StartsOn.AddDays(cut).ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);
            Assert.Equal(all, rule.Between(DateTimeOffset.UnixEpoch, middle).Concat(rule.Between(middle, At(2100, 1, 1))));
        }, iter: 300);

    private static DateTimeOffset At(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);

    private static IEnumerable<string> Instants(SeriesRule rule, int count)
        => rule.Between(DateTimeOffset.UnixEpoch, At(2100, 1, 1)).Take(count).Select(occasion => occasion.At.ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture));

    private static IEnumerable<int> Days(SeriesRule rule) => rule.Between(DateTimeOffset.UnixEpoch, At(2026, 8, 1)).Select(occasion => occasion.On.Day);
}
