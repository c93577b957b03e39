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
    private readonly Dictionary<string, DemoProgress> _joined = [];
    private string? _noted;

    /// <param name="phase">When in each 2 s: twelve wearables do not send at one moment.</param>
    public async Task RunAsync(TimeSpan phase, CancellationToken cancellation)
    {
        await Task.Delay(phase, time, cancellation);
        await using var client = new TrainingHubClient(server.Address, accessToken, null, new TrainingHubClientOptions { Time = time, Http = server.TrustItself });
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
        var sample = Read(mine, elapsed, now);
        if (!await IsConnectedAsync(client, cancellation))
        {
            return;
        }

        foreach (var over in _joined.Keys.Except(mine.Select(session => session.SessionId)).ToList())
        {
            _joined.Remove(over);
            Note(await client.LeaveAsync(over, cancellation));
        }

        foreach (var session in mine)
        {
            await SendAsync(client, session, sample, now, cancellation);
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

    private async Task SendAsync(TrainingHubClient client, Live.SessionState session, MetricValues? sample, DateTimeOffset now, CancellationToken cancellation)
    {
        if (!_joined.TryGetValue(session.SessionId, out var progress))
        {
            if (!Note(await client.JoinAsync(session.SessionId, JoinRole.Player, cancellation)))
            {
                return;
            }

            _joined[session.SessionId] = progress = new DemoProgress(player.UserId, logsSets);
        }

        if (sample is not null)
        {
            var ack = await client.SendMetricsAsync(DemoSample.Of(session.SessionId, player.UserId, now, sample), cancellation);
            if (!Note(ack) && ack.Error!.Code == ErrorCodes.Conflict)
            {
                // Removed and readmitted between two samples: no longer joined.
                _joined.Remove(session.SessionId);
                return;
            }
        }

        if (progress.IntervalDue(session, now) is { } interval)
        {
            Note(await client.ReportAsync(interval, cancellation));
        }

        if (progress.SetDue(session, now) is { } set)
        {
            Note(await client.ReportAsync(set, cancellation));
        }
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

    [LoggerMessage(LogLevel.Information, "A demo athlete was refused: {Code}, {Reason}")]
    private partial void LogRefused(string code, string reason);

    [LoggerMessage(LogLevel.Warning, "A demo athlete's tick failed; it goes on in 2 s")]
    private partial void LogTickFailed(Exception fault);

    [LoggerMessage(LogLevel.Information, "A demo athlete cannot connect; it tries again in 2 s")]
    private partial void LogNoConnection(Exception error);
}
