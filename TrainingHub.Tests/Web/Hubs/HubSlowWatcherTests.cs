using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Core;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Web.Hubs;

/// <summary>A watcher that reads nothing, on a real connection: with thirty players it is sent more than the buffers between hold.</summary>
public sealed class HubSlowWatcherTests : IAsyncLifetime
{
    private const string Status = "training:player:status";
    private const int Players = 30;
    private const int Rounds = 300; // of 12 KB and more
    private const int RoundsPerSet = 50;

    // What the kernel keeps for a watcher: left to itself it grows to megabytes, and how many rounds fit in depends on how many of them a busy machine merges.
    private const int KernelBytes = 64 * 1024;

    private readonly List<Caller> _players = [];
    private WebApp _app = null!; // by OpenAsync
    private User _trainer = null!;
    private User _watcher = null!;
    private string _sessionId = "";

    private ISessions Sessions => _app.Services.GetRequiredService<ISessions>();

    /// <param name="sendTimeout">As the setting.</param>
    private async Task OpenAsync(string sendTimeout)
    {
        _app = await WebApp.StartAsync(web =>
        {
            web.ConfigureServices(services => services.Configure<SocketTransportOptions>(sockets => sockets.CreateBoundListenSocket = Narrow));
            web.UseSetting("Limits:SendTimeout", sendTimeout);
            web.UseSetting("Limits:Metrics:Period", "00:00:00.0001");
            web.UseSetting("Limits:Metrics:Burst", "100000");
            web.UseSetting("Broadcast:Window", "00:00:00.001");
            web.UseSetting("Journal:Window", "00:00:00.001");
        });
        _trainer = await _app.CreateUserAsync("Tara Trainer", RoleNames.Trainer);
        _watcher = await _app.CreateUserAsync("Pia Player", RoleNames.Player);
        _players.Add(new Caller(_watcher.Id, _watcher.DisplayName, Roles.Player));
        _players.AddRange(Enumerable.Range(1, Players - 1).Select(i => new Caller($"player-{i}", $"Player {i}", Roles.Player)));
        var session = new NewSession(
            Ids.New(), ExampleWorkouts.All[0], _trainer.Id, _trainer.DisplayName, null, null, ShareWithTeam: true,
            [.. _players.Select((player, i) => new RosterPlayer(player.UserId, player.Name, i, Thresholds.Unknown, TeamSees: HeartRateVisibility.Number))], []);
        _sessionId = session.SessionId;
        Assert.True((await Sessions.CreateAsync(new Caller(_trainer.Id, "", Roles.Trainer), session, CancellationToken.None)).Ok);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task One_that_reads_again_gets_everything_but_metrics_one_by_one_and_of_metrics_the_newest()
    {
        await OpenAsync(sendTimeout: "00:10:00"); // longer than the test: it must not be closed here
        await using var app = await HubLink.ConnectAsync(_app.Address, await _app.TokenForAsync(_trainer));
        await app.JoinAsync(_sessionId, "trainer");
        await app.MustAsync("training:session:start", new { sessionId = _sessionId });
        await using var deaf = new DeafSocket();
        await deaf.JoinAsync(_app.Address, await _app.TokenForAsync(_watcher), _sessionId, "player");
        await app.UntilAsync("training:player:join");

        await SendAllAsync(app);

        var told = await deaf.UntilAsync("training:session:pause");
        var metrics = told.Where(e => e.Name == "training:player:metrics").ToList();
        Assert.InRange(metrics.Count, 1, Rounds / 2);
        Assert.Equal(told.Select(e => e.Payload.GetProperty("seq").GetInt64()).Order().Distinct(), told.Select(e => e.Payload.GetProperty("seq").GetInt64()));
        Assert.Equal(
            Enumerable.Range(1, Rounds / RoundsPerSet),
            told.Where(e => e.Name == "training:player:exercise:progress").Select(e => e.Payload.GetProperty("progress").GetProperty("setNumber").GetInt32()));
        var newest = metrics.SelectMany(e => e.Payload.GetProperty("players").EnumerateArray()).GroupBy(entry => entry.GetProperty("playerId").GetString())
            .Select(entries => entries.Last(entry => entry.TryGetProperty("distance", out _)).GetProperty("distance").GetInt32());
        Assert.Equal(Enumerable.Repeat(Rounds, Players), newest);
    }

    [Fact]
    public async Task One_that_goes_on_reading_nothing_is_closed()
    {
        await OpenAsync(sendTimeout: "00:00:10"); // longer than a busy machine keeps the other watcher from reading
        await using var app = await HubLink.ConnectAsync(_app.Address, await _app.TokenForAsync(_trainer));
        await app.JoinAsync(_sessionId, "trainer");
        await app.MustAsync("training:session:start", new { sessionId = _sessionId });
        await using var deaf = new DeafSocket();
        await deaf.JoinAsync(_app.Address, await _app.TokenForAsync(_watcher), _sessionId, "player");
        await app.UntilAsync("training:player:join");

        // On a slow machine it is closed before all is sent.
        var told = await SendAllAsync(app);
        var lost = (told.LastOrDefault(e => e.Name == Status) ?? (await app.UntilAsync(Status))[^1]).Payload;
        Assert.Equal((_watcher.Id, false), (lost.GetProperty("playerId").GetString(), lost.GetProperty("connected").GetBoolean()));
    }

    /// <summary>All players send, round after round, and the other watcher is told everything all the while.</summary>
    /// <returns>What that watcher was told.</returns>
    private async Task<List<HubEvent>> SendAllAsync(HubLink app)
    {
        for (var round = 1; round <= Rounds; round++)
        {
            var replies = await Task.WhenAll(_players.Select(player => Sessions.SendAsync(player, _sessionId, Sample(player, round), null, CancellationToken.None)));
            Assert.All(replies, reply => Assert.True(reply.Ok, reply.Refusal?.Message));
            if (round % RoundsPerSet == 0)
            {
                var set = new ExerciseProgress(_watcher.Id, "row", "Row", round / RoundsPerSet, 100, true);
                Assert.True((await Sessions.SendAsync(_players[0], _sessionId, new SessionCommand.ReportExercise(set), null, CancellationToken.None)).Ok);
            }
        }

        await app.MustAsync("training:session:pause", new { sessionId = _sessionId });
        var told = await app.UntilAsync("training:session:pause");
        Assert.Equal(Rounds / RoundsPerSet, told.Count(e => e.Name == "training:player:exercise:progress"));
        return told;
    }

    // Connections inherit it from the socket that listens.
    private static Socket Narrow(System.Net.EndPoint endpoint)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        socket.SendBufferSize = KernelBytes;
        return socket;
    }

    private static SessionCommand.ReportMetrics Sample(Caller player, int round) => new(player.UserId, null, null, new MetricValues.Builder()
        .Set(Metric.Distance, round)
        .Set(Metric.Power, round)
        .Set(Metric.HeartRate, 100 + (round % 100))
        .Set(Metric.Speed, 1 + (round / 1000.0))
        .SetRrIntervals([.. Enumerable.Repeat(300 + (round / 3.0), 20)])
        .Build());
}
