using TrainingHub.Core.Sessions;

namespace TrainingHub.Tests.Core.Sessions.Live;

/// <summary>One writer a session: durable before acknowledged, durable before shown.</summary>
public sealed class WriterTests
{
    [Fact]
    public async Task However_many_write_at_once_the_sequence_has_no_gap_and_a_replay_gives_the_state()
    {
        await using var stage = await LiveStage.CreateAsync(unlimited: true);
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Start());

        var seqs = await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            var taken = new List<long>();
            for (var i = 0; i < 100; i++)
            {
                var player = writer % 2 == 0 ? Examples.Ada : Examples.Ben;
                taken.Add(await stage.MustAsync(player, Examples.Sample(player, 60 + i)));
                await stage.AskAsync(Examples.Trainer, i % 2 == 0 ? new SessionCommand.Pause() : new SessionCommand.Resume());
            }

            return taken;
        })));

        var journalled = await stage.Journal.AllAsync(Examples.SessionId);
        Assert.Equal(1600, seqs.SelectMany(taken => taken).Distinct().Count());
        Assert.Equal(Enumerable.Range(1, journalled.Count).Select(seq => (long)seq), journalled.Select(entry => entry.Seq));
        Assert.All(seqs.SelectMany(taken => taken), seq => Assert.IsType<SessionEvent.MetricsReported>(journalled[(int)seq - 1].Event));
        Assert.Equal(
            DeepText.Of(stage.State),
            DeepText.Of(Session.Fold(Session.Empty(stage.State.Limits), journalled.Select(entry => entry.Event))));
    }

    [Fact]
    public async Task An_append_that_fails_changes_nothing_and_nobody_heard()
    {
        await using var stage = await LiveStage.CreateAsync();
        var trainer = await stage.JoinAsync(Examples.Trainer, JoinRole.Trainer);
        var before = stage.State;

        stage.Journal.Full = true;
        var reply = await stage.AskAsync(Examples.Trainer, new SessionCommand.Start());

        Assert.Equal(RefusalCode.Unavailable, reply.Refusal?.Code);
        Assert.Same(before, stage.State);
        Assert.Equal(0, trainer.Told);

        stage.Journal.Full = false;
        Assert.Equal(before.Seq + 1, await stage.MustAsync(Examples.Trainer, new SessionCommand.Start()));
        Assert.Equal(["Started"], trainer.TakeWords());
    }

    [Fact]
    public async Task Nothing_is_shown_or_promised_before_it_is_on_disk()
    {
        await using var stage = await LiveStage.CreateAsync();
        var trainer = await stage.JoinAsync(Examples.Trainer, JoinRole.Trainer);
        var disk = new TaskCompletionSource();
        stage.Journal.Disk = disk.Task;

        var start = stage.AskAsync(Examples.Trainer, new SessionCommand.Start());
        var seen = await stage.Sessions.FindAsync(Examples.Trainer, Examples.SessionId, CancellationToken.None);

        Assert.Equal(SessionStatus.Scheduled, seen.View?.State.Status);
        Assert.Equal((false, 0), (start.IsCompleted, trainer.Told));
        disk.SetResult();
        Assert.True((await start).Ok);
        Assert.Equal(["Started"], trainer.TakeWords());
    }

    [Fact]
    public async Task Who_finds_that_another_wrote_the_session_steps_down_and_reads_it_back()
    {
        await using var stage = await LiveStage.CreateAsync();
        var trainer = await stage.JoinAsync(Examples.Trainer, JoinRole.Trainer);
        await stage.Journal.AppendAsync(Examples.SessionId, 2, [new SessionEvent.Started { At = Examples.T0 }], CancellationToken.None);

        Assert.Equal(RefusalCode.Unavailable, (await stage.AskAsync(Examples.Trainer, new SessionCommand.Start())).Refusal?.Code);

        await trainer.Ended;
        Assert.True(trainer.Watch.Interrupted); // so that whoever watches comes again, and is not left deaf
        Assert.Equal(3, await stage.MustAsync(Examples.Trainer, new SessionCommand.Pause()));
        Assert.Equal(SessionStatus.Paused, stage.State.Status);
    }

    [Fact]
    public async Task A_session_that_is_not_there_is_not_found_by_any_call()
    {
        await using var stage = new LiveStage();

        Assert.Equal(RefusalCode.NotFound, (await stage.AskAsync(Examples.Admin, new SessionCommand.Leave())).Refusal?.Code);
        Assert.Equal(RefusalCode.NotFound, (await stage.Sessions.FindAsync(Examples.Admin, "nowhere", CancellationToken.None)).Refusal?.Code);
        Assert.Equal(RefusalCode.NotFound, (await stage.Sessions.WatchAsync(Examples.Admin, "nowhere", _ => { }, CancellationToken.None)).Refusal?.Code);
        Assert.Empty(stage.Sessions.InMemory);
    }
}
