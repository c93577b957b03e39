using System.Collections.Immutable;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Web.Workouts;

/// <summary>A step while its plan is edited: it keeps its number wherever it is moved and whatever of it is changed, so that a choice, a drag and a field stay with it.</summary>
/// <param name="Id">Unique in its outline, from 1.</param>
/// <param name="Step">Of a repeat without its steps; <see cref="Steps"/> holds them.</param>
/// <param name="Steps">What a repeat repeats; empty for all else.</param>
public sealed record OutlineStep(int Id, PlanStep Step, ImmutableArray<OutlineStep> Steps)
{
    public bool IsRepeat => Step is PlanStep.Repeat;

    /// <summary>How many repeats stand in one another here, this one included.</summary>
    public int Depth => IsRepeat ? 1 + Steps.Select(step => step.Depth).DefaultIfEmpty().Max() : 0;

    /// <summary>This step and what it repeats, in the order of the page.</summary>
    public IEnumerable<OutlineStep> All() => Steps.SelectMany(step => step.All()).Prepend(this);

    public PlanStep ToPlan() => Step is PlanStep.Repeat repeat ? repeat with { Steps = [.. Steps.Select(step => step.ToPlan())] } : Step;

    /// <summary>A step of a plan and what it repeats, numbered on from <paramref name="next"/>.</summary>
    public static OutlineStep Of(PlanStep step, ref int next)
    {
        var id = next++;
        if (step is not PlanStep.Repeat repeat)
        {
            return new OutlineStep(id, step, []);
        }

        var steps = ImmutableArray.CreateBuilder<OutlineStep>(repeat.Steps.Length);
        foreach (var each in repeat.Steps)
        {
            steps.Add(Of(each, ref next));
        }

        return new OutlineStep(id, repeat with { Steps = [] }, steps.ToImmutable());
    }
}
