using Microsoft.AspNetCore.SignalR;
using TrainingHub.Client;

namespace TrainingHub.Tests.Client;

public sealed class EventOrderTests
{
    [Fact]
    public async Task Events_before_joins_answer_follow_it_if_they_are_newer_than_its_session()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.OnJoin = async caller =>
        {
            await caller.SendAsync(HubEvents.Pause, Paused(5));
            await caller.SendAsync(HubEvents.Pause, Paused(6));
            await caller.SendAsync(HubEvents.Resume, Resumed(7));
            return ScriptedServer.Answer(6);
        };
        var log = new EventLog();
        await using var client = await ConnectAsync(server, log);

        await client.JoinAsync("s1", JoinRole.Trainer);

        Assert.Equal(6, Assert.IsType<TrainingEvent.SessionSnapshot>(await log.NextAsync()).Session.Seq);
        Assert.Equal(7, Assert.IsType<TrainingEvent.SessionResumed>(await log.NextAsync()).Seq);
    }

    [Fact]
    public async Task An_event_is_told_once_and_never_after_a_newer_one()
    {
        await using var server = await ScriptedServer.StartAsync();
        var caller = new TaskCompletionSource<IClientProxy>();
        server.OnJoin = proxy =>
        {
            caller.TrySetResult(proxy);
            return Task.FromResult(ScriptedServer.Answer(6));
        };
        var log = new EventLog();
        await using var client = await ConnectAsync(server, log);
        await client.JoinAsync("s1", JoinRole.Trainer);

        foreach (var seq in new[] { 6, 7, 7, 9, 8, 10 })
        {
            await (await caller.Task).SendAsync(HubEvents.Pause, Paused(seq));
        }

        Assert.IsType<TrainingEvent.SessionSnapshot>(await log.NextAsync());
        foreach (var seq in new[] { 7, 9, 10 })
        {
            Assert.Equal(seq, (await log.NextAsync()).Seq);
        }
    }

    [Fact]
    public async Task Another_sessions_events_are_not_told()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.OnJoin = async caller =>
        {
            await caller.SendAsync(HubEvents.Pause, new { sessionId = "s2", seq = 50, at = "2026-11-22T12:00:00Z", pausedAt = "2026-11-22T12:00:00Z", duration = 1 });
            await caller.SendAsync(HubEvents.Pause, Paused(7));
            return ScriptedServer.Answer(6);
        };
        var log = new EventLog();
        await using var client = await ConnectAsync(server, log);
        await client.JoinAsync("s1", JoinRole.Observer);

        Assert.IsType<TrainingEvent.SessionSnapshot>(await log.NextAsync());
        Assert.Equal("s1", (await log.NextAsync()).SessionId);
    }

    [Fact]
    public async Task A_handler_that_fails_is_told_the_next_event_all_the_same()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.OnJoin = async caller =>
        {
            await caller.SendAsync(HubEvents.Pause, Paused(7));
            return ScriptedServer.Answer(6);
        };
        var log = new EventLog();
        await using var client = new TrainingHubClient(server.Address, NoToken, async happened =>
        {
            await log.TakeAsync(happened);
            throw new InvalidOperationException("The handler's own trouble.");
        });
        await client.ConnectAsync();
        await client.JoinAsync("s1", JoinRole.Observer);

        Assert.IsType<TrainingEvent.SessionSnapshot>(await log.NextAsync());
        Assert.IsType<TrainingEvent.SessionPaused>(await log.NextAsync());
    }

    internal static ValueTask<string?> NoToken(CancellationToken cancellationToken) => ValueTask.FromResult<string?>(null);

    internal static async Task<TrainingHubClient> ConnectAsync(ScriptedServer server, EventLog log)
    {
        var client = new TrainingHubClient(server.Address, NoToken, log.TakeAsync);
        await client.ConnectAsync();
        return client;
    }

    internal static object Paused(long seq) => new { sessionId = "s1", seq, at = "2026-11-22T12:00:00Z", pausedAt = "2026-11-22T12:00:00Z", duration = 60 };

    internal static object Resumed(long seq) => new { sessionId = "s1", seq, at = "2026-11-22T12:00:00Z", startTime = "2026-11-22T11:59:00Z", duration = 60 };
}
