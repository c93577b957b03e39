using System.Collections.Concurrent;
using TrainingHub.Client;

namespace TrainingHub.Tests.Web.Server;

/// <summary>A player's wearable with the typed client: one sample after another, each with a distance of its own, through whatever happens to the server.</summary>
internal sealed class Wearable : IAsyncDisposable
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(20);

    private readonly string _sessionId;
    private readonly TrainingHubClient _client;
    private readonly SemaphoreSlim _acknowledged = new(0);

    public Wearable(Uri server, string sessionId, string playerId, string token)
    {
        (_sessionId, PlayerId) = (sessionId, playerId);
        _client = new TrainingHubClient(server, _ => ValueTask.FromResult<string?>(token));
    }

    public string PlayerId { get; }

    /// <summary>The distances that were acknowledged.</summary>
    public ConcurrentQueue<int> Acknowledged { get; } = [];

    /// <summary>The distances that were not, with why.</summary>
    public ConcurrentDictionary<int, string> Refused { get; } = [];

    public async Task SendAsync(Action acknowledged, CancellationToken end)
    {
        await _client.ConnectAsync(end);
        Assert.True((await _client.JoinAsync(_sessionId, JoinRole.Player, end)).Ok);
        for (var distance = 1; !end.IsCancellationRequested; distance++)
        {
            var ack = await _client.SendMetricsAsync(new Metrics { SessionId = _sessionId, PlayerId = PlayerId, Distance = distance }, CancellationToken.None);
            if (ack.Ok)
            {
                Acknowledged.Enqueue(distance);
                acknowledged();
                _acknowledged.Release();
            }
            else
            {
                Refused[distance] = ack.Error!.Code;
                await Task.Delay(BetweenTries, TimeProvider.System, CancellationToken.None);
            }
        }
    }

    /// <summary>Returns once so many were acknowledged.</summary>
    public async Task HasAcknowledgedAsync(int count)
    {
        while (Acknowledged.Count < count)
        {
            await _acknowledged.WaitAsync();
        }
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
