using System.Diagnostics.Metrics;
using Microsoft.Extensions.Time.Testing;
using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Core.Sessions;
using TrainingHub.Tests.Core.Sessions.Live;
using TrainingHub.Web.Telemetry;

namespace TrainingHub.Tests.Web.Telemetry;

public sealed class DoorMeterTests : IDisposable
{
    private readonly Meter _meter = new("doors");

    public void Dispose() => _meter.Dispose();

    [Fact]
    public async Task The_time_counts_from_the_receipt_of_the_oldest_call_to_the_write()
    {
        await using var stage = await LiveStage.CreateAsync();
        var doors = new DoorMeter(_meter, stage.Time);
        using var reader = new MeterReader(_meter);
        var trainer = await stage.JoinAsync(Examples.Trainer, JoinRole.Trainer);
        var self = await stage.JoinAsync(Examples.Ada, JoinRole.Player);
        await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada, 120));

        stage.Time.Advance(TimeSpan.FromMilliseconds(700));
        doors.Written(trainer.Take()!, 1);
        doors.Written(self.Take()!, 1);

        var delivery = reader.Read(0).Histograms[DoorMeter.Delivery];
        Assert.Equal(1, delivery.Counts.Sum()); // the player's own is on no screen
        Assert.InRange(delivery.Quantile(1)!.Value, 0.5, 0.75);
        Assert.Equal(2, reader.Read(0)["traininghub.updates.out/hub"]);
    }

    [Fact]
    public void A_watcher_that_is_given_the_session_whole_is_a_resynchronisation()
    {
        var doors = new DoorMeter(_meter, new FakeTimeProvider());
        using var reader = new MeterReader(_meter);
        var view = new SessionView(Session.Evolve(Session.Empty(SessionLimits.Default), Examples.Created), Audience.Staff);

        doors.Shown(new SessionUpdate(0, 1, view, [new FeedItem.Resynced(1, Examples.T0, view)]));
        doors.Shown(new SessionUpdate(0, 1, view, [new FeedItem.Happened(1, Examples.Created, view)]));

        var reading = reader.Read(0);
        Assert.Equal((1, 2), (reading["traininghub.resyncs"], reading["traininghub.updates.out/page"]));
        Assert.Equal(0, reading.Histograms[DoorMeter.Delivery].Counts.Sum()); // no call led to them
    }

    [Fact]
    public async Task To_count_an_update_takes_no_memory()
    {
        await using var stage = await LiveStage.CreateAsync();
        var doors = new DoorMeter(_meter, stage.Time);
        using var reader = new MeterReader(_meter);
        var trainer = await stage.JoinAsync(Examples.Trainer, JoinRole.Trainer);
        await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada));
        var update = trainer.Take()!;
        doors.Written(update, 1);
        doors.Refused(DoorMeter.Hub, "rate_limited");
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++)
        {
            doors.Written(update, 1);
            doors.Refused(DoorMeter.Hub, "rate_limited");
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 999); // less than a byte each
    }

    [Fact]
    public void Only_the_own_instruments_are_read()
    {
        using var another = new Meter("doors");
        var (own, other) = (new DoorMeter(_meter, TimeProvider.System), new DoorMeter(another, TimeProvider.System));
        using var reader = new MeterReader(_meter);

        other.Refused(DoorMeter.Hub, "conflict");
        own.Refused(DoorMeter.Api, "conflict");

        var reading = reader.Read(0);
        Assert.Equal((0, 1), (reading["traininghub.refusals/hub/conflict"], reading["traininghub.refusals/api/conflict"]));
    }
}
