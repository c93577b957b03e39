namespace TrainingHub.Bench.Faults;

/// <summary>A person's place at the hub: a joined connection that comes back by itself, and what it is told.</summary>
internal interface ISeat : IAsyncDisposable
{
    Watcher Watcher { get; }
}
