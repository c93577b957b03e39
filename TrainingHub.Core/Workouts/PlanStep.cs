using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace TrainingHub.Core.Workouts;

/// <summary>A part of what a trainer writes. In JSON each has its <c>step</c>: exercise, drill, interval, transition or repeat.</summary>
/// <param name="Name">For people to read, 1 to 200 characters.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "step")]
[JsonDerivedType(typeof(Exercise), "exercise")]
[JsonDerivedType(typeof(Drill), "drill")]
[JsonDerivedType(typeof(Interval), "interval")]
[JsonDerivedType(typeof(Transition), "transition")]
[JsonDerivedType(typeof(Repeat), "repeat")]
public abstract record PlanStep(string Name)
{
    /// <summary>The id that it has in the workout, at most 64 characters; null: one is made of the name. What was logged of an exercise is found again by it.</summary>
    public string? Id { get; init; }

    /// <summary>Sets of one movement. Either repetitions or a duration, or neither: as many as the player can.</summary>
    /// <param name="Sets">1 to 100.</param>
    /// <param name="Reps">A set, 1 to 1000.</param>
    /// <param name="WeightKg">0 to 1000; null for bodyweight.</param>
    /// <param name="Duration">Of a set, 1 s to 24 h.</param>
    /// <param name="Rest">After each set, 0 to 24 h.</param>
    public sealed record Exercise(string Name, int Sets, int? Reps, double? WeightKg, TimeSpan? Duration, TimeSpan Rest) : PlanStep(Name);

    /// <summary>Agility: attempts at a course. A set is an attempt; its report carries the time and the errors.</summary>
    /// <param name="Attempts">1 to 100.</param>
    /// <param name="TargetTime">Of an attempt, 1 s to 24 h; null: as fast as the player can.</param>
    /// <param name="Rest">After each attempt, 0 to 24 h.</param>
    public sealed record Drill(string Name, int Attempts, TimeSpan? TargetTime, TimeSpan Rest) : PlanStep(Name);

    /// <summary>Work by the clock or over a distance: exactly one of the two is given.</summary>
    /// <param name="Duration">1 s to 24 h.</param>
    /// <param name="DistanceM">1 to 1 000 000 m. It runs for the time that its pace target's middle gives it, else for 5:00 min/km (200 m a minute).</param>
    /// <param name="Target">What to hold; null for "as you like".</param>
    /// <param name="RampTo">In the target's kind: what to hold at the end, reached linearly.</param>
    /// <param name="CadenceRpm">1 to 300.</param>
    public sealed record Interval(
        string Name,
        TimeSpan? Duration,
        double? DistanceM,
        Intensity Intensity,
        IntervalTarget? Target,
        IntervalTarget? RampTo = null,
        int? CadenceRpm = null) : PlanStep(Name);

    /// <summary>A change of place or equipment.</summary>
    /// <param name="Duration">1 s to 24 h.</param>
    public sealed record Transition(string Name, TimeSpan Duration) : PlanStep(Name);

    /// <summary>Steps that are done several times over; repeats may stand in repeats, two levels deep.</summary>
    /// <param name="Times">1 to 100.</param>
    public sealed record Repeat(int Times, ImmutableArray<PlanStep> Steps) : PlanStep("Repeat")
    {
        public ImmutableArray<PlanStep> Steps { get; init; } = Steps.IsDefault ? [] : Steps;
    }
}
