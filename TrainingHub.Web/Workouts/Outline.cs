using System.Collections.Immutable;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Web.Workouts;

/// <summary>Where a step stands: in a repeat, or with <see cref="ParentId"/> null in the plan itself.</summary>
/// <param name="Index">Among its neighbours, from 0.</param>
public readonly record struct OutlinePlace(int? ParentId, int Index);

/// <summary>The steps of a plan while it is edited. Immutable: each change answers a new outline, or this very one where there was nothing to change.</summary>
/// <param name="NextId">The number of the next new step.</param>
public sealed record Outline(ImmutableArray<OutlineStep> Steps, int NextId)
{
    /// <summary>So many repeats may stand in one another, as the plan's own rules have it.</summary>
    public const int Deepest = 2;

    public static Outline Of(ImmutableArray<PlanStep> steps)
    {
        var next = 1;
        var outline = ImmutableArray.CreateBuilder<OutlineStep>(steps.Length);
        foreach (var step in steps)
        {
            outline.Add(OutlineStep.Of(step, ref next));
        }

        return new Outline(outline.ToImmutable(), next);
    }

    public ImmutableArray<PlanStep> ToPlan() => [.. Steps.Select(step => step.ToPlan())];

    /// <summary>Every step in the order of the page.</summary>
    public IEnumerable<OutlineStep> All() => Steps.SelectMany(step => step.All());

    public OutlineStep? Find(int? id) => All().FirstOrDefault(step => step.Id == id);

    public OutlinePlace? PlaceOf(int id) => PlaceOf(id, null, Steps);

    /// <summary>How many repeats a step stands in; 0 for one of the plan itself.</summary>
    public int DepthOf(int? id)
    {
        var depth = 0;
        while (id is { } inside && PlaceOf(inside) is { } place)
        {
            (depth, id) = (depth + (place.ParentId is null ? 0 : 1), place.ParentId);
        }

        return depth;
    }

    /// <summary>Whether <paramref name="step"/> may stand in the repeat <paramref name="parentId"/>: not in itself, and no more repeats in one another than a plan allows.</summary>
    public bool Fits(OutlineStep step, int? parentId)
        => parentId is not { } parent
            || (Find(parent) is { IsRepeat: true } && !step.All().Any(inside => inside.Id == parent) && DepthOf(parent) + 1 + step.Depth <= Deepest);

    public Outline Insert(OutlineStep step, OutlinePlace place) => this with { Steps = Insert(Steps, null, step, place) };

    public Outline Replace(int id, Func<OutlineStep, IEnumerable<OutlineStep>> with) => this with { Steps = Replace(Steps, id, with) };

    public Outline Remove(int id) => Replace(id, _ => []);

    /// <summary>Takes a step from where it stands to a place, whose index counts without it.</summary>
    public Outline Move(int id, OutlinePlace to)
    {
        if (Find(id) is not { } step || !Fits(step, to.ParentId))
        {
            return this;
        }

        var without = Remove(id);
        var most = without.In(to.ParentId).Length;
        var place = to with { Index = Math.Clamp(to.Index, 0, most) };
        return PlaceOf(id) == place ? this : without.Insert(step, place);
    }

    /// <summary>The neighbours in a repeat, or in the plan itself.</summary>
    public ImmutableArray<OutlineStep> In(int? parentId) => parentId is null ? Steps : Find(parentId)?.Steps ?? [];

    private static OutlinePlace? PlaceOf(int id, int? parentId, ImmutableArray<OutlineStep> steps)
    {
        for (var index = 0; index < steps.Length; index++)
        {
            if (steps[index].Id == id)
            {
                return new OutlinePlace(parentId, index);
            }

            if (PlaceOf(id, steps[index].Id, steps[index].Steps) is { } inside)
            {
                return inside;
            }
        }

        return null;
    }

    private static ImmutableArray<OutlineStep> Insert(ImmutableArray<OutlineStep> steps, int? parentId, OutlineStep step, OutlinePlace place)
        => parentId == place.ParentId
            ? steps.Insert(Math.Clamp(place.Index, 0, steps.Length), step)
            : [.. steps.Select(each => each.IsRepeat ? each with { Steps = Insert(each.Steps, each.Id, step, place) } : each)];

    private static ImmutableArray<OutlineStep> Replace(ImmutableArray<OutlineStep> steps, int id, Func<OutlineStep, IEnumerable<OutlineStep>> with)
        => [.. steps.SelectMany(each => each.Id == id ? with(each) : [each.IsRepeat ? each with { Steps = Replace(each.Steps, id, with) } : each])];
}
