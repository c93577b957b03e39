using System.Net.WebSockets;
using Microsoft.AspNetCore.SignalR.Client;
using TrainingHub.Client;
using TrainingHub.Core.Athletes;
using TrainingHub.Core.Metrics;
using Live = TrainingHub.Core.Sessions;

namespace TrainingHub.Web.Demo;

/// <summary>
/// A player of the demo with a wearable: each 2 s a sample to every session that is not over and has them on its roster, through the public hub with a token of their own.
/// Only which sessions there are is read inside the process.
/// </summary>
internal sealed partial class DemoAthlete(
    DemoPlayer player, bool logsSets, Live.ISessions sessions, Func<CancellationToken, ValueTask<string?>> accessToken, DemoServer server, TimeProvider time, ILogger<DemoAthlete> log)
{
    /// <summary>What a live sender keeps to (`protocol.md` §2.5).</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    private readonly SimulatedAthlete _simulated = new(player.Athlete, player.Number);
    private readonly RecordedAthlete? _recorded = player.Recording is { } recording ? new RecordedAthlete(recording) : null;
    private readonly Dictionary<string, (DemoProgress Progress, MetricsBuffer Buffer)> _joined = [];
    private string? _noted;

    /// <param name="phase">When in each 2 s: twelve wearables do not send at one moment.</param>
    public async Task RunAsync(TimeSpan phase, CancellationToken cancellation)
    {
        await Task.Delay(phase, time, cancellation);
        await using var client = new TrainingHubClient(server.Address, accessToken, null, new TrainingHubClientOptions { Time = time, Http = server.TrustItself });
        try
        {
            await TickAllAsync(client, cancellation);
        }
        finally
        {
            foreach (var joined in _joined.Values)
            {
                await joined.Buffer.DisposeAsync();
            }
        }
    }

    private async Task TickAllAsync(TrainingHubClient client, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Period, time);
        var last = time.GetTimestamp();
        do
        {
            var now = time.GetTimestamp();
            try
            {
                await TickAsync(client, time.GetElapsedTime(last, now), cancellation);
            }
            catch (Exception fault) when (!cancellation.IsCancellationRequested)
            {
                // One tick's fault is not the wearable's end.
                LogTickFailed(fault);
            }

            last = now;
        }
        while (await timer.WaitForNextTickAsync(cancellation));
    }

    private async Task TickAsync(TrainingHubClient client, TimeSpan elapsed, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var mine = sessions.InMemory.Where(session => !session.HasEnded && session.Players.ContainsKey(player.UserId)).ToList();
        var sample = Read(mine, elapsed, now) is { } values ? DemoSample.Of(now, values) : null;
        if (sample is not null)
        {
            _joined.Values.ToList().ForEach(joined => joined.Buffer.Add(sample));
        }

        if (!await IsConnectedAsync(client, cancellation))
        {
            return;
        }

        foreach (var over in _joined.Keys.Except(mine.Select(session => session.SessionId)).ToList())
        {
            await ForgetAsync(over);
            Note(await client.LeaveAsync(over, cancellation));
        }

        foreach (var session in mine)
        {
            await TakePartAsync(client, session, sample, now, cancellation);
        }
    }

    private MetricValues? Read(List<Live.SessionState> mine, TimeSpan elapsed, DateTimeOffset now)
    {
        var session = mine.OrderByDescending(session => session.IsLive).ThenByDescending(session => session.CreatedAt).FirstOrDefault();
        return _recorded is not null ? _recorded.Step(elapsed)
            : _simulated.Step(elapsed, session is null ? 0 : Effort.Asked(session, session.Players[player.UserId].Status, player.Athlete, now));
    }

    // The client reconnects by itself, save where the server has put it out.
    private async Task<bool> IsConnectedAsync(TrainingHubClient client, CancellationToken cancellation)
    {
        if (client.State == HubConnectionState.Disconnected)
        {
            try
            {
                await client.ConnectAsync(cancellation);
            }
            catch (Exception error) when (error is HttpRequestException or WebSocketException or IOException)
            {
                LogNoConnection(error);
            }
        }

        return client.State == HubConnectionState.Connected;
    }

    private async Task TakePartAsync(TrainingHubClient client, Live.SessionState session, Sample? sample, DateTimeOffset now, CancellationToken cancellation)
    {
        var isNew = !_joined.TryGetValue(session.SessionId, out var joined);
        // A conflict: removed and readmitted between two samples, so no longer joined.
        if ((isNew || joined.Buffer.Status.Refusal is { Code: ErrorCodes.Conflict }) && !Note(await client.JoinAsync(session.SessionId, JoinRole.Player, cancellation)))
        {
            return;
        }

        if (isNew)
        {
            _joined[session.SessionId] = joined = (new DemoProgress(player.UserId, logsSets), new MetricsBuffer(client, session.SessionId, player.UserId));
            if (sample is not null)
            {
                joined.Buffer.Add(sample);
            }
        }

        if (joined.Progress.IntervalDue(session, now) is { } interval)
        {
            Note(await client.ReportAsync(interval, cancellation));
        }

        if (joined.Progress.SetDue(session, now) is { } set)
        {
            Note(await client.ReportAsync(set, cancellation));
        }
    }

    private async Task ForgetAsync(string sessionId)
    {
        _joined.Remove(sessionId, out var joined);
        await joined.Buffer.DisposeAsync();
    }

    private bool Note(Ack ack)
    {
        if (ack.Error is { } error && error.Code != _noted)
        {
            LogRefused(error.Code, error.Message);
        }

        _noted = ack.Error?.Code;
        return ack.Ok;
    }

    [LoggerMessage(EventId = 1701, Level = LogLevel.Information, Message = "A demo athlete was refused: {Code}, {Reason}")]
    private partial void LogRefused(string code, string reason);

    [LoggerMessage(EventId = 1702, Level = LogLevel.Warning, Message = "A demo athlete's tick failed; it goes on in 2 s")]
    private partial void LogTickFailed(Exception fault);

    [LoggerMessage(EventId = 1703, Level = LogLevel.Information, Message = "A demo athlete cannot connect; it tries again in 2 s")]
    private partial void LogNoConnection(Exception error);
}
