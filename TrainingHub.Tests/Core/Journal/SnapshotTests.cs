using System.Text;
using CsCheck;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Core.Sessions;
using TrainingHub.Tests.Core.Sessions.Model;

namespace TrainingHub.Tests.Core.Journal;

/// <summary>A snapshot is cache: what goes on from it is what the whole fold would be.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public void A_state_comes_back_as_it_was_and_goes_on_the_same()
        => Step.Any.Array[5, 60].Sample(steps =>
        {
            var (state, kept) = (Session.Fold(Session.Empty(SessionLimits.Default), [Examples.Created]), (SessionState?)null);
            var now = Examples.T0;
            for (var i = 0; i < steps.Length; i++)
            {
                now += steps[i].After;
                var asked = new Asked(steps[i].Caller, now, steps[i].Joined, steps[i].LastConnectionOf);
                var decision = Session.Decide(state, steps[i].Command, asked);
                if (kept is not null)
                {
                    Assert.Equal(Words(decision), Words(Session.Decide(kept, steps[i].Command, asked)));
                    kept = Session.Fold(kept, decision.Events);
                }

                state = Session.Fold(state, decision.Events);
                kept = i == steps.Length / 2 ? SnapshotJson.Read(SnapshotJson.Write(state), SessionLimits.Default) : kept;
            }

            Assert.Equal(Words(state), Words(kept!));
        }, iter: 100);

    [Fact]
    public void Another_builds_snapshot_or_a_broken_one_is_not_used()
    {
        var snapshot = SnapshotJson.Write(SessionSpecification.Given(Happened.Started, Happened.Sampled("ada", 120)).State);
        Assert.NotNull(SnapshotJson.Read(snapshot, SessionLimits.Default));
        Assert.Null(SnapshotJson.Read(snapshot with { Shape = "another" }, SessionLimits.Default));
        Assert.Null(SnapshotJson.Read(snapshot with { Seq = 2 }, SessionLimits.Default));
        Assert.Null(SnapshotJson.Read(snapshot with { State = snapshot.State[..100] }, SessionLimits.Default));
        Assert.Null(SnapshotJson.Read(null, SessionLimits.Default));
    }

    private static string Words(Decision decision) => $"{decision.Refusal} {decision.Backfill?.Stored} {Encoding.UTF8.GetString(JournalJson.Write(decision.Events))}";

    private static string Words(SessionState state) => DeepText.Of(state);
}
