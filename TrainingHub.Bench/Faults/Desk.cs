using TrainingHub.Client;

namespace TrainingHub.Bench.Faults;

/// <summary>The trainer's desk: pauses and resumes the session, and takes a player out and in again, one call after another.</summary>
internal sealed class Desk(RawSeat seat, string sessionId, string playerId, Ledger ledger)
{
    public RawSeat Seat => seat;

    public Task StartAsync() => MustAsync(HubMethods.Start, new { sessionId });

    /// <summary>A last pause, whatever was before.</summary>
    /// <returns>Its sequence number.</returns>
    public async Task<long> CloseAsync()
    {
        await MustAsync(HubMethods.Resume, new { sessionId });
        return await MustAsync(HubMethods.Pause, new { sessionId });
    }

    public async Task WorkAsync(TimeSpan pace, CancellationToken cancellationToken)
    {
        (string Method, object Argument)[] round =
        [
            (HubMethods.Kick, new { sessionId, playerId, reason = "resting" }),
            (HubMethods.Pause, new { sessionId }),
            (HubMethods.Resume, new { sessionId }),
            (HubMethods.Readmit, new { sessionId, playerId }),
        ];
        using var timer = new PeriodicTimer(pace, TimeProvider.System);
        try
        {
            for (var turn = 0; await timer.WaitForNextTickAsync(cancellationToken); turn++)
            {
                // What was lost is asked for again, until it is so: an order of the trainer's is never skipped.
                var (method, argument) = round[turn % round.Length];
                while (!(await CallAsync(method, argument)).Ok)
                {
                    await timer.WaitForNextTickAsync(cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Gone home.
        }
    }

    private async Task<long> MustAsync(string method, object argument)
    {
        var ack = await CallAsync(method, argument);
        if (!ack.Ok)
        {
            throw new InvalidOperationException($"{method} was refused: {ack.Error}");
        }

        return ack.Seq;
    }

    private async Task<Ack> CallAsync(string method, object argument)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var ack = await seat.CallAsync<Ack>(method, argument);
        ledger.Note(method, method, ack, begun);
        return ack;
    }
}
