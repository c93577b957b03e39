using System.Collections.Immutable;
using TrainingHub.Core.Players;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Web.Workouts;

public enum BarKind { Work, Set, Rest, Transition }

/// <summary>A bar of a plan's profile.</summary>
/// <param name="StepId">The step of the outline that it draws; a repeated one is drawn several times.</param>
/// <param name="Duration">Its width.</param>
/// <param name="From">Its height at the start, 0 to 1.</param>
/// <param name="To">At the end; another than at the start on a ramp.</param>
/// <param name="Zone">1 to 5; of work by the clock alone.</param>
/// <param name="IsAimed">Whether a target says how hard it is.</param>
public sealed record ProfileBar(int StepId, BarKind Kind, TimeSpan Duration, double From, double To, int Zone = 0, bool IsAimed = false);

/// <summary>What a plan adds up to.</summary>
/// <param name="Duration">Rests and estimated sets included.</param>
/// <param name="InZones">Time with a target in zone 1 to 5, the first at 0.</param>
/// <param name="IsEstimate">Whether sets or distances are in it, whose time is an estimate.</param>
public sealed record PlanTotals(TimeSpan Duration, int Sets, double DistanceM, ImmutableArray<TimeSpan> InZones, bool IsEstimate)
{
    public TimeSpan Aimed => InZones.Aggregate(TimeSpan.Zero, (sum, time) => sum + time);
}

/// <summary>A plan as it is drawn: a bar a part in the order of the work, repeats unrolled.</summary>
public static class PlanProfile
{
    /// <summary>More bars than this nobody could tell apart.</summary>
    public const int MostBars = 600;

    private const int RampSlices = 8;
    private const double SetLevel = 0.62, RestLevel = 0.06, TransitionLevel = 0.16;

    /// <summary>The first <see cref="MostBars"/> bars, in order.</summary>
    /// <param name="thresholds">Of the player for whom it is drawn; <see cref="Thresholds.Unknown"/> for none.</param>
    public static ImmutableArray<ProfileBar> Of(Outline outline, Thresholds thresholds) => [.. Unrolled(outline.Steps).Take(MostBars).SelectMany(step => Bars(step, thresholds)).Take(MostBars)];

    public static PlanTotals Totals(Outline outline, Thresholds thresholds)
    {
        var zones = new TimeSpan[HeartRateZones.Highest];
        var (duration, sets, distance, isEstimate) = (TimeSpan.Zero, 0, 0d, false);
        foreach (var (step, times) in Counted(outline.Steps, 1))
        {
            foreach (var bar in Bars(step, thresholds))
            {
                duration += bar.Duration * times;
                if (bar is { Kind: BarKind.Work, IsAimed: true })
                {
                    zones[bar.Zone - 1] += bar.Duration * times;
                }
            }

            sets += times * step.Step switch { PlanStep.Exercise exercise => exercise.Sets, PlanStep.Drill drill => drill.Attempts, _ => 0 };
            distance += times * (step.Step is PlanStep.Interval { DistanceM: { } metres } ? metres : 0);
            isEstimate |= step.Step is PlanStep.Exercise or PlanStep.Drill or PlanStep.Interval { DistanceM: not null };
        }

        return new PlanTotals(duration, sets, distance, [.. zones], isEstimate);
    }

    private static IEnumerable<OutlineStep> Unrolled(ImmutableArray<OutlineStep> steps) => steps.SelectMany(step => step.Step is PlanStep.Repeat repeat
        ? Enumerable.Range(0, Math.Max(0, repeat.Times)).SelectMany(_ => Unrolled(step.Steps))
        : [step]);

    private static IEnumerable<(OutlineStep Step, int Times)> Counted(ImmutableArray<OutlineStep> steps, int times) => steps.SelectMany(step => step.Step is PlanStep.Repeat repeat
        ? Counted(step.Steps, times * Math.Clamp(repeat.Times, 0, 100))
        : [(step, times)]);

    private static IEnumerable<ProfileBar> Bars(OutlineStep step, Thresholds thresholds) => step.Step switch
    {
        PlanStep.Exercise exercise => Sets(step.Id, exercise.Sets, exercise.Rest, SetTime(exercise)),
        PlanStep.Drill drill => Sets(step.Id, drill.Attempts, drill.Rest, SetTime(drill)),
        PlanStep.Interval interval => Interval(step.Id, interval, thresholds),
        PlanStep.Transition transition => [new(step.Id, BarKind.Transition, transition.Duration, TransitionLevel, TransitionLevel)],
        _ => [],
    };

    private static IEnumerable<ProfileBar> Sets(int stepId, int sets, TimeSpan rest, TimeSpan each)
    {
        for (var set = 0; set < sets && set < MostBars; set++)
        {
            // Its block takes the first half of the rest along: seconds of lifting between minutes of rest would be a stroke.
            yield return new ProfileBar(stepId, BarKind.Set, each + rest / 2, SetLevel, SetLevel);
            if (rest > TimeSpan.Zero)
            {
                yield return new ProfileBar(stepId, BarKind.Rest, rest / 2, RestLevel, RestLevel);
            }
        }
    }

    private static IEnumerable<ProfileBar> Interval(int stepId, PlanStep.Interval interval, Thresholds thresholds)
    {
        var duration = Flat(interval).Intervals[0].Duration;
        var start = Effort.Of(interval.Target, interval.Intensity, thresholds);
        if (interval.RampTo is not { } rampTo || interval.Target is not { } target || rampTo.Kind != target.Kind)
        {
            return [new(stepId, BarKind.Work, duration, start.Level, start.Level, start.Zone, start.IsAimed)];
        }

        // In slices, each in the colour of its own middle.
        var end = Effort.Of(rampTo, interval.Intensity, thresholds);
        return Enumerable.Range(0, RampSlices).Select(slice =>
        {
            var middle = Effort.Of(Between(target, rampTo, (slice + 0.5) / RampSlices), interval.Intensity, thresholds);
            return new ProfileBar(
                stepId, BarKind.Work, duration / RampSlices,
                double.Lerp(start.Level, end.Level, (double)slice / RampSlices), double.Lerp(start.Level, end.Level, (slice + 1d) / RampSlices), middle.Zone, middle.IsAimed);
        });
    }

    // Zones are whole numbers, so a ramp over zones is one over the shares of the maximum that they begin and end with.
    private static IntervalTarget Between(IntervalTarget from, IntervalTarget to, double fraction)
    {
        var (start, end) = from.Kind == TargetKind.HeartRateZone ? (InPercent(from), InPercent(to)) : (from, to);
        return start with { Min = double.Lerp(start.Min, end.Min, fraction), Max = double.Lerp(start.Max, end.Max, fraction) };
    }

    private static IntervalTarget InPercent(IntervalTarget zones)
        => new(TargetKind.PercentOfMaxHeartRate, HeartRateZones.LowerBpm((int)zones.Min, 100), HeartRateZones.UpperBpm((int)zones.Max, 100));

    private static TimeSpan SetTime(PlanStep step) => Flat(step).Exercises[0] is var exercise ? (exercise with { Sets = 1, Rest = TimeSpan.Zero }).PlannedTime() : TimeSpan.Zero;

    private static Workout Flat(PlanStep step) => new WorkoutPlan(WorkoutType.Hybrid, null, [step]).ToWorkout("step", "step");
}
