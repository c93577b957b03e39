using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Client;
using TrainingHub.Tests.Web.Hubs;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Client;

/// <summary>Every call and event of the typed client against the hub itself: what one side renames, the other misses here.</summary>
public sealed class RealHubTests(HubStage stage) : IClassFixture<HubStage>
{
    [Fact]
    public async Task A_session_from_start_to_end_is_told_to_its_trainer_and_its_player()
    {
        var sessionId = await stage.NewSessionAsync();
        var (trainerLog, playerLog) = (new EventLog(), new EventLog());
        await using var trainer = await ConnectAsync(stage.Trainer, trainerLog);
        await using var player = await ConnectAsync(stage.Player, playerLog);
        var playerId = stage.Player.Id;

        Ok(await trainer.JoinAsync(sessionId, JoinRole.Trainer));
        Ok(await player.JoinAsync(sessionId, JoinRole.Player));
        Assert.Equal(playerId, (await trainerLog.NextAsync<TrainingEvent.PlayerJoined>()).Player.PlayerId);

        Ok(await trainer.StartAsync(sessionId));
        Assert.Equal(0, (await playerLog.NextAsync<TrainingEvent.SessionStarted>()).Duration, 0);
        Ok(await player.SendMetricsAsync(new Metrics { SessionId = sessionId, PlayerId = playerId, HeartRate = 165, Power = 210, Speed = 4 }));
        var sample = Assert.Single((await trainerLog.NextAsync<TrainingEvent.MetricsChanged>()).Players);
        Assert.Equal(new PlayerMetrics { PlayerId = playerId, HeartRate = 165, HeartRateZone = 4, Power = 210, Speed = 4, Pace = 250 }, sample);
        Ok(await player.SendMetricsAsync(new Metrics { SessionId = sessionId, PlayerId = playerId, Power = null }));
        Assert.Equal(new PlayerMetrics { PlayerId = playerId, Power = null }, Assert.Single((await trainerLog.NextAsync<TrainingEvent.MetricsChanged>()).Players));

        var set = new ExerciseProgress { SessionId = sessionId, PlayerId = playerId, ExerciseId = "squat", ExerciseName = "Squat", SetNumber = 1, TotalSets = 5, Reps = 5, Weight = 60.5, Completed = true };
        Ok(await player.ReportAsync(set));
        Assert.Equal(set, (await trainerLog.NextAsync<TrainingEvent.ExerciseProgressed>()).Progress with { Timestamp = null });
        var interval = new IntervalProgress
        {
            SessionId = sessionId, PlayerId = playerId, IntervalId = "work-1", IntervalName = "Work", CurrentInterval = 1, TotalIntervals = 4,
            TimeRemaining = 30.5, Intensity = Intensity.Hard, TargetHeartRate = new TargetBand(160, 180), Completed = false,
        };
        Ok(await player.ReportAsync(interval));
        Assert.Equal(interval, (await trainerLog.NextAsync<TrainingEvent.IntervalProgressed>()).Progress with { Timestamp = null });
        Ok(await player.SetStatusAsync(sessionId, playerId, PlayerStatus.Paused, "shoe"));
        var status = await trainerLog.NextAsync<TrainingEvent.PlayerStatusChanged>();
        Assert.Equal((playerId, PlayerStatus.Paused, true, "shoe"), (status.PlayerId, status.Status, status.Connected, status.Reason));

        Ok(await trainer.PauseAsync(sessionId));
        await playerLog.NextAsync<TrainingEvent.SessionPaused>();
        Ok(await trainer.ResumeAsync(sessionId));
        await playerLog.NextAsync<TrainingEvent.SessionResumed>();
        Ok(await trainer.EndAsync(sessionId));
        await playerLog.NextAsync<TrainingEvent.SessionEnded>();
    }

    [Fact]
    public async Task Trainer_and_player_talk_and_say_what_a_set_was()
    {
        var sessionId = await stage.NewSessionAsync();
        var (trainerLog, playerLog) = (new EventLog(), new EventLog());
        await using var trainer = await ConnectAsync(stage.Trainer, trainerLog);
        await using var player = await ConnectAsync(stage.Player, playerLog);
        var playerId = stage.Player.Id;
        Ok(await trainer.JoinAsync(sessionId, JoinRole.Trainer));
        Ok(await player.JoinAsync(sessionId, JoinRole.Player));
        Ok(await trainer.StartAsync(sessionId));

        Ok(await trainer.SendMessageAsync(sessionId, "Stop", MessagePriority.Urgent, [playerId], "m1"));
        var message = (await playerLog.NextAsync<TrainingEvent.MessageSent>()).Message;
        Assert.Equal(("m1", "Stop", MessagePriority.Urgent, stage.Trainer.Id, null), (message.MessageId, message.Text, message.Priority, message.By, message.To));
        Assert.Equal([playerId], (await trainerLog.NextAsync<TrainingEvent.MessageSent>()).Message.To);
        Ok(await player.AcknowledgeMessageAsync(sessionId, "m1"));
        Assert.Equal("m1", (await trainerLog.NextAsync<TrainingEvent.MessageAcknowledged>()).MessageId);
        Ok(await player.SetHandAsync(sessionId, playerId, raised: true));
        Assert.True((await trainerLog.NextAsync<TrainingEvent.HandChanged>()).Raised);
        Ok(await player.RateEffortAsync(sessionId, playerId, 7.5));
        Assert.Equal(7.5, (await trainerLog.NextAsync<TrainingEvent.EffortRated>()).Rpe);
        var set = new ExerciseProgress
        {
            SessionId = sessionId, PlayerId = playerId, ExerciseId = "press", ExerciseName = "Leg press", SetNumber = 1, TotalSets = 5, Completed = false,
            Rpe = 6.5, Errors = 2, Skipped = true, InsteadOf = "squat",
        };
        Ok(await player.ReportAsync(set));
        Assert.Equal(set, (await trainerLog.NextAsync<TrainingEvent.ExerciseProgressed>()).Progress);

        await using var late = await ConnectAsync(stage.Admin, new EventLog());
        var session = (await late.JoinAsync(sessionId, JoinRole.Trainer)).Session!;
        Assert.Equal([playerId], Assert.Single(session.Messages!).AcknowledgedBy);
        var seen = session.Players.Single(one => one.PlayerId == playerId);
        Assert.Equal((7.5, 6.5), (seen.Effort, seen.Exercise!.Rpe));
        Assert.NotNull(seen.HandRaisedAt);
    }

    [Fact]
    public async Task A_removed_player_hears_why_and_comes_back_when_readmitted()
    {
        var sessionId = await stage.NewSessionAsync();
        var (trainerLog, playerLog) = (new EventLog(), new EventLog());
        await using var trainer = await ConnectAsync(stage.Trainer, trainerLog);
        await using var player = await ConnectAsync(stage.Player, playerLog);
        Ok(await trainer.JoinAsync(sessionId, JoinRole.Trainer));
        Ok(await player.JoinAsync(sessionId, JoinRole.Player));

        Ok(await trainer.KickAsync(sessionId, stage.Player.Id, "unwell"));

        Assert.Equal("unwell", (await playerLog.NextAsync<TrainingEvent.PlayerKicked>()).Reason);
        Assert.Equal(LeaveReason.Kicked, (await trainerLog.NextAsync<TrainingEvent.PlayerLeft>()).Reason);
        Assert.Equal(ErrorCodes.Removed, (await player.JoinAsync(sessionId, JoinRole.Player)).Error!.Code);
        Ok(await trainer.ReadmitAsync(sessionId, stage.Player.Id));
        Ok(await player.JoinAsync(sessionId, JoinRole.Player));
        Ok(await player.LeaveAsync(sessionId));
    }

    [Fact]
    public async Task An_admin_ends_by_force_and_all_hear_the_reason()
    {
        var sessionId = await stage.NewSessionAsync();
        var log = new EventLog();
        await using var observer = await ConnectAsync(stage.Observer, log);
        await using var admin = await ConnectAsync(stage.Admin, new EventLog());
        Ok(await observer.JoinAsync(sessionId, JoinRole.Observer));
        Ok(await admin.JoinAsync(sessionId, JoinRole.Trainer));

        Ok(await admin.ForceEndAsync(sessionId, "fire alarm"));

        Assert.Equal("fire alarm", (await log.NextAsync<TrainingEvent.SessionForceEnded>()).Reason);
    }

    [Fact]
    public async Task Who_was_put_out_and_connects_again_is_told_what_happened_meanwhile()
    {
        var sessionId = await stage.NewSessionAsync();
        var log = new EventLog();
        await using var trainer = await ConnectAsync(stage.Trainer, new EventLog());
        await using var observer = await ConnectAsync(stage.Observer, log);
        Ok(await trainer.JoinAsync(sessionId, JoinRole.Trainer));
        Ok(await observer.JoinAsync(sessionId, JoinRole.Observer));
        await log.NextAsync<TrainingEvent.SessionSnapshot>();
        stage.App.Services.GetRequiredService<AccountChanges>().Raise(stage.Observer.Id);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (observer.State != HubConnectionState.Disconnected)
        {
            await look.WaitForNextTickAsync(patience.Token);
        }

        Ok(await trainer.StartAsync(sessionId));
        Ok(await trainer.PauseAsync(sessionId));

        await observer.ConnectAsync();
        Ok(await trainer.ResumeAsync(sessionId));

        Assert.IsType<TrainingEvent.SessionStarted>(await log.NextAsync());
        Assert.IsType<TrainingEvent.SessionPaused>(await log.NextAsync());
        Assert.IsType<TrainingEvent.SessionResumed>(await log.NextAsync());
    }

    [Fact]
    public async Task Refusals_are_values_that_name_what_was_wrong()
    {
        await using var frugal = await HubStage.OpenAsync(HubStage.NothingIsForgotten);
        var sessionId = await frugal.NewSessionAsync();
        await using var player = await ConnectAsync(frugal, frugal.OtherPlayer, new EventLog());
        Assert.Equal(ErrorCodes.NotFound, (await player.JoinAsync("no-such-session", JoinRole.Player)).Error!.Code);
        Ok(await player.JoinAsync(sessionId, JoinRole.Player));
        var sample = new Metrics { SessionId = sessionId, PlayerId = frugal.OtherPlayer.Id, HeartRate = 120 };

        Assert.Equal(ErrorCodes.Forbidden, (await player.StartAsync(sessionId)).Error!.Code);
        var invalid = await player.SendMetricsAsync(sample with { HeartRate = double.NaN });
        Assert.Equal(ErrorCodes.Invalid, invalid.Error!.Code);
        Assert.Contains("heartRate", invalid.Error.Message, StringComparison.Ordinal);
        for (var burst = 0; burst < 5; burst++)
        {
            Ok(await player.SendMetricsAsync(sample));
        }

        var limited = await player.SendMetricsAsync(sample);
        Assert.Equal(ErrorCodes.RateLimited, limited.Error!.Code);
        Assert.InRange(limited.Error.RetryAfterMs!.Value, 3_000_000, 3_600_000);
    }

    private static void Ok(Ack ack) => Assert.True(ack.Ok, ack.Error?.ToString());

    private Task<TrainingHubClient> ConnectAsync(User user, EventLog log) => ConnectAsync(stage, user, log);

    private static async Task<TrainingHubClient> ConnectAsync(HubStage stage, User user, EventLog log)
    {
        var client = new TrainingHubClient(stage.App.Address, async _ => await stage.App.TokenForAsync(user), log.TakeAsync);
        await client.ConnectAsync();
        return client;
    }
}
