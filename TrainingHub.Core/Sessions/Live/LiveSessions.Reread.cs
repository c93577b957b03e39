using System.Runtime.ExceptionServices;

namespace TrainingHub.Core.Sessions.Live;

public sealed partial class LiveSessions
{
    /// <summary>
    /// Takes a session out of memory while what the journal holds of it is changed, and reads it back. Calls wait meanwhile; who watched is told to come again, and is given the session whole.
    /// </summary>
    /// <param name="change">Nobody else writes to the session until it is done. What it throws comes out of here, when the session is back.</param>
    /// <exception cref="OperationCanceledException">The server is shutting down; nothing was changed.</exception>
    public async Task RereadAsync(string sessionId, Func<Task> change)
    {
        ExceptionDispatchInfo? fault = null;
        // In a thread of its own: whoever asks for the session first must not be held up by what the change does before its first await.
        var again = new Lazy<Task<LiveSession?>>(() => Task.Run(async () =>
        {
            try
            {
                await change();
            }
            catch (Exception error) // those who wait for the session have no part in it
            {
                fault = ExceptionDispatchInfo.Capture(error);
            }

            _traces.Forget(sessionId);
            return await ReadBackAsync(sessionId, $"{_journal.Epoch}.{Ids.New()}");
        }));
        await TakePlaceAsync(sessionId, again);
        await FindLiveAsync(sessionId);
        if (await again.Value is { } live && _stopping)
        {
            await live.DisposeAsync(); // it came back too late to be stopped with the others
        }

        fault?.Throw();
    }

    private async Task TakePlaceAsync(string sessionId, Lazy<Task<LiveSession?>> again)
    {
        while (true)
        {
            if (_stopping)
            {
                throw new OperationCanceledException(ShuttingDown.Message);
            }

            if (_open.TryAdd(sessionId, again))
            {
                return;
            }

            if (_open.ContainsKey(sessionId) && await FindLiveAsync(sessionId) is { } live)
            {
                await live.LetGoAsync();
            }
        }
    }
}
