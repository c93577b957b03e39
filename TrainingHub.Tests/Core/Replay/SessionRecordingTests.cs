using TrainingHub.Core.Journal;
using TrainingHub.Core.Replay;
using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Core.Sessions;

namespace TrainingHub.Tests.Core.Replay;

/// <summary>A recording shows any moment as it was.</summary>
public sealed class SessionRecordingTests
{
    [Fact]
    public async Task Every_moment_is_the_fold_of_what_had_happened_by_then()
    {
        SessionEvent[] events =
        [
            Examples.Created,
            Happened.Started with { At = Examples.T0.AddSeconds(10) },
            .. Examples.Samples(700, Examples.T0.AddSeconds(11)),
            Happened.Paused with { At = Examples.T0.AddSeconds(1500) },
            .. Examples.Samples(100, Examples.T0.AddSeconds(1501)),
            Happened.Ended with { At = Examples.T0.AddSeconds(1800) },
        ];
        var recording = await RecordAsync(events);
        Assert.Equal((Examples.T0.AddSeconds(10), Examples.T0.AddSeconds(1800)), (recording.From, recording.To));

        for (var second = -1; second <= 1801; second += 7)
        {
            var at = Examples.T0.AddSeconds(second);
            var then = Session.Fold(Session.Empty(SessionLimits.Default), events.Where(@event => @event.At <= at));
            Assert.Equal(DeepText.Of(then), DeepText.Of(recording.At(at)));
        }

        Assert.Equal(events.Length, recording.At(DateTimeOffset.MaxValue).Seq);
    }

    [Fact]
    public async Task A_clock_that_was_set_back_does_not_turn_the_recording_round()
    {
        var recording = await RecordAsync(
            Examples.Created, Happened.Started with { At = Examples.T0.AddSeconds(100) }, Examples.Sampled(Examples.Ada, 120, Examples.T0.AddSeconds(40)), Happened.Paused with { At = Examples.T0.AddSeconds(50) },
            Happened.Resumed with { At = Examples.T0.AddSeconds(150) });
        Assert.Equal(4, recording.At(Examples.T0.AddSeconds(149)).Seq);
        Assert.Equal(1, recording.At(Examples.T0.AddSeconds(99)).Seq);
        Assert.Equal(recording.Markers.Select(marker => marker.At).Order(), recording.Markers.Select(marker => marker.At));
    }

    [Fact]
    public async Task Markers_and_heart_rates_stand_where_they_happened_and_late_ones_do_not_show()
    {
        var recording = await RecordAsync(
            Examples.Created, Happened.Started with { At = Examples.T0.AddSeconds(1) }, Examples.Sampled(Examples.Ada, 120, Examples.T0.AddSeconds(2)), Examples.Sampled(Examples.Ben, 99, Examples.T0.AddSeconds(3)),
            new SessionEvent.MetricsBackfilled("ada", null, [new(null, Examples.T0.AddSeconds(3), Examples.HeartRate(80))]) { At = Examples.T0.AddSeconds(4) },
            Happened.Exercised(Examples.Squats with { Completed = true }) with { At = Examples.T0.AddSeconds(5) }, Happened.Exercised(Examples.Squats) with { At = Examples.T0.AddSeconds(6) },
            Examples.Sampled(Examples.Ada, 121, Examples.T0.AddSeconds(7)), Happened.Kicked("ben") with { At = Examples.T0.AddSeconds(8) }, Happened.Cancelled() with { At = Examples.T0.AddSeconds(9) });

        Assert.Equal(
            [(1, RecordingMarkerKind.Start, null), (5, RecordingMarkerKind.Set, "ada"), (8, RecordingMarkerKind.Kick, "ben"), (9, RecordingMarkerKind.Cancel, (string?)null)],
            recording.Markers.Select(marker => ((int)(marker.At - Examples.T0).TotalSeconds, marker.Kind, marker.PlayerId)));
        Assert.Equal([(2, 120.0), (7, 121.0)], recording.HeartRates("ada", Examples.T0, Examples.T0.AddSeconds(9)).Select(point => ((int)(point.At - Examples.T0).TotalSeconds, point.HeartRate!.Value)));
        Assert.Equal([121.0], recording.HeartRates("ada", Examples.T0.AddSeconds(2), Examples.T0.AddSeconds(7)).Select(point => point.HeartRate!.Value));
    }

    private static async Task<SessionRecording> RecordAsync(params SessionEvent[] events)
    {
        var journal = new InMemorySessionJournal();
        await journal.AppendAsync(Examples.SessionId, 1, [.. events], CancellationToken.None);
        return await SessionRecording.ReadAsync(journal.ReadAsync(Examples.SessionId, 0, CancellationToken.None), SessionLimits.Default, CancellationToken.None);
    }
}
