using System.Collections.Immutable;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Core.Sessions;
using TrainingHub.Web.Wire;

namespace TrainingHub.Tests.Contracts;

/// <summary>What the server writes, each shape at its fullest and at its barest.</summary>
internal static class WireExamples
{
    private static readonly DateTimeOffset At = Examples.T0;

    private static readonly MetricValues EveryMetric = MetricRange.All
        .Aggregate(new MetricValues.Builder(), (builder, range) => builder.Set(range.Metric, range.Min)).SetRrIntervals([800]).SetEquipment("Rower").Build();

    private static readonly MetricValues NoMetric = MetricRange.All
        .Aggregate(new MetricValues.Builder(), (builder, range) => builder.Set(range.Metric, null)).SetRrIntervals(default).SetEquipment(null).Build();

    private static readonly ExerciseProgress BareSet = new("ben", "x", "X", 1, 1, true);

    private static readonly IntervalProgress BareInterval = Examples.Uphill with { TargetHeartRate = null, TargetPower = null, TargetPace = null, Timestamp = null };

    private static readonly SessionState Full = SessionSpecification.Given(
        Happened.Joined("ada"), Happened.Started, Sampled("ada", EveryMetric), Happened.Exercised(Examples.Everything), Happened.Intervalled(Examples.Uphill), Happened.Messaged("m1"),
        Happened.Acknowledged("m1", "ada"), Happened.Raised("ada"), new SessionEvent.EffortRated("ada", 7, "ada") { At = default }).State;

    private static readonly SessionState Other = SessionSpecification.Given(
        Happened.Joined("ben"), Happened.Started, Sampled("ben", new MetricValues.Builder().Set(Metric.Power, 100).Build()), Happened.Exercised(BareSet),
        Happened.Intervalled(BareInterval with { PlayerId = "ben" }), Happened.Paused).State;

    private static readonly SessionState Turning = SessionSpecification.Given(Happened.Joined("ben"), Sampled("ben", new MetricValues.Builder().Set(Metric.Cadence, 90).Build())).State;

    private static readonly SessionState Bare = Session.Fold(Session.Empty(SessionLimits.Default), [new SessionEvent.Created(Examples.NewSession with { ScheduledAt = null }) { At = At }]);

    private static readonly SessionState Invited = SessionSpecification.Given(
        new SessionEvent.AdmissionChosen(Admission.Guests) { At = At }, new SessionEvent.PlayerAnswered("ada", PlayerAnswer.Declined, "ada") { At = At },
        new SessionEvent.PlayerAdded(new RosterPlayer("guest", "Kim", null, Thresholds.Unknown, IsGuest: true), "guest") { At = At }).State;

    private static readonly SessionState Over = SessionSpecification.Given(Happened.Started, Happened.Ended).State;

    /// <summary>Sessions as an audience sees them, whole.</summary>
    public static ImmutableArray<SessionView> Sessions { get; } =
    [
        new(Full, Audience.Staff), new(Full, Audience.Observers), new(Full, Audience.Player("ben")), new(Other, Audience.Staff), new(Turning, Audience.Staff), new(Bare, Audience.Staff), new(Invited, Audience.Staff), new(Over, Audience.Staff),
    ];

    /// <summary>Every event, by its name.</summary>
    public static ILookup<string, WireValue> Events { get; } = Items().Select(item => SessionMessage.Of(Examples.SessionId, item)).OfType<SessionMessage>()
        .ToLookup(message => message.Name, message => message.Payload);

    private static IEnumerable<FeedItem> Items()
    {
        SessionEvent[] happened =
        [
            .. new[] { Happened.Started, Happened.Paused, Happened.Resumed, Happened.Ended, Happened.Cancelled("rain"), Happened.Cancelled(), Happened.Joined("ada"), Happened.Joined("ben") },
            Happened.Readmitted("ada"), Happened.Left("ada", LeaveReason.Disconnected), Happened.Lost("ada"), new SessionEvent.PlayerStatusSet("ada", PlayerStatus.Paused, "cramp", "ada") { At = At },
            Happened.Exercised(Examples.Everything), Happened.Exercised(BareSet), Happened.Intervalled(Examples.Uphill), Happened.Intervalled(BareInterval),
            Happened.Messaged("m1"), Happened.Acknowledged("m1", "ada"), Happened.Raised("ada"), new SessionEvent.HandLowered("ada", "trainer") { At = At },
            new SessionEvent.EffortRated("ada", 7, "ada") { At = At }, new SessionEvent.EffortRated("ada", null, "ada") { At = At },
            new SessionEvent.PlayerMoved("ben", "Session00002", "trainer") { At = At },
            new SessionEvent.PlayerAnswered("ada", PlayerAnswer.Coming, "ada") { At = At }, new SessionEvent.AdmissionChosen(Admission.Guests) { At = At },
            new SessionEvent.Rescheduled(At.AddDays(1)) { At = At }, new SessionEvent.Rescheduled(null) { At = At },
        ];
        foreach (var @event in happened)
        {
            // Just after it the session has ended, or stands, as it would.
            var after = @event switch { SessionEvent.Ended or SessionEvent.Cancelled => Over, SessionEvent.Paused => Other, SessionEvent.PlayerJoined { PlayerId: "ben" } => Bare, _ => Full };
            yield return new FeedItem.Happened(9, @event, new SessionView(after, Audience.Staff));
        }

        yield return new FeedItem.Happened(9, Happened.Joined("ben"), new SessionView(Other, Audience.Staff));
        yield return new FeedItem.Happened(9, Happened.Joined("ben"), new SessionView(Turning, Audience.Staff));
        foreach (var (playerId, state) in new[] { ("ada", Full), ("ada", Invited), ("guest", Invited), ("ben", Other), ("ben", Turning) })
        {
            yield return new FeedItem.Happened(9, Happened.Joined(playerId), new SessionView(state, Audience.Staff));
            yield return new FeedItem.Happened(9, Happened.Added(state.Players[playerId].Profile), new SessionView(state, Audience.Staff));
        }

        yield return new FeedItem.Happened(9, Happened.Messaged("m1"), new SessionView(Full, Audience.Player("ben")));
        yield return new FeedItem.Happened(9, Happened.Kicked("ada", "late"), new SessionView(Full, Audience.Player("ada")));
        yield return new FeedItem.Happened(9, Happened.Kicked("ada"), new SessionView(Full, Audience.Player("ada")));
        yield return new FeedItem.Happened(9, new SessionEvent.PlayerMoved("ada", "Session00002", "trainer") { At = At }, new SessionView(Full, Audience.Player("ada")));
        yield return new FeedItem.Happened(9, new SessionEvent.PlayerMoved("ada", null, "trainer") { At = At }, new SessionView(Full, Audience.Player("ada")));
        foreach (var view in Sessions)
        {
            yield return new FeedItem.Resynced(9, At, view);
        }

        var ada = new SessionView(Full, Audience.Staff).Player("ada")!;
        var silent = ada with { State = ada.State with { Metrics = CurrentMetrics.None.Take(NoMetric, At, 1) }, HeartRateZone = null };
        yield return new FeedItem.Sampled(9, At, [new SampledPlayer(ada, ada.State.Metrics!.Values.Given, true), new SampledPlayer(silent, NoMetric.Given, true), new SampledPlayer(ada, MetricMask.None, false)]);
    }

    private static SessionEvent.MetricsReported Sampled(string playerId, MetricValues values) => new(playerId, null, null, null, values) { At = default };
}
