using System.Collections.Immutable;
using TrainingHub.Core.Players;

namespace TrainingHub.Web.Teams;

/// <summary>A team as its trainer sees it.</summary>
/// <param name="Players">By number, those without one last, then by name.</param>
public sealed record TeamRoster(string Id, string Name, string TrainerId, string TrainerName, ImmutableArray<TeamPlayer> Players);

/// <param name="Number">On the shirt; 0 to 999.</param>
/// <param name="Now">The thresholds that hold today; null where none are known.</param>
public sealed record TeamPlayer(string PlayerId, string Name, int? Number, DatedThresholds? Now);

/// <summary>A player's thresholds, and the first day on which they hold (UTC).</summary>
public sealed record DatedThresholds(DateOnly ValidFrom, Thresholds Values)
{
    /// <summary>Of several, those that hold on a day; null where none do yet.</summary>
    public static DatedThresholds? On(IEnumerable<DatedThresholds> history, DateOnly day)
        => history.Where(row => row.ValidFrom <= day).MaxBy(row => row.ValidFrom);
}

/// <summary>What is said of a player's thresholds from a day on; of the others what holds on that day goes on.</summary>
/// <param name="Said">Each with its value, or with null: it is not known from then on.</param>
public sealed record ThresholdsSaid(DateOnly ValidFrom, IReadOnlyDictionary<Threshold, double?> Said)
{
    public Thresholds Over(Thresholds held) => Said.Aggregate(held, (values, said) => ThresholdRules.With(values, said.Key, said.Value));
}
