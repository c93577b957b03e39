using TrainingHub.Core.Metrics;

namespace TrainingHub.Core.Sessions;

/// <summary>The settings that the rules read.</summary>
/// <param name="Metrics">Live samples of one player.</param>
/// <param name="Progress">Progress and status calls of one user.</param>
/// <param name="Backfill">Backfill calls of one player.</param>
/// <param name="DropGrace">How long a lost player stays before they are dropped.</param>
/// <param name="Players">On one roster at most, with those who were removed.</param>
/// <param name="Guests">Of them at most.</param>
public sealed record SessionLimits(Allowance Metrics, Allowance Progress, Allowance Backfill, TimeSpan DropGrace, int Players = 200, int Guests = 20)
{
    /// <summary>Messages of one sender: one each 2 s, 10 at once.</summary>
    public Allowance Messages { get; init; } = new(TimeSpan.FromSeconds(2), 10);

    /// <summary>Raised hands of one player: one each 5 s, 3 at once.</summary>
    public Allowance Hands { get; init; } = new(TimeSpan.FromSeconds(5), 3);

    /// <summary>Characters of a message.</summary>
    public const int MessageLength = 500;

    /// <summary>A live sample may be this far from now, after correction.</summary>
    public static readonly TimeSpan SampleTolerance = TimeSpan.FromSeconds(10);

    /// <summary>Samples, acknowledgements and how hard it was are taken for so long after a session's end.</summary>
    public static readonly TimeSpan BackfillAfterEnd = TimeSpan.FromHours(24);

    /// <summary>Samples in one backfill call.</summary>
    public const int BackfillSamples = 300;

    /// <summary>`protocol.md` §2.5: 30 samples a minute with a burst of 5; 4 progress calls a second with a burst of 20; 6 backfill calls a minute; 15 s of grace.</summary>
    public static SessionLimits Default { get; } = new(
        new Allowance(TimeSpan.FromSeconds(2), 5),
        new Allowance(TimeSpan.FromSeconds(0.25), 20),
        new Allowance(TimeSpan.FromSeconds(10), 6),
        TimeSpan.FromSeconds(15));
}
