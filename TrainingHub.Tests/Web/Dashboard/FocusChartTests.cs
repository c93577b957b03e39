using System.Text.Json;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Traces;
using TrainingHub.Core.Workouts;
using TrainingHub.Tests.Components;
using TrainingHub.Web.Dashboard;

namespace TrainingHub.Tests.Web.Dashboard;

/// <summary>What the chart of a player in focus is told.</summary>
public sealed class FocusChartTests
{
    private static readonly Workout _workout = new("w", "Threshold", WorkoutType.Conditioning, [],
    [
        new Interval("i1", "Work", TimeSpan.FromSeconds(100), Intensity.Hard, new IntervalTarget(TargetKind.HeartRateZone, 4, 4)),
        new Interval("i2", "Rest", TimeSpan.FromSeconds(60), Intensity.Easy, null),
        new Interval("i3", "Push", TimeSpan.FromSeconds(60), Intensity.Hard, new IntervalTarget(TargetKind.PowerWatts, 200, 220)),
    ]);

    private static readonly SessionEvent _created = new SessionEvent.Created(TestSession.New(_workout)) { At = TestSession.Begin };

    private static readonly SessionEvent[] _events =
    [
        _created, new SessionEvent.PlayerJoined("ada") { At = TestSession.Begin }, new SessionEvent.Started { At = At(0) },
        Sampled(2, 150, 240), new SessionEvent.Paused { At = At(40) }, new SessionEvent.Resumed { At = At(70) }, Sampled(80, 166, 250),
    ];

    [Fact]
    public void Times_are_tenths_of_a_second_after_the_start_and_each_metric_has_its_series()
    {
        using var chart = Chart(Audience.Staff, "ada");

        Assert.Equal(At(0).ToUnixTimeMilliseconds(), chart.RootElement.GetProperty("from").GetInt64());
        Assert.Equal("[[20,800],[150,166]]", chart.RootElement.GetProperty("series").GetProperty("heart").GetRawText());
        Assert.Equal("[[20,800],[240,250]]", chart.RootElement.GetProperty("series").GetProperty("power").GetRawText());
        Assert.False(chart.RootElement.GetProperty("series").TryGetProperty("pace", out _));
    }

    [Fact]
    public void Targets_stand_where_the_clock_came_to_them_and_a_pause_moves_what_follows()
    {
        using var chart = Chart(Audience.Staff, "ada");

        // Ada's zone 4 is 160 to 180; the clock stood for 30 s.
        Assert.Equal(
            ["heart 0-1300 160-180 Work", " 1300-1900 - Rest", "power 1900-2500 200-220 Push"],
            chart.RootElement.GetProperty("bands").EnumerateArray().Select(band => $"{Text(band, "metric")} {Text(band, "from")}-{Text(band, "to")} {Text(band, "min")}-{Text(band, "max")} {Text(band, "name")}"));
        Assert.Equal(["400-700 pause"], chart.RootElement.GetProperty("spans").EnumerateArray().Select(span => $"{Text(span, "from")}-{Text(span, "to")} {Text(span, "kind")}"));
        Assert.Equal(["0 Started", "400 Paused", "700 Resumed"], chart.RootElement.GetProperty("marks").EnumerateArray().Select(mark => $"{Text(mark, "at")} {Text(mark, "text")}"));
    }

    [Fact]
    public void An_interval_that_the_clock_has_not_come_to_in_a_pause_has_no_end_yet()
    {
        using var chart = Chart(Audience.Staff, "ada", [.. _events.Take(5)]);

        Assert.Equal(["0-"], chart.RootElement.GetProperty("bands").EnumerateArray().Select(band => $"{Text(band, "from")}-{Text(band, "to")}"));
        Assert.Equal(["400-"], chart.RootElement.GetProperty("spans").EnumerateArray().Select(span => $"{Text(span, "from")}-{Text(span, "to")}"));
    }

    [Fact]
    public void A_ramp_has_both_its_ends_and_stands_still_in_a_pause()
    {
        var ramp = new Workout("w", "Ramp", WorkoutType.Conditioning, [],
        [
            new Interval("i1", "Up", TimeSpan.FromSeconds(100), Intensity.Hard, new IntervalTarget(TargetKind.PowerWatts, 100, 120), new IntervalTarget(TargetKind.PowerWatts, 200, 220)),
            new Interval("i2", "On", TimeSpan.FromSeconds(60), Intensity.Easy, new IntervalTarget(TargetKind.PowerWatts, 200, 220)),
        ]);
        SessionEvent[] events = [new SessionEvent.Created(TestSession.New(ramp)) { At = TestSession.Begin }, .. _events.Skip(1)];

        Assert.Equal(["0-400 100-120 140-160", "400-700 140-160 140-160", "700-1300 140-160 200-220", "1300-1900 200-220 -"], Bands(events));
        Assert.Equal(["0-400 100-120 140-160", "400- 140-160 140-160"], Bands([.. events.Take(5)]));
        Assert.Equal(["0-1000 100-120 200-220", "1000-1600 200-220 -"], Bands([.. events.Take(4)]));

        static IEnumerable<string> Bands(SessionEvent[] events)
        {
            using var chart = Chart(Audience.Staff, "ada", events);
            return [.. chart.RootElement.GetProperty("bands").EnumerateArray()
                .Select(band => $"{Text(band, "from")}-{Text(band, "to")} {Text(band, "min")}-{Text(band, "max")} {Text(band, "minTo")}-{Text(band, "maxTo")}")];
        }
    }

    [Fact]
    public void Who_may_not_see_the_number_gets_no_heart_rate_and_no_target_in_beats()
    {
        SessionEvent[] events = [.. _events, new SessionEvent.PlayerJoined("bo") { At = At(81) }, Sampled(82, 150, 240, "bo")];
        using var chart = Chart(Audience.Observers, "bo", events);

        Assert.False(chart.RootElement.GetProperty("series").TryGetProperty("heart", out _));
        Assert.True(chart.RootElement.GetProperty("series").TryGetProperty("power", out _));
        Assert.DoesNotContain(chart.RootElement.GetProperty("bands").EnumerateArray(), band => Text(band, "metric") == "heart");
    }

    [Fact]
    public void Two_hours_are_a_bounded_text()
    {
        var samples = Enumerable.Range(0, 7200).Select(second => Sampled(second, 120 + 60 * Math.Sin(second / 50.0), 200 + second % 90));
        using var chart = Chart(Audience.Staff, "ada", [.. _events.Take(3), .. samples]);

        Assert.InRange(chart.RootElement.GetRawText().Length, 10_000, 60_000);
        var rates = chart.RootElement.GetProperty("series").GetProperty("heart")[1].EnumerateArray().Select(value => value.GetDouble()).ToList();
        Assert.Equal((60, 180), (Math.Round(rates.Min()), Math.Round(rates.Max())));
    }

    private static DateTimeOffset At(double seconds) => TestSession.Begin.AddMinutes(1).AddSeconds(seconds);

    private static SessionEvent.MetricsReported Sampled(double seconds, double heartRate, double power, string playerId = "ada")
        => new SessionEvent.MetricsReported(playerId, null, null, null, new MetricValues.Builder().Set(Metric.HeartRate, heartRate).Set(Metric.Power, power).Build()) { At = At(seconds) };

    private static JsonDocument Chart(Audience audience, string playerId, SessionEvent[]? events = null)
    {
        var view = new SessionView(Session.Fold(Session.Empty(SessionLimits.Default), events ?? _events), audience);
        return JsonDocument.Parse(FocusChart.Of(TraceFold.Of(events ?? _events).See(view, new TraceRequest(playerId)), view, playerId));
    }

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.ToString() : "";
}
