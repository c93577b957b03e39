using System.Collections.Immutable;

namespace TrainingHub.Core.Sessions;

/// <summary>A number of progress: its name on the wire, its unit, and the range that is accepted, both ends included. The table of `protocol.md` beside that of the metrics.</summary>
/// <param name="Step">Only multiples of it are accepted; null: any.</param>
public sealed record ProgressRange(string Name, string Unit, double Min, double Max, double? Step = null)
{
    private const double CountMax = 1000, SecondsMax = 86_400;

    public static ProgressRange Weight { get; } = new("weight", "kg", 0, 1000);

    public static ProgressRange Reps { get; } = new("reps", "count", 0, CountMax, 1);

    public static ProgressRange SetNumber { get; } = new("setNumber", "count", 0, CountMax, 1);

    public static ProgressRange TotalSets { get; } = new("totalSets", "count", 0, CountMax, 1);

    public static ProgressRange Errors { get; } = new("errors", "count", 0, CountMax, 1);

    public static ProgressRange CurrentInterval { get; } = new("currentInterval", "count", 0, CountMax, 1);

    public static ProgressRange TotalIntervals { get; } = new("totalIntervals", "count", 0, CountMax, 1);

    public static ProgressRange Duration { get; } = new("duration", "s", 0, SecondsMax);

    public static ProgressRange RestTime { get; } = new("restTime", "s", 0, SecondsMax);

    public static ProgressRange TimeRemaining { get; } = new("timeRemaining", "s", 0, SecondsMax);

    /// <summary>
    /// Perceived exertion on the category-ratio scale of Borg (Percept. Mot. Skills 1982, "A category scale with ratio properties"), from 1 (very light) to 10 (the most there is), in half steps as lifters rate
    /// their sets by the repetitions they had left (Zourdos et al., J. Strength Cond. Res. 30(1), 2016); of a whole session as by Foster et al., J. Strength Cond. Res. 15(1), 2001.
    /// </summary>
    public static ProgressRange Rpe { get; } = new("rpe", "CR-10", 1, 10, 0.5);

    public static ImmutableArray<ProgressRange> All { get; } =
        [Weight, Reps, SetNumber, TotalSets, Errors, CurrentInterval, TotalIntervals, Duration, RestTime, TimeRemaining, Rpe];

    /// <summary><c>from 1 to 10 CR-10 in steps of 0.5</c>.</summary>
    public string Allowed => FormattableString.Invariant($"from {Min} to {Max} {Unit}{(Step is { } step && step != 1 ? FormattableString.Invariant($" in steps of {step}") : "")}");

    public bool Accepts(double value) => value >= Min && value <= Max && (Step is not { } step || value % step == 0);
}
