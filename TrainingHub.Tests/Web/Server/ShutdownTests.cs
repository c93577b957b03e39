using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Bench.Faults;
using TrainingHub.Client;
using TrainingHub.Core;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;
using TrainingHub.Tests.Web.Hubs;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Web.Server;

/// <summary>`SIGTERM` in mid-session: nothing that was acknowledged is lost, clients come back by themselves, and the process ends whoever does not react.</summary>
public sealed class ShutdownTests : IAsyncLifetime
{
    private const int Players = 4;
    private const int AcksBeforeTheEnd = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Unlimited = ["--Limits:Metrics:Period=00:00:00.001", "--Limits:Metrics:Burst=1000"];

    private readonly string _folder = Directory.CreateTempSubdirectory("traininghub-").FullName;
    private readonly string _urls = $"--urls=http://127.0.0.1:{QuietPort()}";
    private readonly List<(string Id, string Token)> _players = [];
    private readonly string _sessionId = Ids.New();
    private string _trainerToken = "";

    public async Task InitializeAsync()
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
            _sessionId, ExampleWorkouts.All[0], trainer.Id, trainer.DisplayName, null, null, false,
            [.. _players.Select((player, i) => new RosterPlayer(player.Id, $"Player {i}", i, Thresholds.Unknown))], []);
        var asked = new Caller(trainer.Id, trainer.DisplayName, Roles.Trainer);
        var sessions = app.Services.GetRequiredService<ISessions>();
        Assert.True((await sessions.CreateAsync(asked, session, CancellationToken.None)).Ok);
        Assert.True((await sessions.SendAsync(asked, _sessionId, new SessionCommand.Start(), null, CancellationToken.None)).Ok);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Under_load_what_was_acknowledged_is_kept_what_was_not_is_said_and_the_clients_go_on_with_the_next_server()
    {
        using var end = new CancellationTokenSource();
        var busy = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var acks = 0;
        List<Wearable> wearables;
        Task[] sending;
        await using (var server = ServerProcess.Start(_folder, [_urls, .. Unlimited]))
        {
            var address = await server.ListeningAsync();
            wearables = [.. _players.Select(player => new Wearable(address, _sessionId, player.Id, player.Token))];
            sending = [.. wearables.Select(wearable => wearable.SendAsync(
                () =>
                {
                    if (Interlocked.Increment(ref acks) == AcksBeforeTheEnd)
                    {
                        busy.SetResult();
                    }
                },
                end.Token))];
            await busy.Task.WaitAsync(Patience);

            await TerminateAsync(server);
            Assert.Equal((0, ""), await server.EndedAsync());
        }

        await using var next = ServerProcess.Start(_folder, [_urls, .. Unlimited]);
        var at = await next.ListeningAsync();
        var before = wearables.Select(wearable => wearable.Acknowledged.Count).ToList();
        await Task.WhenAll(wearables.Select((wearable, i) => wearable.HasAcknowledgedAsync(before[i] + 3))).WaitAsync(Patience);
        await end.CancelAsync();
        await Task.WhenAll(sending).WaitAsync(Patience);

        var stored = await StoredAsync(at);
        foreach (var wearable in wearables)
        {
            var mine = stored.Where(sample => sample.PlayerId == wearable.PlayerId).Select(sample => sample.Distance).ToList();
            Assert.Equal(mine.Count, mine.Distinct().Count());
            Assert.Empty(wearable.Acknowledged.Except(mine));
            Assert.Empty(wearable.Refused.Values.Except([ErrorCodes.Unavailable, ErrorCodes.Disconnected]));
            // Who is told "unavailable" is told the truth: nothing was changed.
            Assert.Empty(wearable.Refused.Where(refused => refused.Value == ErrorCodes.Unavailable).Select(refused => refused.Key).Intersect(mine));
            await wearable.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_client_that_does_not_react_does_not_hold_it_up()
    {
        await using var server = ServerProcess.Start(_folder, _urls);
        var address = await server.ListeningAsync();
        using var silent = new ClientWebSocket();
        await silent.ConnectAsync(new Uri($"ws://{address.Authority}/training?access_token={_players[0].Token}"), CancellationToken.None);
        await silent.SendAsync("{\"protocol\":\"json\",\"version\":1}\u001e"u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
        await silent.SendAsync(
            System.Text.Encoding.UTF8.GetBytes($$"""{"type":1,"target":"training:session:join","arguments":[{"sessionId":"{{_sessionId}}","role":"player"}]}""" + "\u001e"), WebSocketMessageType.Text, true, CancellationToken.None);
        await using var trainer = await HubLink.ConnectAsync(address, _trainerToken);
        await trainer.JoinAsync(_sessionId, "trainer");
        await trainer.MustAsync("training:session:pause", new { sessionId = _sessionId });

        await TerminateAsync(server);

        Assert.Equal((0, ""), await server.EndedAsync());
        await trainer.Closed;
    }

    [SkippableFact]
    public async Task Microsofts_JavaScript_client_comes_back_by_itself()
    {
        Task<string> script;
        await using (var server = ServerProcess.Start(_folder, _urls))
        {
            var address = await server.ListeningAsync();
            await using var trainer = await HubLink.ConnectAsync(address, _trainerToken);
            await trainer.JoinAsync(_sessionId, "trainer");
            script = Node.RunAsync("reconnect.mjs", JsonSerializer.Serialize(new { address, sessionId = _sessionId, playerId = _players[0].Id, token = _players[0].Token }));
            if (await Task.WhenAny(script, trainer.NextAsync("training:player:join")) == script)
            {
                await script; // skipped, or failed
            }

            await TerminateAsync(server);
            await server.EndedAsync();
        }

        await using var next = ServerProcess.Start(_folder, _urls);
        await next.ListeningAsync();
        var told = JsonSerializer.Deserialize<JsonElement>(await script);

        Assert.Equal(["ok", "ok"], told.GetProperty("after").EnumerateArray().Select(HubLink.Verdict));
        Assert.Equal(JsonValueKind.Null, told.GetProperty("error").ValueKind);
    }

    private static async Task TerminateAsync(ServerProcess server)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{server.Id}"]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    private async Task<List<(string PlayerId, int Distance)>> StoredAsync(Uri server)
    {
        using var client = new HttpClient { BaseAddress = server };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _trainerToken);
        var lines = await client.GetStringAsync(new Uri($"/api/v1/sessions/{_sessionId}/events", UriKind.Relative));
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Where(line => line.GetProperty("type").GetString() == "metrics")
            .Select(line => (line.GetProperty("playerId").GetString()!, line.GetProperty("values").GetProperty("distance").GetInt32()))];
    }

    // The next server comes back to the first one's port. One that the system had picked it would give to whoever asks for any while nobody listens there;
    // from below its own (32768 and up, by default) it gives none.
    private static int QuietPort()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(20_000, 32_000));
            try
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Somebody's; another, then.
            }
        }
    }
}
