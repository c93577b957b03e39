using TrainingHub.Core.Sessions;

namespace TrainingHub.Tests.Core.Sessions.Live;

/// <summary>What the journal holds of a session can be changed under it: it leaves memory and comes back.</summary>
public sealed class RereadTests
{
    [Fact]
    public async Task Nobody_is_let_in_while_it_is_changed_and_all_go_on_after()
    {
        await using var stage = await LiveStage.CreateAsync();
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Start());
        var trainer = await stage.JoinAsync(Examples.Trainer, JoinRole.Trainer);
        var (changing, may) = (new TaskCompletionSource(), new TaskCompletionSource());

        var reread = stage.Sessions.RereadAsync(Examples.SessionId, async () =>
        {
            changing.SetResult();
            await may.Task;
            await stage.Journal.AppendAsync(Examples.SessionId, 3, [new SessionEvent.Paused { At = Examples.T0 }], CancellationToken.None);
        });
        await changing.Task.WaitAsync(LiveStage.Patience);
        var call = stage.AskAsync(Examples.Trainer, new SessionCommand.Resume());

        await trainer.Ended;
        Assert.True(trainer.Watch.Interrupted);
        Assert.Empty(stage.Sessions.InMemory);
        Assert.False(call.IsCompleted);
        may.SetResult();
        await reread.WaitAsync(LiveStage.Patience);
        Assert.Equal(4, (await call).Seq);
        Assert.Equal(SessionStatus.Active, stage.State.Status);
    }

    [Fact]
    public async Task Who_watched_is_given_the_session_whole()
    {
        await using var stage = await LiveStage.CreateAsync();
        var trainer = await stage.JoinAsync(Examples.Trainer, JoinRole.Trainer);
        var seen = new ResumeFrom(trainer.Watch.Epoch, trainer.Watch.Initial.State.Seq);

        await stage.Sessions.RereadAsync(Examples.SessionId, () => Task.CompletedTask);

        var again = await stage.Sessions.JoinAsync(Examples.Trainer, Examples.SessionId, new SessionCommand.Join(JoinRole.Trainer), "again", null, seen, _ => { }, CancellationToken.None);
        Assert.False(again.Watch!.Resumed);
    }

    [Fact]
    public async Task A_change_that_fails_comes_out_and_the_session_is_back()
    {
        await using var stage = await LiveStage.CreateAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => stage.Sessions.RereadAsync(Examples.SessionId, () => throw new InvalidOperationException("no")));

        Assert.Equal(2, await stage.MustAsync(Examples.Trainer, new SessionCommand.Start()));
    }

    [Fact]
    public async Task A_session_that_is_not_in_memory_can_be_changed_too()
    {
        await using var stage = new LiveStage();
        await stage.Journal.AppendAsync(Examples.SessionId, 1, [Examples.Created], CancellationToken.None);

        await stage.Sessions.RereadAsync(Examples.SessionId, () => stage.Journal.AppendAsync(Examples.SessionId, 2, [new SessionEvent.Started { At = Examples.T0 }], CancellationToken.None));
        await stage.Sessions.RereadAsync("nowhere", () => Task.CompletedTask);

        Assert.Equal(3, await stage.MustAsync(Examples.Trainer, new SessionCommand.Pause()));
    }

    [Fact]
    public async Task While_the_server_stops_nothing_is_changed()
    {
        await using var stage = await LiveStage.CreateAsync();
        await stage.Sessions.StopAsync();
        var changed = false;

        await Assert.ThrowsAsync<OperationCanceledException>(() => stage.Sessions.RereadAsync(Examples.SessionId, () =>
        {
            changed = true;
            return Task.CompletedTask;
        }));

        Assert.False(changed);
    }
}
