namespace TrainingHub.Web.Server;

internal static class ApplicationStart
{
    /// <summary>Waits until the server listens; what is done behind it begins then.</summary>
    /// <exception cref="OperationCanceledException">It stops instead.</exception>
    public static async Task StartedAsync(this IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(cancellationToken);
    }
}
