using TrainingHub.Core.Sessions.Live;
using TrainingHub.Web.Hubs;

namespace TrainingHub.Web.Server;

/// <summary>
/// From the moment the host begins to stop: calls are refused as <c>unavailable</c>, what was taken is written and answered, and connections are told to come back.
/// Who does not react is cut off, so that the process ends within 5 s.
/// </summary>
internal sealed partial class Shutdown(IHostApplicationLifetime lifetime, LiveSessions sessions, HubPeers peers, TimeProvider time, ILogger<Shutdown> log) : IHostedService, IDisposable
{
    /// <summary>Of the whole; the host's own limit.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(4.5);

    private static readonly TimeSpan ForAnswers = TimeSpan.FromSeconds(2), ForFarewells = TimeSpan.FromSeconds(1), UntilCutOff = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _cutOff = new(Timeout.InfiniteTimeSpan, time);
    private CancellationTokenRegistration _stopping;

    /// <summary>Whether the host is stopping.</summary>
    public bool HasBegun => lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Requests that still go on then are aborted.</summary>
    public CancellationToken CutOff => _cutOff.Token;

    // Registered when all is mapped: callbacks run in reverse order, and SignalR's own, which closes its connections over what they are still to be sent, must come later.
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _stopping = lifetime.ApplicationStopping.Register(Begin);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _stopping.Dispose();
        _cutOff.Dispose();
    }

    // It waits, because the callbacks after it must: there is no asynchronous way to hold them back (dotnet/aspnetcore #13266).
    private void Begin()
    {
        _cutOff.CancelAfter(UntilCutOff);
        Task.Run(LeaveAsync).Wait(ForAnswers + ForFarewells);
    }

    private async Task LeaveAsync()
    {
        try
        {
            var start = time.GetTimestamp();
            await sessions.StopAsync().WaitAsync(ForAnswers, time);
            var answered = time.GetElapsedTime(start);
            var left = await peers.SendAwayAsync(ForFarewells);
            LogLeft(answered, left);
        }
        catch (Exception error) // the rest of the shutdown goes on, whatever it was
        {
            LogFailed(error);
        }
    }

    [LoggerMessage(EventId = 3010, Level = LogLevel.Information, Message = "Stopping: all that was taken was answered after {Answered}; {Left} connections had to be cut off.")]
    private partial void LogLeft(TimeSpan answered, int left);

    [LoggerMessage(EventId = 3011, Level = LogLevel.Warning, Message = "Stopping: not all calls were answered and not all connections told to come back; what was acknowledged is in the journal.")]
    private partial void LogFailed(Exception error);
}
