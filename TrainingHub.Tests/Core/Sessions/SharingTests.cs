using System.Collections.Immutable;
using CsCheck;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Players;
using TrainingHub.Core.Replay;
using TrainingHub.Core.Sessions;
using static TrainingHub.Tests.Core.Sessions.SessionSpecification;

namespace TrainingHub.Tests.Core.Sessions;

/// <summary>What a player chose that others see: in every state of a session, for every audience, and in replays.</summary>
public sealed class SharingTests
{
    private static readonly HeartRateVisibility?[] Choices = [null, HeartRateVisibility.Number, HeartRateVisibility.Zone, HeartRateVisibility.Hidden];

    [Fact]
    public void A_choice_is_an_event_and_the_same_choice_again_is_none()
    {
        var session = Given(Happened.Joined("ada"), Happened.Started);

        session.When(Caller.System, Examples.Choose(Examples.Ada, HeartRateVisibility.Zone, HeartRateVisibility.Number))
            .Then(Happened.Chose("ada", HeartRateVisibility.Zone, HeartRateVisibility.Number));
        session.When(Caller.System, Examples.Choose(Examples.Ada, HeartRateVisibility.Zone, HeartRateVisibility.Number)).ThenNothing();
        session.When(Caller.System, Examples.Choose(Examples.Ada, HeartRateVisibility.Zone)).Then(Happened.Chose("ada", HeartRateVisibility.Zone, null));
        Assert.Equal(new SharingChoice(HeartRateVisibility.Zone, null), session.Ada.Profile.Sharing);
    }

    [Fact]
    public void It_holds_in_a_session_that_is_over_and_for_a_player_who_was_kicked()
    {
        var over = Given(Happened.Joined("ada"), Happened.Started, Happened.Ended);
        over.When(Caller.System, Examples.Choose(Examples.Ada, HeartRateVisibility.Hidden)).Then(Happened.Chose("ada", HeartRateVisibility.Hidden, null));

        var kicked = Given(Happened.Joined("ada"), Happened.Kicked("ada"));
        kicked.When(Caller.System, Examples.Choose(Examples.Ada, HeartRateVisibility.Hidden)).Then(Happened.Chose("ada", HeartRateVisibility.Hidden, null));
        kicked.When(Examples.Trainer, new SessionCommand.Readmit("ada"));
        Assert.Equal(HeartRateVisibility.Hidden, kicked.Ada.Profile.ObserversSee);
    }

    [Fact]
    public void What_no_one_could_have_chosen_is_refused()
    {
        Given().When(Caller.System, Examples.Choose(Examples.Stranger, HeartRateVisibility.Zone)).ThenRefused(RefusalCode.Invalid, "playerId");
        Given().When(Caller.System, Examples.Choose(Examples.Ada, (HeartRateVisibility)3)).ThenRefused(RefusalCode.Invalid, "observersSee");
        Given().When(Caller.System, Examples.Choose(Examples.Ada, HeartRateVisibility.Zone, (HeartRateVisibility)7)).ThenRefused(RefusalCode.Invalid, "teamSees");
    }

    [Fact]
    public void A_session_of_before_there_was_a_choice_for_the_team_shows_it_nobody()
    {
        var json = """[{"type":"created","v":1,"at":"2026-07-01T09:00:00+00:00","session":{"sessionId":"s","workout":{"workoutId":"w","name":"W","type":"strength","exercises":[],"intervals":[]},"trainerId":"t","trainerName":"T","shareWithTeam":true,"players":[{"playerId":"ada","name":"Ada","thresholds":{},"observersSee":"number"},{"playerId":"ben","name":"Ben","thresholds":{},"observersSee":"number"}],"observers":[]}}]"""u8;
        var state = Session.Fold(Session.Empty(SessionLimits.Default), JournalJson.Read(json));

        Assert.Equal(["ada"], new SessionView(state, Audience.Player("ada")).Players.Select(player => player.PlayerId));
        Assert.False(Audience.Player("ben").Hears("ada", state));
    }

    [Fact]
    public void Whatever_was_chosen_each_audience_sees_just_what_the_last_choice_allows() => Gen.Select(
        Gen.Bool, Gen.Int[0, 2], Gen.Int[0, 3], Gen.Int[30, 220], (shares, observers, team, rate) => (Shares: shares, ObserversSee: (HeartRateVisibility)observers, TeamSees: Choices[team], Rate: rate))
        .Array[1, 6].Sample(steps =>
        {
            var state = Session.Fold(Session.Empty(SessionLimits.Default),
                [new SessionEvent.Created(Examples.NewSession with { ShareWithTeam = steps[0].Shares }) { At = Examples.T0 }, Happened.Joined("ada")]);
            foreach (var step in steps)
            {
                state = Session.Fold(state, [Happened.Chose("ada", step.ObserversSee, step.TeamSees), Happened.Sampled("ada", step.Rate)]);
                var zone = HeartRateZones.Of(step.Rate, 200);

                Check(state, Audience.Staff, HeartRateVisibility.Number, step.Rate, zone);
                Check(state, Audience.Player("ada"), HeartRateVisibility.Number, step.Rate, zone);
                Check(state, Audience.Observers, step.ObserversSee, step.Rate, zone);
                Check(state, Audience.Player("ben"), state.ShareWithTeam ? step.TeamSees : null, step.Rate, zone);
            }
        });

    [Fact]
    public async Task A_replay_shows_every_moment_as_was_chosen_last()
    {
        ImmutableArray<SessionEvent> events =
        [
            new SessionEvent.Created(Examples.NewSession with { ShareWithTeam = true }) { At = Examples.T0 },
            .. At(1, Happened.Joined("ada"), Happened.Started, Happened.Chose("ada", HeartRateVisibility.Number, HeartRateVisibility.Number), Happened.Sampled("ada", 150),
                Happened.Kicked("ada"), Happened.Ended, Happened.Chose("ada", HeartRateVisibility.Zone, null)),
        ];
        var recording = await SessionRecording.ReadAsync(Journalled(events), SessionLimits.Default, CancellationToken.None);

        foreach (var (_, _, after) in recording.Steps().Where(step => step.After.Players.ContainsKey("ada")))
        {
            var seen = new SessionView(after, Audience.Observers).Player("ada")!;
            Assert.Null(seen.State.Metrics?[Metric.HeartRate]);
            Assert.Null(new SessionView(after, Audience.Player("ben")).Player("ada"));
        }

        var then = new SessionView(recording.At(Examples.T0.AddMinutes(4)), Audience.Observers).Player("ada")!;
        Assert.Equal((3, MetricMask.HeartRate | MetricMask.RrIntervals), (then.HeartRateZone, then.Hidden));
        Assert.Equal(150, recording.At(Examples.T0.AddMinutes(4)).Players["ada"].Metrics![Metric.HeartRate]); // staff see it
    }

    private static void Check(SessionState state, Audience audience, HeartRateVisibility? allowed, double rate, int? zone)
    {
        var seen = new SessionView(state, audience).Player("ada");
        Assert.Equal(allowed is not null, seen is not null);
        Assert.Equal(allowed is not null, audience.Hears("ada", state));
        if (seen is not null)
        {
            Assert.Equal(allowed == HeartRateVisibility.Number ? rate : null, seen.State.Metrics![Metric.HeartRate]);
            Assert.Equal(allowed == HeartRateVisibility.Hidden ? null : zone, seen.HeartRateZone);
            Assert.Equal(allowed == HeartRateVisibility.Number ? 200 : null, seen.State.Profile.Thresholds.HeartRateMaxBpm);
        }
    }

    private static IEnumerable<SessionEvent> At(int minute, params SessionEvent[] events) => events.Select((@event, index) => @event with { At = Examples.T0.AddMinutes(minute + index) });

    private static async IAsyncEnumerable<JournalledEvent> Journalled(ImmutableArray<SessionEvent> events)
    {
        await Task.CompletedTask;
        for (var index = 0; index < events.Length; index++)
        {
            yield return new JournalledEvent(index + 1, events[index]);
        }
    }
}
