using TrainingHub.Core.Sessions;

namespace TrainingHub.Tests.Core.Sessions.Live;

/// <summary>Since when what a watcher is told has been under way.</summary>
public sealed class ReceiptTests
{
    [Fact]
    public async Task An_update_knows_the_receipt_of_the_oldest_call_in_it()
    {
        await using var stage = await LiveStage.CreateAsync();
        var trainer = await stage.JoinAsync(Examples.Trainer, JoinRole.Trainer);
        var first = stage.Time.GetTimestamp();
        await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada, 120));
        Assert.Equal(first, trainer.Take()!.ReceivedAt);

        stage.Time.Advance(TimeSpan.FromMilliseconds(50));
        var oldest = stage.Time.GetTimestamp();
        await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada, 121));
        stage.Time.Advance(TimeSpan.FromMilliseconds(50));
        await stage.MustAsync(Examples.Ben, Examples.Sample(Examples.Ben, 90));
        stage.Time.Advance(TimeSpan.FromMilliseconds(150));

        Assert.Equal(oldest, trainer.Take()!.ReceivedAt);
    }

    [Fact]
    public async Task Who_takes_late_is_told_of_the_oldest_call_that_they_missed_and_nobody_else_is()
    {
        await using var stage = await LiveStage.CreateAsync();
        var slow = await stage.JoinAsync(Examples.Trainer, JoinRole.Trainer);
        var quick = await stage.JoinAsync(Examples.Admin, JoinRole.Trainer);
        var first = stage.Time.GetTimestamp();
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Start());
        quick.Take();
        stage.Time.Advance(TimeSpan.FromSeconds(3));
        var second = stage.Time.GetTimestamp();
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Pause());

        Assert.Equal((first, second), (slow.Take()!.ReceivedAt, quick.Take()!.ReceivedAt));
    }

    [Fact]
    public async Task What_time_alone_brought_about_was_received_from_nobody()
    {
        await using var stage = await LiveStage.CreateAsync();
        var trainer = await stage.JoinAsync(Examples.Trainer, JoinRole.Trainer);
        var ada = await stage.JoinAsync(Examples.Ada, JoinRole.Player);
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Start());
        await stage.Sessions.DisconnectAsync($"connection of {Examples.Ada.UserId}");
        await stage.CommittedAsync<SessionEvent.PlayerConnectionLost>();
        trainer.Take();

        stage.Time.Advance(TimeSpan.FromSeconds(16));
        await stage.CommittedAsync<SessionEvent.PlayerLeft>();

        // It is told a moment after the commit; a call that changes nothing waits for that.
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Start());
        Assert.Null(trainer.Take()!.ReceivedAt);
        Assert.True(ada.Watch.Ended);
    }
}
