using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;
using TrainingHub.Web.Play;

namespace TrainingHub.Web.Dashboard;

/// <summary>Where a player stands in the plan's intervals, and against the target of the one that runs.</summary>
/// <param name="Index">Of the interval, from 0; -1 where none runs.</param>
public readonly record struct IntervalStand(int Index, Interval? Interval, TargetGuidance? Guidance)
{
    public Advice Advice => Guidance?.Advice ?? Advice.Unknown;

    public static IntervalStand Of(PlayerView player, SessionState session, DateTimeOffset now)
        => session.IsLive && session.Workout.At(session.Duration(now)) is { } position
            ? new IntervalStand(position.Index, position.Interval, TargetGuidance.Of(position, player.State))
            : new IntervalStand(-1, null, null);

    /// <summary><c>on target</c>, <c>6 bpm under</c>; null where there is no target or no value.</summary>
    public string? Distance
    {
        get
        {
            if (Guidance is not { Actual: { } actual, Target: var target })
            {
                return null;
            }

            var off = actual < target.Min ? target.Min - actual : actual - target.Max;
            return Advice == Advice.OnTarget ? "on target"
                : $"{PlayText.Value(target.Metric, Math.Max(1, off))} {PlayText.Unit(target.Metric)} {(Advice == Advice.Harder ? "under" : "over")}";
        }
    }
}
