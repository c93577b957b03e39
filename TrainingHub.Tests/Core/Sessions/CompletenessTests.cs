using CsCheck;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Tests.Core.Sessions;

/// <summary>What a coach is told of the samples that arrived: the share, and where none did.</summary>
public sealed class CompletenessTests
{
    private static readonly DateTimeOffset Start = Examples.T0.AddMinutes(1);

    [Fact]
    public void A_wearable_that_keeps_to_its_pace_is_complete()
        => Assert.Equal((1.0, 0), Summary(Of(99, Live(0, 98, 2.05))));

    [Fact]
    public void What_did_not_come_is_missing_and_its_gaps_have_a_length()
    {
        var completeness = Of(100, [.. Live(0, 20, 2), .. Live(50, 100, 2)]);
        Assert.Equal((50, 14), (completeness.Expected, completeness.Missing));
        Assert.Equal(new SampleGap(Start.AddSeconds(20), Start.AddSeconds(50)), Assert.Single(completeness.Gaps));
    }

    [Fact]
    public void A_sample_lost_here_and_there_counts()
        => Assert.Equal(0.5, Of(100, Live(0, 100, 4)).Share);

    [Fact]
    public void What_comes_late_fills_its_gap()
    {
        var whole = Of(100, [.. Live(0, 20, 2), .. Live(50, 100, 2), .. Late(22, 48, 1)]);
        Assert.Equal((1.0, 0), Summary(whole));
        Assert.Equal(27, whole.Backfilled);
        Assert.Equal([10, 12], Of(100, [.. Live(0, 20, 2), .. Live(50, 100, 2), .. Late(30, 38, 1)]).Gaps.Select(gap => gap.Length.TotalSeconds));
    }

    [Fact]
    public void Silence_from_the_first_or_to_the_end_is_a_gap_too()
    {
        Assert.Equal((0.0, 1), Summary(Of(60, [])));
        Assert.Equal([20, 40], Of(100, Live(20, 60, 2)).Gaps.Select(gap => gap.Length.TotalSeconds));
    }

    [Fact]
    public void Nothing_is_expected_before_the_start_and_of_who_is_done()
    {
        var player = Player([]);
        Assert.Null(Completeness.Of(player, Session.Fold(Session.Empty(SessionLimits.Default), [Examples.Created]), Start).Share);
        var done = Player(Live(0, 60, 2)) with { DoneAt = Start.AddSeconds(60) };
        Assert.Equal((1.0, 0), Summary(Completeness.Of(done, Active(), Start.AddSeconds(3600))));
    }

    /// <summary>Whatever the order in which samples come in, the gaps are those between neighbours in time.</summary>
    [Fact]
    public void Gaps_do_not_depend_on_the_order_of_arrival()
        => Gen.Int[0, 600].Array[1, 60].Select(Gen.Int[0, 600].Array[0, 60], (live, late) => (live, late)).Sample(samples =>
        {
            var arrival = SampleArrival.From(Start);
            foreach (var second in samples.live)
            {
                arrival = arrival.Take(Start.AddSeconds(second));
            }

            foreach (var second in samples.late)
            {
                arrival = arrival.TakeLate(Start.AddSeconds(second));
            }

            int[] all = [0, .. samples.live.Concat(samples.late).Distinct().Where(second => second > 0).Order()];
            var expected = all.Zip(all.Skip(1)).Where(pair => pair.Second - pair.First > 3.5).Select(pair => new SampleGap(Start.AddSeconds(pair.First), Start.AddSeconds(pair.Second)));
            Assert.Equal(expected, arrival.Gaps);
            Assert.Equal(Start.AddSeconds(all[^1]), arrival.Last);
        });

    private static (double? Share, int Gaps) Summary(Completeness completeness) => (completeness.Share, completeness.Gaps.Length);

    private static Completeness Of(double untilSecond, IEnumerable<(double Second, bool Late)> samples)
        => Completeness.Of(Player(samples), Active(), Start.AddSeconds(untilSecond));

    private static PlayerState Player(IEnumerable<(double Second, bool Late)> samples) => Active().Players["ada"] with
    {
        Arrival = samples.Aggregate(SampleArrival.From(Start), (arrival, sample) =>
            sample.Late ? arrival.TakeLate(Start.AddSeconds(sample.Second)) : arrival.Take(Start.AddSeconds(sample.Second))),
    };

    private static SessionState Active() => SessionSpecification.Given(Happened.Started).State;

    private static IEnumerable<(double Second, bool Late)> Live(double from, double to, double every) => Every(from, to, every).Select(second => (second, false));

    private static IEnumerable<(double Second, bool Late)> Late(double from, double to, double every) => Every(from, to, every).Select(second => (second, true));

    private static IEnumerable<double> Every(double from, double to, double every) => Enumerable.Range(0, (int)((to - from) / every) + 1).Select(i => from + i * every);
}
