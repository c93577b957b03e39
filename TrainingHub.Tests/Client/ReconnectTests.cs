using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using TrainingHub.Client;

namespace TrainingHub.Tests.Client;

public sealed class ReconnectTests
{
    [Fact]
    public async Task After_a_lost_line_it_joins_again_in_the_same_role_and_brings_the_session_as_it_is()
    {
        await using var server = await ScriptedServer.StartAsync();
        var log = new EventLog();
        await using var client = await EventOrderTests.ConnectAsync(server, log);
        await client.JoinAsync("s1", JoinRole.Trainer);
        await log.NextAsync<TrainingEvent.SessionSnapshot>();
        server.OnJoin = _ => Task.FromResult(ScriptedServer.Answer(40));

        server.CutLines();

        Assert.Equal(40, (await log.NextAsync<TrainingEvent.SessionSnapshot>()).Session.Seq);
        Assert.Equal(["trainer", "trainer"], server.Joins.Select(join => join.GetProperty("role").GetString()));
    }

    [Fact]
    public async Task It_goes_on_from_the_last_event_and_is_told_what_it_missed_without_a_snapshot_and_nothing_twice()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.OnJoin = async caller =>
        {
            await caller.SendAsync(HubEvents.Pause, EventOrderTests.Paused(7));
            return ScriptedServer.Answer(6);
        };
        var log = new EventLog();
        await using var client = await EventOrderTests.ConnectAsync(server, log);
        await client.JoinAsync("s1", JoinRole.Trainer);
        await log.NextAsync<TrainingEvent.SessionPaused>();
        server.OnJoin = async caller =>
        {
            await caller.SendAsync(HubEvents.Pause, EventOrderTests.Paused(7));
            await caller.SendAsync(HubEvents.Resume, EventOrderTests.Resumed(8));
            await caller.SendAsync(HubEvents.Pause, EventOrderTests.Paused(9));
            return new { ok = true, seq = 9, resumed = true, epoch = "e1", serverTime = "2026-11-22T12:00:00Z" };
        };

        server.CutLines();

        Assert.Equal(8, Assert.IsType<TrainingEvent.SessionResumed>(await log.NextAsync()).Seq);
        Assert.Equal(9, Assert.IsType<TrainingEvent.SessionPaused>(await log.NextAsync()).Seq);
        Assert.Equal(("e1", 7), (server.Joins[1].GetProperty("epoch").GetString(), server.Joins[1].GetProperty("sinceSeq").GetInt64()));
        Assert.False(server.Joins[0].TryGetProperty("sinceSeq", out _));
    }

    [Fact]
    public async Task A_call_after_the_line_is_back_waits_until_the_session_is_joined_again()
    {
        await using var server = await ScriptedServer.StartAsync();
        var log = new EventLog();
        await using var client = await EventOrderTests.ConnectAsync(server, log);
        await client.JoinAsync("s1", JoinRole.Player);
        var rejoining = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource<object>();
        server.OnJoin = _ =>
        {
            rejoining.TrySetResult();
            return answer.Task;
        };

        server.CutLines();
        await rejoining.Task.WaitAsync(TimeSpan.FromSeconds(60));
        var sending = client.SendMetricsAsync(new Metrics { SessionId = "s1", PlayerId = "p1", HeartRate = 100 });
        await using var other = await EventOrderTests.ConnectAsync(server, new EventLog());
        await other.SendMetricsAsync(new Metrics { SessionId = "s1", PlayerId = "p2", HeartRate = 100 });
        Assert.Equal(["p2"], server.Samples.Select(sample => sample.GetProperty("playerId").GetString()));
        answer.SetResult(ScriptedServer.Answer(40));

        Assert.True((await sending.WaitAsync(TimeSpan.FromSeconds(60))).Ok);
        Assert.Equal(2, server.Samples.Count);
    }

    [Fact]
    public async Task A_session_that_cannot_be_joined_again_is_told_as_lost()
    {
        await using var server = await ScriptedServer.StartAsync();
        var log = new EventLog();
        await using var client = await EventOrderTests.ConnectAsync(server, log);
        await client.JoinAsync("s1", JoinRole.Player);
        server.OnJoin = _ => Task.FromResult<object>(new { ok = false, error = new { code = "removed", message = "You were removed." } });

        server.CutLines();

        Assert.Equal(ErrorCodes.Removed, (await log.NextAsync<TrainingEvent.JoinLost>()).Error.Code);
    }

    [Fact]
    public async Task A_rejoin_is_asked_for_again_where_the_server_is_not_ready()
    {
        await using var server = await ScriptedServer.StartAsync();
        var log = new EventLog();
        await using var client = await EventOrderTests.ConnectAsync(server, log);
        await client.JoinAsync("s1", JoinRole.Player);
        await log.NextAsync<TrainingEvent.SessionSnapshot>();
        var asked = 0;
        server.OnJoin = _ => Task.FromResult<object>(asked++ == 0
            ? new { ok = false, error = new { code = "rate_limited", message = "Wait.", retryAfterMs = 1 } }
            : ScriptedServer.Answer(40));

        server.CutLines();

        Assert.Equal(40, (await log.NextAsync<TrainingEvent.SessionSnapshot>()).Session.Seq);
    }

    [Fact]
    public async Task Without_a_connection_a_call_is_answered_not_thrown()
    {
        await using var server = await ScriptedServer.StartAsync();
        await using var client = new TrainingHubClient(server.Address, EventOrderTests.NoToken);

        var ack = await client.SendMetricsAsync(new Metrics { SessionId = "s1", PlayerId = "p1", HeartRate = 100 });

        Assert.Equal(ErrorCodes.Disconnected, ack.Error!.Code);
        Assert.Equal(HubConnectionState.Disconnected, client.State);
    }

    [Fact]
    public async Task A_call_whose_line_is_lost_before_the_answer_says_so()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.OnMetrics = () =>
        {
            server.CutLines();
            return new TaskCompletionSource<object>().Task;
        };
        await using var client = await EventOrderTests.ConnectAsync(server, new EventLog());

        var ack = await client.SendMetricsAsync(new Metrics { SessionId = "s1", PlayerId = "p1", HeartRate = 100 }).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(ErrorCodes.Disconnected, ack.Error!.Code);
    }
}
