using TrainingHub.Bench.Prepare;

namespace TrainingHub.Bench.Load;

/// <param name="ServerId">The server's process.</param>
/// <param name="Prepared">Who takes part: the first <paramref name="Sessions"/> sessions, and of each the first <paramref name="Players"/> players.</param>
/// <param name="Watchers">Of each session: its trainer, and the others by its observers' tokens in turn.</param>
/// <param name="Protocol"><c>json</c> or <c>msgpack</c>.</param>
/// <param name="ConnectionsPerSecond">At most so many are opened in a second.</param>
/// <param name="WarmUp">Traffic before the measured time; at least one <see cref="LoadRun.Period"/>.</param>
/// <param name="Measured">The measured time.</param>
/// <param name="Until">Ends the measured time before that; null where nothing does.</param>
internal sealed record LoadSettings(
    Uri Server, int ServerId, PreparedLoad Prepared, int Sessions, int Players, int Watchers, string Protocol, int ConnectionsPerSecond, TimeSpan WarmUp, TimeSpan Measured, Task? Until = null);
