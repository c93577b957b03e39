using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Core;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;
using TrainingHub.Tests.Web.Hubs;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Web.Restart;

/// <summary>`kill -9` in mid-session, under load: what was acknowledged is there, and the session goes on without anyone pressing anything.</summary>
public sealed class KilledServerTests : IDisposable
{
    private const int Players = 6;
    private const int AcksBeforeTheKill = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // So that the wearables can keep the journal busy.
    private static readonly string[] Settings = ["--Limits:Metrics:Period=00:00:00.001", "--Limits:Metrics:Burst=1000"];

    private readonly string _folder = Directory.CreateTempSubdirectory("traininghub-").FullName;
    private readonly List<(string Id, string Token)> _players = [];
    private string _trainerToken = "";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_acknowledged_sample_is_there_and_the_session_goes_on()
    {
        var sessionId = await PrepareAsync();
        var senders = _players.Select(player => new SteadySender(sessionId, player.Id)).ToList();
        string? epoch = null;

        for (var round = 0; round < 2; round++)
        {
            await using var server = ServerProcess.Start(_folder, Settings);
            var address = await server.ListeningAsync();
            await using var trainer = await HubLink.ConnectAsync(address, _trainerToken);
            var joined = await trainer.JoinAsync(sessionId, "trainer");
            if (round > 0)
            {
                AssertGoesOn(joined.GetProperty("session"), senders);
                Assert.Equal(epoch, joined.GetProperty("epoch").GetString());
            }

            epoch = joined.GetProperty("epoch").GetString();
            await trainer.MustAsync("training:session:start", new { sessionId });
            await KillUnderLoadAsync(server, address, sessionId, senders);
        }

        await using var last = ServerProcess.Start(_folder, Settings);
        var at = await last.ListeningAsync();
        await using var observer = await HubLink.ConnectAsync(at, _trainerToken);
        AssertGoesOn((await observer.JoinAsync(sessionId, "trainer")).GetProperty("session"), senders);

        await using var player = await HubLink.ConnectAsync(at, _players[0].Token);
        var back = await player.JoinAsync(sessionId, "player");
        Assert.Equal("active", back.GetProperty("session").GetProperty("players").EnumerateArray().Single().GetProperty("status").GetString());
        var ack = await player.MustAsync("training:player:metrics", new { sessionId, playerId = _players[0].Id, distance = 999_999 });
        Assert.True(ack.GetProperty("seq").GetInt64() > senders.Max(sender => sender.Seq));
    }

    private static void AssertGoesOn(JsonElement session, List<SteadySender> senders)
    {
        Assert.Equal("active", session.GetProperty("status").GetString());
        Assert.True(session.GetProperty("seq").GetInt64() >= senders.Max(sender => sender.Seq));
        var players = session.GetProperty("players").EnumerateArray().ToList();
        Assert.Equal(senders.Count, players.Count);
        foreach (var (player, sender) in players.Zip(senders))
        {
            // The sample that was on its way may have arrived or not; the acknowledged one must have.
            Assert.InRange(player.GetProperty("metrics").GetProperty("distance").GetDouble(), sender.Acknowledged, sender.Sent);
            Assert.Equal("active", player.GetProperty("status").GetString());
            Assert.False(player.GetProperty("connected").GetBoolean());
            Assert.NotEqual(JsonValueKind.Null, player.GetProperty("joinedAt").ValueKind);
        }
    }

    private async Task KillUnderLoadAsync(ServerProcess server, Uri address, string sessionId, List<SteadySender> senders)
    {
        var busy = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var acks = 0;
        var links = new List<HubLink>();
        foreach (var (_, token) in _players)
        {
            links.Add(await HubLink.ConnectAsync(address, token));
            await links[^1].JoinAsync(sessionId, "player");
        }

        var sending = senders.Zip(links, (sender, link) => sender.SendUntilItIsGoneAsync(link, () =>
        {
            if (Interlocked.Increment(ref acks) == AcksBeforeTheKill)
            {
                busy.SetResult();
            }
        })).ToList();
        await busy.Task.WaitAsync(Patience);
        await server.KillAsync();
        await Task.WhenAll(sending).WaitAsync(Patience);
        foreach (var link in links)
        {
            await link.DisposeAsync();
        }
    }

    /// <summary>People, their tokens and a scheduled session, made by a server that ends in peace.</summary>
    private async Task<string> PrepareAsync()
    {
        await using var app = await WebApp.StartAsync(dataDirectory: _folder);
        var trainer = await app.CreateUserAsync("Tara Trainer", RoleNames.Trainer);
        _trainerToken = await app.TokenForAsync(trainer);
        for (var i = 0; i < Players; i++)
        {
            var player = await app.CreateUserAsync($"Player {i}", RoleNames.Player);
            _players.Add((player.Id, await app.TokenForAsync(player)));
        }

        var session = new NewSession(
            Ids.New(), ExampleWorkouts.All[0], trainer.Id, trainer.DisplayName, null, null, false,
            [.. _players.Select((player, i) => new RosterPlayer(player.Id, $"Player {i}", i, Thresholds.Unknown))], []);
        var reply = await app.Services.GetRequiredService<ISessions>().CreateAsync(
            new Caller(trainer.Id, trainer.DisplayName, Roles.Trainer), session, CancellationToken.None);
        Assert.True(reply.Ok);
        return session.SessionId;
    }
}
