using System.Collections.Immutable;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Web.Workouts;

/// <summary>What is wrong with one step by the plan's own rules, to be said beside it.</summary>
public static class StepFaults
{
    private static readonly ImmutableArray<PlanStep> _sound = [new PlanStep.Transition("Change", TimeSpan.FromMinutes(1))];

    /// <summary>Such as <c>Sets was 0; 1 to 100 are allowed.</c>; null where the step itself is sound. What a repeat repeats is judged at its own place.</summary>
    public static string? Of(OutlineStep step)
    {
        var alone = step.Step is PlanStep.Repeat repeat ? repeat with { Steps = step.Steps is [] ? [] : _sound } : step.Step;
        if (new WorkoutPlan(WorkoutType.Hybrid, null, [alone]).Fault() is not { } fault)
        {
            return null;
        }

        // The rules name the place of a step in its plan; beside the step itself that says nothing.
        var named = $"Step 1, {alone.Name}: ";
        var said = fault.StartsWith(named, StringComparison.Ordinal) ? fault[named.Length..] : fault.Replace("Step 1: ", "", StringComparison.Ordinal);
        return said is [var first, .. var rest] ? char.ToUpperInvariant(first) + rest : said;
    }

    /// <summary>What does not go with the workout's type; null where it does. It may stay: a session runs it as it is.</summary>
    public static string? Misfit(OutlineStep step, WorkoutType type) => StepKinds.Allows(type, step.Step)
        ? null
        : $"{StepKinds.Plural(step.Step)} are no part of {StepKinds.TypeName(type)}. Take it out, or make the workout a hybrid one.";
}
