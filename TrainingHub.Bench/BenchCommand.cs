namespace TrainingHub.Bench;

/// <param name="Name">The word that it is called by.</param>
/// <param name="Usage">The name, its options with their defaults, and what it does: one line.</param>
/// <param name="RunAsync">Answers the exit code: 0 where all that it promises held.</param>
internal sealed record BenchCommand(string Name, string Usage, Func<Arguments, CancellationToken, Task<int>> RunAsync);
