namespace TrainingHub.Bench.Faults;

/// <summary>A player's device: makes a sample at a steady pace, whatever becomes of the last one, and keeps each until it is acknowledged.</summary>
internal interface IWearable : IAsyncDisposable
{
    Task WearAsync(TimeSpan pace, CancellationToken cancellationToken);

    /// <summary>Sends what is left; returns when all that it ever made is acknowledged.</summary>
    Task EmptyAsync();

    /// <summary>What tells a sample from any other; all are of one device.</summary>
    static string KeyOf(string playerId, DateTimeOffset timestamp) => $"{playerId} {timestamp:O}";
}
