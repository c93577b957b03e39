namespace TrainingHub.Web.Dashboard;

/// <summary>Calls a page on its dispatcher at a pace, for as long as it lives: for what time alone changes.</summary>
public sealed class BoardClock : IAsyncDisposable
{
    /// <summary>The pace at which a live board looks for a sensor that fell silent while nobody's update came.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _closed = new();
    private readonly PeriodicTimer _timer;
    private readonly Task _ticking;

    /// <param name="dispatch">The page's <c>InvokeAsync</c>.</param>
    /// <param name="reassess">Called on the dispatcher each time: brings the board to that moment, and renders where something changed.</param>
    /// <param name="fail">The page's <c>DispatchExceptionAsync</c>.</param>
    public BoardClock(TimeProvider time, TimeSpan period, Func<Action, Task> dispatch, Action<DateTimeOffset> reassess, Func<Exception, Task> fail)
    {
        _timer = new PeriodicTimer(period, time);
        _ticking = TickAsync(time, dispatch, reassess, fail);
    }

    /// <summary>No further call; for a call that was the last one. It is still to be disposed.</summary>
    public void Stop() => _timer.Dispose();

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        await _ticking;
        _timer.Dispose();
        _closed.Dispose();
    }

    private async Task TickAsync(TimeProvider time, Func<Action, Task> dispatch, Action<DateTimeOffset> reassess, Func<Exception, Task> fail)
    {
        try
        {
            while (await _timer.WaitForNextTickAsync(_closed.Token))
            {
                await dispatch(() => reassess(time.GetUtcNow()));
            }
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            // The page went.
        }
        catch (ObjectDisposedException)
        {
            // The page's circuit went.
        }
        catch (Exception fault)
        {
            await fail(fault);
        }
    }
}
