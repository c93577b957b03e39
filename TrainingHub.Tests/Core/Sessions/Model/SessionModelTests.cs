using CsCheck;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Tests.Core.Sessions.Model;

/// <summary>Random sequences of commands against a model; a failure prints the seed and the shortest sequence that shows it.</summary>
public sealed class SessionModelTests
{
    private const int Sequences = 10_000;

    [Fact]
    public void However_commands_come_the_invariants_hold_and_the_journalled_events_give_the_live_state_exactly()
        => Step.Any.Array[1, 60].Sample(Run, iter: Sequences);

    private static void Run(Step[] steps)
    {
        var now = Examples.T0;
        var state = Session.Empty(SessionLimits.Default);
        var model = new SessionModel();
        var journal = new List<byte[]>();
        Do(new Step(Examples.Trainer, new SessionCommand.Create(Examples.NewSession), TimeSpan.Zero, true));
        foreach (var step in steps)
        {
            Do(step);
        }

        var replayed = Session.Fold(Session.Empty(SessionLimits.Default), journal.SelectMany(batch => JournalJson.Read(batch)));
        Assert.Equal(DeepText.Of(state), DeepText.Of(replayed));

        void Do(Step step)
        {
            now += step.After;
            model.Pass(step.After);
            var decision = Session.Decide(state, step.Command, new Asked(step.Caller, now, step.Joined, step.LastConnectionOf));
            if (decision.Refusal is not null)
            {
                Assert.Empty(decision.Events);
            }

            foreach (var @event in decision.Events)
            {
                model.Take(@event);
                state = Session.Evolve(state, @event);
                SessionInvariants.Check(state);
            }

            model.Compare(state, now);
            if (!decision.Events.IsEmpty)
            {
                journal.Add(JournalJson.Write(decision.Events));
                Assert.Equal(now, state.LastEventAt);
                AssertRepeatable(state, step, now);
            }
        }
    }

    // Asked again at the same moment, a change of the session's or a player's status is `ok` and changes nothing.
    private static void AssertRepeatable(SessionState state, Step step, DateTimeOffset now)
    {
        if (step.Command is SessionCommand.Start or SessionCommand.Pause or SessionCommand.Resume or SessionCommand.End or SessionCommand.ForceEnd
            or SessionCommand.Join or SessionCommand.Kick or SessionCommand.Readmit or SessionCommand.LoseConnection or SessionCommand.AddPlayer or SessionCommand.AdmitByCode or SessionCommand.MovePlayer or SessionCommand.Reschedule or SessionCommand.Cancel or SessionCommand.ChooseAdmission or SessionCommand.ChooseSharing or SessionCommand.DropLost or SessionCommand.Expire)
        {
            var again = Session.Decide(state, step.Command, new Asked(step.Caller, now, step.Joined));
            Assert.True(again.Refusal is null && again.Events.IsEmpty, $"{step.Command} was not repeatable.");
        }
    }
}
