using TrainingHub.Core.Metrics;

namespace TrainingHub.Core.Sessions;

/// <summary>The settings that the rules read.</summary>
/// <param name="Metrics">Live samples of one player.</param>
/// <param name="Progress">Progress and status calls of one user.</param>
/// <param name="DropGrace">How long a lost player stays before they are dropped.</param>
public sealed record SessionLimits(Allowance Metrics, Allowance Progress, TimeSpan DropGrace)
{
    /// <summary>A live sample may be this far from now, after correction.</summary>
    public static readonly TimeSpan SampleTolerance = TimeSpan.FromSeconds(10);

    /// <summary>`protocol.md` §2.5: 30 samples a minute with a burst of 5; 4 progress calls a second with a burst of 20; 15 s of grace.</summary>
    public static SessionLimits Default { get; } = new(
        new Allowance(TimeSpan.FromSeconds(2), 5),
        new Allowance(TimeSpan.FromSeconds(0.25), 20),
        TimeSpan.FromSeconds(15));
}
