using System.Text;
using CsCheck;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Core.Sessions;
using TrainingHub.Tests.Core.Sessions.Model;

namespace TrainingHub.Tests.Core.Journal;

/// <summary>History is kept without the person: the events fold as before, and nothing in them is the person's.</summary>
public sealed class ErasureTests
{
    private const string Pseudonym = "Pseudonym001";

    private static readonly string[] Personal = ["\"ada\"", "Ada", "172.5", "\"watch\"", "\"strap\""];

    private static readonly string[] People = ["ada", "ben", "cleo", "trainer", "olga", "admin", "nobody"];

    [Fact]
    public void Of_every_kind_of_event_nothing_of_the_person_is_left()
    {
        var erasure = new Erasure("ada", Pseudonym, Examples.NewSession);
        var erased = JournalJsonTests.Samples.Select(erasure.Of).ToArray();

        var text = Encoding.UTF8.GetString(JournalJson.Write([.. erased]));

        Assert.All(Personal, personal => Assert.DoesNotContain(personal, text, StringComparison.Ordinal));
        Assert.All(erased.OfType<SessionEvent.MetricsReported>(), reported => Assert.Equal("{}", Values(reported)));
        Assert.Equal(JournalJsonTests.Samples.Select(sample => (sample.GetType(), sample.At)), erased.Select(sample => (sample.GetType(), sample.At)));
        Assert.Equal("A former player", Assert.IsType<SessionEvent.Created>(erased[0]).Session.Players[0].Name);
        Assert.Contains("Ben", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_was_a_trainer_or_an_observer_is_a_former_one()
    {
        var session = Examples.NewSession with { TeamName = "The team of Tom Trainer", Workout = Examples.NewSession.Workout with { Name = "TOM TRAINER's hills" } };
        SessionEvent created = new SessionEvent.Created(session) { At = Examples.T0 };

        created = new Erasure("trainer", "p1", session).Of(created);
        created = new Erasure("olga", "p2", session).Of(created);

        var left = Assert.IsType<SessionEvent.Created>(created).Session;
        Assert.Equal(("p1", "A former trainer", "The team of …", "…'s hills"), (left.TrainerId, left.TrainerName, left.TeamName, left.Workout.Name));
        Assert.Equal(new SessionObserver("p2", "A former observer"), Assert.Single(left.Observers));
    }

    [Fact]
    public void What_others_wrote_is_kept_unless_it_is_about_the_person_or_names_them()
    {
        var erasure = new Erasure("ada", Pseudonym, Examples.NewSession);

        Assert.Null(Kick("ada", "late", "trainer").Reason);
        Assert.Null(Kick("ben", "quarrelled with Ada", "trainer").Reason);
        Assert.Null(Kick("ben", "late", "ada").Reason);
        Assert.Equal("an adagio", Kick("ben", "an adagio", "trainer").Reason);
        var cancelled = new SessionEvent.Cancelled("ada fell") { At = Examples.T0 };
        Assert.Null(Assert.IsType<SessionEvent.Cancelled>(erasure.Of(cancelled)).Reason);
        var own = new SessionEvent.Cancelled("no time") { At = Examples.T0, By = "ada" };
        Assert.Equal(own with { Reason = null, By = Pseudonym }, erasure.Of(own));

        SessionEvent.PlayerKicked Kick(string who, string why, string by)
            => Assert.IsType<SessionEvent.PlayerKicked>(erasure.Of(new SessionEvent.PlayerKicked(who, why, by) { At = Examples.T0 }));
    }

    [Fact]
    public void An_exercise_that_was_not_in_the_plan_loses_its_own_words()
    {
        var report = new SessionEvent.ExerciseReported(Examples.Squats with { ExerciseId = "my own", ExerciseName = "Ada's favourite" }, "ada") { At = Examples.T0 };

        var left = Assert.IsType<SessionEvent.ExerciseReported>(new Erasure("ada", Pseudonym, Examples.NewSession).Of(report)).Progress;

        var forBen = new SessionEvent.ExerciseReported(Examples.Squats with { PlayerId = "ben", ExerciseId = "my own", ExerciseName = "Ada's favourite" }, "ben") { At = Examples.T0 };
        Assert.Equal("extra", Assert.IsType<SessionEvent.ExerciseReported>(new Erasure("ada", Pseudonym, Examples.NewSession).Of(forBen)).Progress.ExerciseName);
        Assert.Equal(("extra", "extra", 2, 3, null), (left.ExerciseId, left.ExerciseName, left.SetNumber, left.TotalSets, left.Weight));
    }

    [Fact]
    public void Of_messages_those_go_that_the_person_wrote_or_got_alone_or_that_name_them()
    {
        Assert.Equal("", Message("trainer", "Well done", "ada").Text);
        Assert.Equal("", Message("ada", "Well done", "ben").Text);
        Assert.Equal("", Message("trainer", "Wait for Ada", "ben").Text);
        Assert.Equal("Drink", Message("trainer", "Drink", "ada", "ben").Text);
        Assert.Equal([Pseudonym, "ben"], Message("trainer", "Drink", "ada", "ben").To.AsEnumerable());

        static SessionEvent.MessageSent Message(string by, string text, params string[] to) => Assert.IsType<SessionEvent.MessageSent>(
            new Erasure("ada", Pseudonym, Examples.NewSession).Of(new SessionEvent.MessageSent("m1", [.. to], MessagePriority.Low, text, by) { At = Examples.T0 }));
    }

    [Fact]
    public void A_set_in_place_of_another_keeps_the_plans_exercise_and_loses_what_was_measured()
    {
        var report = new SessionEvent.ExerciseReported(Examples.Everything with { ExerciseId = "my own", ExerciseName = "Ada's favourite" }, "ada") { At = Examples.T0 };

        var left = Assert.IsType<SessionEvent.ExerciseReported>(new Erasure("ada", Pseudonym, Examples.NewSession).Of(report)).Progress;

        Assert.Equal(("extra", "plank", null, null), (left.ExerciseId, left.InsteadOf, left.Rpe, left.Errors));
    }

    [Fact]
    public void What_does_not_tell_of_the_person_is_the_very_same_object()
        => Assert.All(JournalJsonTests.Samples, sample => Assert.Same(sample, new Erasure("nobody", Pseudonym, Examples.NewSession).Of(sample)));

    /// <summary>Whatever happened in a session, and whoever of it is erased.</summary>
    [Fact]
    public void However_a_session_went_its_erased_events_fold_and_everybody_else_is_as_before()
        => Gen.Select(Step.Any.Array[1, 60], Gen.Int[0, People.Length - 1]).Sample((steps, who) => Run(steps, People[who]), iter: 2000);

    private static void Run(Step[] steps, string userId)
    {
        var events = Happen(steps);
        var erasure = new Erasure(userId, Pseudonym, Examples.NewSession);

        var erased = JournalJson.Read(JournalJson.Write([.. events.Select(erasure.Of)]));

        var (before, after) = (Fold(events), Fold(erased));
        Assert.Equal(events.Select(@event => (@event.GetType(), @event.At)), erased.Select(@event => (@event.GetType(), @event.At)));
        Assert.DoesNotContain($"\"{userId}\"", Encoding.UTF8.GetString(JournalJson.Write(erased)), StringComparison.Ordinal);
        SessionInvariants.Check(after);
        Assert.Equal(
            (before.Seq, before.Status, before.Duration(before.LastEventAt), before.LastEventAt),
            (after.Seq, after.Status, after.Duration(after.LastEventAt), after.LastEventAt));
        Assert.Equal(before.Players.Keys.Select(Renamed).Order(), after.Players.Keys.Order());
        Assert.Equal(before.Removed.Keys.Select(Renamed).Order(), after.Removed.Keys.Order());
        foreach (var player in before.Players.Values)
        {
            var left = after.Players[Renamed(player.PlayerId)];
            Assert.Equal((player.Status, player.Connected, player.Order, player.Arrival?.Live), (left.Status, left.Connected, left.Order, left.Arrival?.Live));
            if (player.PlayerId != userId)
            {
                Assert.Equal(DeepText.Of(player), DeepText.Of(left));
            }
        }

        Assert.Equal(DeepText.Of(after), DeepText.Of(Fold([.. erased.Select(erasure.Of)])));

        string Renamed(string id) => id == userId ? Pseudonym : id;
    }

    private static SessionEvent[] Happen(Step[] steps)
    {
        var (now, state) = (Examples.T0, Session.Empty(SessionLimits.Default));
        var events = new List<SessionEvent>();
        foreach (var step in steps.Prepend(new Step(Examples.Trainer, new SessionCommand.Create(Examples.NewSession), TimeSpan.Zero, true)))
        {
            now += step.After;
            var decision = Session.Decide(state, step.Command, new Asked(step.Caller, now, step.Joined, step.LastConnectionOf));
            state = Session.Fold(state, decision.Events);
            events.AddRange(decision.Events);
        }

        return [.. events];
    }

    private static SessionState Fold(IEnumerable<SessionEvent> events) => Session.Fold(Session.Empty(SessionLimits.Default), events);

    private static string Values(SessionEvent.MetricsReported reported)
    {
        var json = Encoding.UTF8.GetString(JournalJson.Write([reported]));
        return json[(json.IndexOf("\"values\":", StringComparison.Ordinal) + "\"values\":".Length)..^2];
    }
}
