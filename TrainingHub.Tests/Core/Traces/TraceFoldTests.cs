using TrainingHub.Core.Metrics;
using TrainingHub.Core.Players;
using TrainingHub.Core.Replay;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Traces;
using TrainingHub.Tests.Core.Sessions;

namespace TrainingHub.Tests.Core.Traces;

public sealed class TraceFoldTests
{
    private static readonly DateTimeOffset _start = Examples.T0.AddMinutes(10);

    [Fact]
    public void Given_a_session_that_runs_its_values_are_there_since_the_start()
    {
        var traces = Seen([Created(), Started, Sampled("ada", 2, 140), Sampled("ada", 4, 150), Sampled("ben", 5, 99)], Audience.Staff);

        Assert.Equal(_start, traces.From);
        Assert.Equal([(2.0, 140.0), (4, 150)], Values(traces, "ada"));
        Assert.Equal([(5.0, 99.0)], Values(traces, "ben"));
    }

    [Fact]
    public void Given_no_start_yet_there_are_only_the_last_two_minutes()
    {
        var traces = Seen([Created(), Sampled("ada", -300, 90), Sampled("ada", -120, 100), Sampled("ada", -1, 110)], Audience.Staff);

        Assert.Null(traces.From);
        Assert.Empty(Values(traces, "ada"));
        Assert.Equal([100.0, 110], traces.Players["ada"].Recent.Select(point => point.Value));
    }

    [Fact]
    public void Late_samples_stand_at_their_own_time_in_the_series_and_not_in_the_line()
    {
        var late = new SessionEvent.MetricsBackfilled("ada", TimeSpan.FromSeconds(1), [Late(3, 170), Late(5, 171), Late(60, 172)]) { At = _start.AddSeconds(90) };
        var traces = Seen([Created(), Started, Sampled("ada", 2, 140), Sampled("ada", 80, 150), late], Audience.Staff);

        Assert.Equal([(2.0, 140.0), (4, 170), (6, 171), (61, 172), (80, 150)], Values(traces, "ada"));
        Assert.Equal([140.0, 150], traces.Players["ada"].Recent.Select(point => point.Value));
        Assert.Equal([(4.0, 6.0), (61, 61)], traces.Players["ada"].Late.Select(span => ((span.From - _start).TotalSeconds, (span.To - _start).TotalSeconds)));
    }

    [Fact]
    public void Marks_are_the_sessions_own_and_the_players_that_was_asked_for()
    {
        SessionEvent[] events = [Created(), Started, At(Happened.Paused, 5), At(Happened.Resumed, 9), At(Happened.Exercised(Examples.Squats with { Completed = true }), 10), At(Happened.Kicked("ben"), 11)];

        Assert.Equal([RecordingMarkerKind.Start, RecordingMarkerKind.Pause, RecordingMarkerKind.Resume, RecordingMarkerKind.Set], Seen(events, Audience.Staff, new TraceRequest("ada")).Marks.Select(mark => mark.Kind));
        Assert.Equal(5, Seen(events, Audience.Staff).Marks.Length);
        Assert.Equal([null, "ada"], Seen(events, Audience.Player("ada")).Marks.Select(mark => mark.PlayerId).Distinct());
    }

    [Theory]
    [InlineData(HeartRateVisibility.Number, true)]
    [InlineData(HeartRateVisibility.Zone, false)]
    [InlineData(HeartRateVisibility.Hidden, false)]
    public void An_observer_gets_the_heart_rates_of_who_shows_the_number_and_the_power_of_all(HeartRateVisibility shown, bool expected)
    {
        var power = new SessionEvent.MetricsReported("ada", null, null, null, new MetricValues.Builder().Set(Metric.HeartRate, 150).Set(Metric.Power, 240).Build()) { At = _start.AddSeconds(2) };
        var trace = Seen([Created(observersSee: shown), Started, power], Audience.Observers).Players["ada"];

        Assert.Equal(expected, !trace.Of(Metric.HeartRate).IsEmpty);
        Assert.Equal(expected, !trace.Recent.IsEmpty);
        Assert.Equal([240.0], trace.Of(Metric.Power).Select(point => point.Value));
    }

    [Theory]
    [InlineData(null, false, false)]
    [InlineData(HeartRateVisibility.Zone, true, false)]
    [InlineData(HeartRateVisibility.Number, true, true)]
    public void A_team_mate_gets_what_was_agreed(HeartRateVisibility? teamSees, bool seen, bool heartRate)
    {
        var traces = Seen([Created(teamSees: teamSees), Started, Sampled("ada", 2, 150), Sampled("ben", 3, 99)], Audience.Player("ben"));

        Assert.Equal(seen, traces.Players.ContainsKey("ada"));
        Assert.Equal(heartRate, Values(traces, "ada").Length > 0);
        Assert.Equal([(3.0, 99.0)], Values(traces, "ben"));
    }

    [Fact]
    public void What_a_player_chose_last_holds_for_the_past()
    {
        SessionEvent[] events = [Created(), Started, Sampled("ada", 2, 150), At(Happened.Chose("ada", HeartRateVisibility.Zone, null), 3)];

        Assert.Empty(Values(Seen(events, Audience.Observers), "ada"));
    }

    private static SessionEvent Started => Happened.Started with { At = _start };

    private static SessionEvent.Created Created(HeartRateVisibility observersSee = HeartRateVisibility.Number, HeartRateVisibility? teamSees = null)
        => new SessionEvent.Created(Examples.NewSession with
        {
            ShareWithTeam = true,
            Players = [.. Examples.NewSession.Players.Select(player => player with { ObserversSee = observersSee, TeamSees = teamSees })],
        })
        { At = Examples.T0 };

    private static SessionEvent At(SessionEvent @event, double seconds) => @event with { At = _start.AddSeconds(seconds) };

    private static SessionEvent Sampled(string playerId, double seconds, double heartRate) => At(Happened.Sampled(playerId, heartRate), seconds);

    private static LateSample Late(double seconds, double heartRate) => new(null, _start.AddSeconds(seconds), Examples.HeartRate(heartRate));

    private static SessionTraces Seen(SessionEvent[] events, Audience audience, TraceRequest? request = null)
        => TraceFold.Of(events).See(new SessionView(Session.Fold(Session.Empty(SessionLimits.Default), events), audience), request ?? new TraceRequest());

    private static (double Seconds, double Value)[] Values(SessionTraces traces, string playerId)
        => traces.Players.TryGetValue(playerId, out var trace) ? [.. trace.Of(Metric.HeartRate).Select(point => ((point.At - _start).TotalSeconds, point.Value))] : [];
}
