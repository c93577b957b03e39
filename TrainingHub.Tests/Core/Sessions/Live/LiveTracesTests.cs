using Microsoft.Extensions.Time.Testing;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Sessions.Live;
using TrainingHub.Core.Traces;

namespace TrainingHub.Tests.Core.Sessions.Live;

/// <summary>The past of a live session: read once, and then only what is new; whoever asks is told what they may see.</summary>
public sealed class LiveTracesTests
{
    [Fact]
    public async Task A_second_question_reads_only_what_came_since()
    {
        await using var stage = await RunningAsync();
        await SampleAsync(stage, 140);
        Assert.Equal([140.0], await AskAsync(stage, Examples.Trainer));

        await SampleAsync(stage, 150);
        Assert.Equal([140.0, 150], await AskAsync(stage, Examples.Trainer));

        Assert.Equal(4, stage.Journal.ReadAfter); // created, started, came, and the first sample
    }

    [Fact]
    public async Task What_the_journal_holds_otherwise_is_read_anew()
    {
        await using var stage = await RunningAsync();
        await SampleAsync(stage, 140);
        await AskAsync(stage, Examples.Trainer);

        await stage.Sessions.RereadAsync(Examples.SessionId, () => Task.CompletedTask);
        Assert.Equal([140.0], await AskAsync(stage, Examples.Trainer));

        Assert.Equal(0, stage.Journal.ReadAfter);
    }

    [Fact]
    public async Task The_writer_goes_on_while_somebody_reads()
    {
        await using var stage = await RunningAsync();
        await SampleAsync(stage, 140);
        var reading = stage.Journal.HoldReading();

        var asked = AskAsync(stage, Examples.Trainer);
        await SampleAsync(stage, 150);
        Assert.False(asked.IsCompleted);
        reading.SetResult();

        Assert.Contains(140.0, await asked);
    }

    [Fact]
    public async Task Who_may_not_see_the_session_is_told_that_there_is_none()
    {
        await using var stage = await RunningAsync();

        foreach (var caller in new[] { Examples.OtherTrainer, Examples.Stranger })
        {
            var reply = await stage.Sessions.TracesAsync(caller, Examples.SessionId, new TraceRequest(), CancellationToken.None);
            Assert.Equal((null, RefusalCode.NotFound), (reply.Traces, reply.Refusal!.Code));
        }
    }

    [Fact]
    public async Task A_player_gets_their_own_and_nobody_elses_who_has_not_agreed()
    {
        await using var stage = await RunningAsync();
        await SampleAsync(stage, 140);

        Assert.Equal([140.0], await AskAsync(stage, Examples.Ada));
        Assert.Empty(await AskAsync(stage, Examples.Ben));
    }

    [Fact]
    public async Task Not_more_sessions_are_kept_than_is_said_and_none_longer()
    {
        var time = new FakeTimeProvider(Examples.T0);
        var traces = new LiveTraces(new StagedJournal(), time);
        for (var session = 0; session < LiveTraces.Kept + 5; session++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await traces.ReadAsync($"session {session}", "epoch", fold => fold.Seq, CancellationToken.None);
        }

        Assert.Equal(LiveTraces.Kept, traces.Count);

        time.Advance(LiveTraces.KeptFor + TimeSpan.FromSeconds(1));
        await traces.ReadAsync("one", "epoch", fold => fold.Seq, CancellationToken.None);
        Assert.Equal(1, traces.Count);
    }

    private static async Task<LiveStage> RunningAsync()
    {
        var stage = await LiveStage.CreateAsync(unlimited: true);
        await stage.MustAsync(Examples.Trainer, new SessionCommand.Start());
        await stage.JoinAsync(Examples.Ada, JoinRole.Player);
        return stage;
    }

    private static async Task SampleAsync(LiveStage stage, double heartRate)
    {
        stage.Time.Advance(TimeSpan.FromSeconds(2));
        await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada, heartRate));
    }

    private static async Task<IEnumerable<double>> AskAsync(LiveStage stage, Caller caller)
    {
        var reply = await stage.Sessions.TracesAsync(caller, Examples.SessionId, new TraceRequest(), CancellationToken.None).WaitAsync(LiveStage.Patience);
        return reply.Traces!.Players.TryGetValue("ada", out var trace) ? [.. trace.Of(Metric.HeartRate).Select(point => point.Value)] : [];
    }
}
