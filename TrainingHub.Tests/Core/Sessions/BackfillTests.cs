using System.Collections.Immutable;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Sessions;
using static TrainingHub.Tests.Core.Sessions.SessionSpecification;

namespace TrainingHub.Tests.Core.Sessions;

/// <summary>Samples of the past: each is stored once, at its own time, and never shown as live.</summary>
public sealed class BackfillTests
{
    [Fact]
    public void Late_samples_are_recorded_as_sent_and_the_live_values_stay()
    {
        var session = Given(Happened.Joined("ada"), Happened.Started, Happened.Sampled("ada", 150));
        var before = session.Ada.Metrics;
        session.When(Examples.Ada, Backfill(Late(session, -100, 120), Late(session, -98, 121)))
            .Then(new SessionEvent.MetricsBackfilled("ada", null, [new("watch", session.Now.AddSeconds(-100), Examples.HeartRate(120)), new("watch", session.Now.AddSeconds(-98), Examples.HeartRate(121))]) { At = default });

        Assert.Same(before, session.Ada.Metrics);
        Assert.Equal(session.Now, session.Ada.LastActivity);
        Assert.Equal((1, 2), (session.Ada.Arrival!.Live, session.Ada.Arrival.Backfilled));
    }

    [Fact]
    public void A_sample_is_stored_once_whichever_way_and_how_often_it_comes()
    {
        var session = Given(Happened.Joined("ada"), Happened.Started);
        var live = Examples.Sample(Examples.Ada) with { DeviceId = "watch", Timestamp = session.Now };
        session.When(Examples.Ada, live);
        var seq = session.State.Seq;

        session.When(Examples.Ada, live).ThenNothing();
        Assert.Equal((1, 1), Counts(session, Late(session, 0, 140), Late(session, -2, 139)));
        Assert.Equal((0, 2), Counts(session, Late(session, 0, 140), Late(session, -2, 139)));
        Assert.Equal((1, 1), Counts(session, Late(session, -4, 138), Late(session, -4, 138)));
        Assert.Equal((2, 0), Counts(session, Late(session, 0, 140) with { DeviceId = "strap" }, Late(session, 0, 140) with { DeviceId = null }));
        session.When(Examples.Ada, live with { Timestamp = session.Now.AddSeconds(-4) }).ThenNothing();
        Assert.Equal(seq + 3, session.State.Seq);
    }

    [Fact]
    public void A_bad_sample_is_rejected_with_its_place_and_never_blocks_the_rest()
    {
        var session = Given(Happened.Joined("ada"), Happened.Started);
        var outcome = Decide(session,
            Late(session, 0, 500), Late(session, -10, 120), Late(session, 0, 120) with { Timestamp = null }, Late(session, 11, 120),
            Late(session, -60 * 59 - 11, 120), Late(session, 0, 120) with { Values = MetricValues.Empty }, Late(session, -20, 120) with { Malformed = "power was text." });

        Assert.Equal(1, outcome.Stored);
        Assert.Equal([0, 2, 3, 4, 5, 6], outcome.Rejected.Select(sample => sample.Index));
        string[] reasons = ["heartRate", "timestamp was missing", "11 s ahead", "first joined", "metric", "power was text."];
        Assert.All(outcome.Rejected.Zip(reasons), pair => Assert.Contains(pair.Second, pair.First.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(24.0, null)]
    [InlineData(24.01, RefusalCode.Conflict)]
    public void Samples_come_in_until_24_h_after_the_end(double hours, RefusalCode? refusal)
    {
        var session = Given(Happened.Joined("ada"), Happened.Started, Happened.Ended).Later(TimeSpan.FromHours(-1) + TimeSpan.FromMinutes(3) + TimeSpan.FromHours(hours));
        Assert.Equal(refusal, session.When(Examples.Ada, Backfill(new BackfillSample(null, Examples.T0.AddMinutes(2), Examples.HeartRate(130)))).Refusal?.Code);
    }

    [Fact]
    public void Six_calls_a_minute_are_taken()
    {
        var session = Given(Happened.Joined("ada"));
        for (var i = 0; i < 6; i++)
        {
            Assert.Null(session.When(Examples.Ada, Backfill(Late(session, -i, 100))).Refusal);
        }

        var refused = session.When(Examples.Ada, Backfill(Late(session, -7, 100))).ThenRefused(RefusalCode.RateLimited, "backfill");
        Assert.Equal(TimeSpan.FromSeconds(10), refused.RetryAfter);
        Assert.Null(session.Later(TimeSpan.FromSeconds(10)).When(Examples.Ada, Backfill(Late(session, -7, 100))).Refusal);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(300, false)]
    [InlineData(301, true)]
    public void A_call_holds_1_to_300_samples(int count, bool refused)
    {
        var session = Given(Happened.Joined("ada"));
        session.When(Examples.Ada, Backfill([.. Enumerable.Range(0, count).Select(i => Late(session, -i, 100))]));
        Assert.Equal(refused ? RefusalCode.Invalid : null, session.Refusal?.Code);
        Assert.Equal(refused ? 0 : count, session.Ada.Arrival?.Backfilled);
    }

    [Fact]
    public void The_offset_of_the_devices_clock_corrects_late_samples_too()
    {
        var session = Given(Happened.Joined("ada"), Happened.Started);
        var hourBehind = new Asked(Examples.Ada, session.Now, ClockOffset: TimeSpan.FromHours(1));
        var decision = Session.Decide(session.State, Backfill(Late(session, -3600, 120), Late(session, 0, 120)), hourBehind);
        Assert.Equal([1], decision.Backfill!.Rejected.Select(sample => sample.Index));
        var late = Assert.IsType<SessionEvent.MetricsBackfilled>(Assert.Single(decision.Events));
        Assert.Equal((session.Now, session.Now.AddHours(-1)), (late.TakenAt(late.Samples[0]), late.Samples[0].Timestamp));
    }

    private static BackfillSample Late(SessionSpecification session, double seconds, double beatsPerMinute)
        => new("watch", session.Now.AddSeconds(seconds), Examples.HeartRate(beatsPerMinute));

    private static SessionCommand.Backfill Backfill(params ImmutableArray<BackfillSample> samples) => new("ada", samples);

    private static BackfillOutcome Decide(SessionSpecification session, params ImmutableArray<BackfillSample> samples)
    {
        var decision = Session.Decide(session.State, Backfill(samples), new Asked(Examples.Ada, session.Now));
        Assert.Null(decision.Refusal);
        return decision.Backfill!;
    }

    private static (int Stored, int Duplicates) Counts(SessionSpecification session, params ImmutableArray<BackfillSample> samples)
    {
        var outcome = Decide(session, samples);
        session.When(Examples.Ada, Backfill(samples));
        Assert.Empty(outcome.Rejected);
        return (outcome.Stored, outcome.Duplicates);
    }
}
