using TrainingHub.Client;

namespace TrainingHub.Bench.Faults;

/// <summary>A person's place at the hub: a joined connection that comes back by itself, and what it is told. What could not be sent is refused as `disconnected`.</summary>
internal interface ISeat : IAsyncDisposable
{
    Watcher Watcher { get; }

    Task<Ack> SendAsync(Metrics metrics);

    Task<Ack> ReportAsync(ExerciseProgress progress);
}
