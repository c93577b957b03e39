using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TrainingHub.Client;

namespace TrainingHub.Tests.Client;

/// <summary>A hub on a free port that answers by a test's script, for what a real server does only by chance: an event before join's answer, a lost line.</summary>
public sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ScriptedServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public List<JsonElement> Joins { get; } = [];

    public ConcurrentQueue<JsonElement> Samples { get; } = [];

    /// <summary>What join does and answers; by default the session at seq 1.</summary>
    public Func<IClientProxy, Task<object>> OnJoin { get; set; } = _ => Task.FromResult<object>(Answer(1));

    public Func<Task<object>> OnMetrics { get; set; } = () => Task.FromResult<object>(new { ok = true, seq = 2 });

    public ConcurrentQueue<JsonElement> Backfills { get; } = [];

    /// <summary>What backfill answers; by default all samples are stored.</summary>
    public Func<JsonElement, object> OnBackfill { get; set; } = call => new { ok = true, seq = 3, stored = call.GetProperty("samples").GetArrayLength(), duplicates = 0, rejected = Array.Empty<object>() };

    public static async Task<ScriptedServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSignalR(hub =>
        {
            hub.MaximumParallelInvocationsPerClient = 4;
            hub.MaximumReceiveMessageSize = 64 * 1024;
        });
        ScriptedServer? server = null;
        builder.Services.AddSingleton(_ => server!);
        var app = builder.Build();
        app.MapHub<ScriptedHub>("/training");
        server = new ScriptedServer(app);
        await app.StartAsync();
        return server;
    }

    public static object Answer(long seq) => new
    {
        ok = true,
        seq,
        resumed = false,
        epoch = "e1",
        serverTime = "2026-11-22T12:00:00Z",
        addedLater = new { by = "a newer server" },
        session = Session(seq),
    };

    public static object Session(long seq) => new
    {
        sessionId = "s1",
        seq,
        workoutId = "w1",
        workoutName = "Threshold",
        workoutType = "conditioning",
        status = "active",
        startTime = "2026-11-22T11:59:00Z",
        duration = 60.5,
        trainerId = "t1",
        trainerName = "Trainer",
        shareWithTeam = false,
        addedLater = true,
        players = new[] { new { playerId = "p1", playerName = "Player", status = "active", connected = true, metrics = new { heartRate = 120.0, heartRateZone = 3 } } },
        totalPlayers = 1,
        activePlayers = 1,
        completedPlayers = 0,
    };

    /// <summary>Cuts every connection that there is as a lost line does, without a word of SignalR; one that comes back meanwhile stays.</summary>
    public void CutLines()
    {
        foreach (var line in ScriptedHub.Lines.ToArray().Where(line => line.Key.Server == this))
        {
            line.Value.Abort();
        }
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}

public sealed class ScriptedHub(ScriptedServer server) : Hub
{
    public static readonly ConcurrentDictionary<(ScriptedServer Server, string Connection), Microsoft.AspNetCore.Http.HttpContext> Lines = [];

    public override Task OnConnectedAsync()
    {
        Lines[(server, Context.ConnectionId)] = Context.Features.Get<IHttpContextFeature>()!.HttpContext!;
        return Task.CompletedTask;
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        Lines.TryRemove((server, Context.ConnectionId), out _);
        return Task.CompletedTask;
    }

    [HubMethodName(HubMethods.Join)]
    public Task<object> Join(JsonElement argument)
    {
        lock (server.Joins)
        {
            server.Joins.Add(argument);
        }

        return server.OnJoin(Clients.Caller);
    }

    [HubMethodName(HubMethods.Metrics)]
    public Task<object> Metrics(JsonElement argument)
    {
        server.Samples.Enqueue(argument);
        return server.OnMetrics();
    }

    [HubMethodName(HubMethods.Backfill)]
    public object Backfill(JsonElement argument)
    {
        server.Backfills.Enqueue(argument);
        return server.OnBackfill(argument);
    }
}
