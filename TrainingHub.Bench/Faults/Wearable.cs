using TrainingHub.Client;

namespace TrainingHub.Bench.Faults;

/// <summary>A player's device: makes a sample at a steady pace, whatever becomes of the last one, and now and then a set that was done.</summary>
internal sealed class Wearable(ISeat seat, string sessionId, string playerId, Ledger ledger)
{
    private const int SamplesPerSet = 40;

    private DateTimeOffset _last;
    private int _count;

    public ISeat Seat => seat;

    /// <summary>Samples that were not acknowledged, oldest first.</summary>
    public List<Metrics> Unsent { get; } = [];

    public static string KeyOf(string playerId, DateTimeOffset timestamp) => $"{playerId} {timestamp:O}";

    public async Task WearAsync(TimeSpan pace, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(pace, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await SendAsync(Next());
                if (_count % SamplesPerSet == 0)
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

    private async Task SendAsync(Metrics sample)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var ack = await seat.SendAsync(sample);
        ledger.Note(HubMethods.Metrics, KeyOf(playerId, sample.Timestamp!.Value), ack, begun);
        if (!ack.Ok)
        {
            Unsent.Add(sample);
        }
    }

    private async Task ReportAsync()
    {
        var done = new ExerciseProgress
        {
            SessionId = sessionId,
            PlayerId = playerId,
            ExerciseId = $"{playerId} {_count}",
            ExerciseName = "Row",
            SetNumber = 1,
            TotalSets = 1,
            Completed = true,
        };
        var begun = TimeProvider.System.GetTimestamp();
        ledger.Note(HubMethods.ExerciseProgress, done.ExerciseId, await seat.ReportAsync(done), begun);
    }

    // Of a device whose clock has milliseconds; no two samples at one time.
    private Metrics Next()
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        _last = now > _last ? now : _last.AddMilliseconds(1);
        _count++;
        return new Metrics
        {
            SessionId = sessionId,
            PlayerId = playerId,
            DeviceId = "strap",
            Timestamp = _last,
            Distance = _count,
            // A strap that loses its contact now and then.
            HeartRate = _count % 10 == 0 ? (double?)null : 90 + _count % 90,
        };
    }
}
