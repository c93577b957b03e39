using TrainingHub.Client;

namespace TrainingHub.Bench.Faults;

/// <summary>A device made with the typed client, whose buffer brings every sample home by itself.</summary>
internal sealed class BufferedWearable(TrainingHubClient client, string sessionId, string playerId, Ledger ledger) : IWearable
{
    private readonly SampleMaker _samples = new(sessionId, playerId);
    private readonly List<Promise> _made = [];

    private readonly MetricsBuffer _buffer = new(client, sessionId, playerId, new MetricsBufferOptions
    {
        LivePeriod = TimeSpan.FromMilliseconds(50),
        BackfillPeriod = TimeSpan.FromMilliseconds(250),
    });

    public async Task WearAsync(TimeSpan pace, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(pace, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                var sample = _samples.Next();
                _made.Add(new Promise(ledger.Fault, HubMethods.Backfill, IWearable.KeyOf(playerId, sample.Timestamp!.Value), 0));
                _buffer.Add(sample);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Taken off.
        }
    }

    public async Task EmptyAsync()
    {
        await _buffer.FlushAsync();
        var status = _buffer.Status;
        if (status is not { Lost: 0, Rejected: 0 })
        {
            throw new InvalidDataException($"The client's buffer gave up {status.Lost} samples, and {status.Rejected} were refused for good.");
        }

        // An empty buffer says of each that it was acknowledged.
        ledger.NoteStored(_made);
    }

    public ValueTask DisposeAsync() => _buffer.DisposeAsync();
}
