using System.Diagnostics;
using TrainingHub.Core.Workouts;
using TrainingHub.Web.Wire;

namespace TrainingHub.Web.Workouts;

/// <summary>Workouts and their plans on the wire (`docs/protocol.md`, "Plans"): seconds, metres, kg; what is not there is left out.</summary>
internal static class PlanShape
{
    /// <summary>A workout in a list.</summary>
    public static WireObject Item(LibraryWorkout workout) => new WireObject(16)
    {
        { "workoutId", workout.Id },
        { "name", workout.Name },
        { "type", WireWords.Of(workout.Plan.Type) },
    }
        .Known("description", workout.Plan.Description)
        .With("tags", List(workout.Tags.Select(WireValue.Of)))
        .With("template", workout.IsTemplate)
        .With("shared", workout.IsShared)
        .With("example", workout.IsExample)
        .With("own", workout.IsOwn)
        .Known("ownerId", workout.OwnerId)
        .Known("ownerName", workout.OwnerName)
        .Known("changedAt", workout.ChangedAt)
        .With("duration", workout.Workout.PlannedTime().TotalSeconds)
        .With("intervals", workout.Workout.Intervals.Length)
        .With("sets", workout.Workout.Exercises.Sum(exercise => exercise.Sets));

    /// <summary>A workout with its steps.</summary>
    public static WireObject Workout(LibraryWorkout workout) => Item(workout).With("steps", List(workout.Plan.Steps.Select(Step)));

    private static WireValue Step(PlanStep step) => step switch
    {
        PlanStep.Exercise exercise => Begin(step, "exercise").With("sets", exercise.Sets).Known("reps", exercise.Reps).Known("weight", exercise.WeightKg)
            .Known("duration", exercise.Duration?.TotalSeconds).With("rest", exercise.Rest.TotalSeconds),
        PlanStep.Drill drill => Begin(step, "drill").With("attempts", drill.Attempts).Known("targetTime", drill.TargetTime?.TotalSeconds).With("rest", drill.Rest.TotalSeconds),
        PlanStep.Interval interval => Begin(step, "interval").Known("duration", interval.Duration?.TotalSeconds).Known("distance", interval.DistanceM)
            .With("intensity", WireWords.Of(interval.Intensity)).Known("target", Target(interval.Target)).Known("rampTo", Target(interval.RampTo)).Known("cadence", interval.CadenceRpm),
        PlanStep.Transition transition => Begin(step, "transition").With("duration", transition.Duration.TotalSeconds),
        PlanStep.Repeat repeat => Begin(step, "repeat").With("times", repeat.Times).With("steps", List(repeat.Steps.Select(Step))),
        _ => throw new UnreachableException($"{step.GetType().Name} has no shape."),
    };

    private static WireObject Begin(PlanStep step, string word) => new WireObject(10) { { "step", word }, { "name", step.Name } }.Known("id", step.Id);

    private static WireValue Target(IntervalTarget? target) => target is null
        ? WireValue.Null
        : new WireObject(3) { { "kind", TargetWords.Of(target.Kind) }, { "min", target.Min }, { "max", target.Max } };

    public static WireValue List(IEnumerable<WireValue> items) => WireValue.Of([.. items]);
}

/// <summary>The kinds of targets on the wire.</summary>
internal static class TargetWords
{
    public static readonly string All = string.Join(", ", Enum.GetValues<TargetKind>().Select(Of));

    public static string Of(TargetKind kind) => char.ToLowerInvariant(kind.ToString()[0]) + kind.ToString()[1..];

    public static TargetKind? Parse(string word)
        => Enum.GetValues<TargetKind>().Where(kind => Of(kind) == word).Select(kind => (TargetKind?)kind).FirstOrDefault();
}
