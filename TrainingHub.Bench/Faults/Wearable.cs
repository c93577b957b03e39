using TrainingHub.Client;

namespace TrainingHub.Bench.Faults;

/// <summary>A device that sends each sample live, and by backfill what was not acknowledged; now and then it tells of a set that was done.</summary>
internal sealed class Wearable(RawSeat seat, string sessionId, string playerId, Ledger ledger) : IWearable
{
    private const int SamplesPerSet = 40;
    private const int SamplesPerCall = 300;

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    private readonly SampleMaker _samples = new(sessionId, playerId);
    private readonly List<Metrics> _unsent = [];

    public async Task WearAsync(TimeSpan pace, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(pace, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                if (await SendAsync(_samples.Next()) && _unsent.Count > 0)
                {
                    await BackfillAsync();
                }

                if (_samples.Count % SamplesPerSet == 0)
                {
                    await ReportAsync();
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Taken off.
        }
    }

    public async Task EmptyAsync()
    {
        while (_unsent.Count > 0)
        {
            if (!await BackfillAsync())
            {
                await Task.Delay(BetweenTries, TimeProvider.System);
            }
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask; // its seat is the run's

    private async Task<bool> SendAsync(Metrics sample)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var ack = await seat.CallAsync<Ack>(HubMethods.Metrics, sample);
        ledger.Note(HubMethods.Metrics, KeyOf(sample), ack, begun);
        if (!ack.Ok)
        {
            _unsent.Add(sample);
        }

        return ack.Ok;
    }

    /// <exception cref="InvalidDataException">A sample that was not sent is refused for good.</exception>
    private async Task<bool> BackfillAsync()
    {
        var samples = _unsent.Take(SamplesPerCall).ToList();
        var ack = await seat.CallAsync<BackfillAck>(HubMethods.Backfill, new { sessionId, playerId, samples });
        if (!ack.Ok)
        {
            return false;
        }

        if (ack.Rejected.Count > 0 || ack.Stored + ack.Duplicates != samples.Count)
        {
            throw new InvalidDataException($"Of {samples.Count} late samples {ack.Stored} were stored, {ack.Duplicates} known and {ack.Rejected.Count} rejected: {(ack.Rejected is [var first, ..] ? first.Message : null)}");
        }

        _unsent.RemoveRange(0, samples.Count);
        ledger.NoteStored([.. samples.Select(sample => new Promise(ledger.Fault, HubMethods.Backfill, KeyOf(sample), 0))]);
        return true;
    }

    private string KeyOf(Metrics sample) => IWearable.KeyOf(playerId, sample.Timestamp!.Value);

    private async Task ReportAsync()
    {
        var done = new ExerciseProgress
        {
            SessionId = sessionId,
            PlayerId = playerId,
            ExerciseId = $"{playerId} {_samples.Count}",
            ExerciseName = "Row",
            SetNumber = 1,
            TotalSets = 1,
            Completed = true,
        };
        var begun = TimeProvider.System.GetTimestamp();
        ledger.Note(HubMethods.ExerciseProgress, done.ExerciseId, await seat.CallAsync<Ack>(HubMethods.ExerciseProgress, done), begun);
    }
}
