using TrainingHub.Core.Sessions;

namespace TrainingHub.Tests.Core.Sessions.Live;

/// <summary>A session that is read back is folded from its last snapshot, and comes out the same as without one.</summary>
public sealed class SnapshotUseTests
{
    [Fact]
    public async Task A_session_is_read_back_from_its_snapshot_and_the_events_after_it()
    {
        await using var stage = await LiveStage.CreateAsync(unlimited: true);
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Start());
        for (var i = 0; i < 2100; i++)
        {
            stage.Time.Advance(TimeSpan.FromMilliseconds(10));
            await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada, 100 + (i % 50)) with { DeviceId = "watch", Timestamp = stage.Time.GetUtcNow() });
        }

        var kept = await stage.Journal.FindSnapshotAsync(Examples.SessionId, CancellationToken.None);
        Assert.InRange(kept!.Seq, 2000, 2010);
        var before = stage.State;

        await using var restarted = new LiveStage(stage.Journal, stage.Time, unlimited: true);
        await restarted.Sessions.OpenAsync([Examples.SessionId], CancellationToken.None);
        Assert.Equal(DeepText.Of(before), DeepText.Of(restarted.State));
        Assert.Equal(kept.Seq, stage.Journal.ReadAfter);
    }

    [Fact]
    public async Task Of_a_session_that_is_over_none_is_kept()
    {
        await using var stage = await LiveStage.CreateAsync(unlimited: true);
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Start());
        for (var i = 0; i < 200; i++)
        {
            await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada));
        }

        await stage.MustAsync(Examples.Trainer, new SessionCommand.End());
        await stage.Sessions.StopAsync();
        Assert.Null(await stage.Journal.FindSnapshotAsync(Examples.SessionId, CancellationToken.None));
    }

    [Fact]
    public async Task One_that_the_server_stops_is_kept_as_it_is_then()
    {
        var stage = await LiveStage.CreateAsync(unlimited: true);
        for (var i = 0; i < 200; i++)
        {
            await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada));
        }

        await stage.Sessions.StopAsync();
        Assert.Equal(201, (await stage.Journal.FindSnapshotAsync(Examples.SessionId, CancellationToken.None))!.Seq);
        Assert.Equal(RefusalCode.Unavailable, (await stage.AskAsync(Examples.Ada, Examples.Sample(Examples.Ada))).Refusal?.Code);
    }
}
