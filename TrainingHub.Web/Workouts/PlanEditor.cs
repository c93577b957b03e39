using System.Collections.Immutable;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Web.Workouts;

/// <summary>What of a workout its trainer writes, at one moment of the editing.</summary>
public sealed record PlanDraft(string Name, WorkoutType Type, string? Description, ImmutableArray<string> Tags, bool IsTemplate, bool IsShared, Outline Outline)
{
    public WorkoutDraft ToWorkout() => new(Name, new WorkoutPlan(Type, string.IsNullOrWhiteSpace(Description) ? null : Description.Trim(), Outline.ToPlan()), Tags, IsTemplate, IsShared);

    public static PlanDraft Of(WorkoutDraft workout)
        => new(workout.Name, workout.Plan.Type, workout.Plan.Description, workout.Tags, workout.IsTemplate, workout.IsShared, Outline.Of(workout.Plan.Steps));
}

/// <summary>
/// A workout while it is built. Immutable and without a clock: each deed answers the editor after it, and one that changes nothing this very one, so that it leaves nothing to undo.
/// To choose a step is no change, but undo and redo bring back what was chosen.
/// </summary>
public sealed record PlanEditor
{
    /// <summary>So many deeds can be undone; older ones are forgotten.</summary>
    public const int MostUndo = 200;

    private PlanEditor(PlanDraft draft, PlanDraft? saved) => (Draft, Saved) = (draft, saved);

    public PlanDraft Draft { get; private init; }

    /// <summary>The step that keys and buttons are about; null where none is.</summary>
    public int? ChosenId { get; private init; }

    private PlanDraft? Saved { get; init; }

    private ImmutableList<Edition> Past { get; init; } = [];

    private ImmutableStack<Edition> Future { get; init; } = [];

    public Outline Outline => Draft.Outline;

    public OutlineStep? Chosen => Outline.Find(ChosenId);

    public bool CanUndo => Past.Count > 0;

    public bool CanRedo => !Future.IsEmpty;

    /// <summary>Whether something would be lost if the page were left.</summary>
    public bool IsChanged => !ReferenceEquals(Draft, Saved);

    /// <summary>A workout of the library.</summary>
    public static PlanEditor Open(WorkoutDraft workout)
    {
        var draft = PlanDraft.Of(workout);
        return new PlanEditor(draft, draft);
    }

    /// <summary>A workout that the library does not hold yet, begun with <paramref name="workout"/>.</summary>
    public static PlanEditor Begin(WorkoutDraft workout) => new(PlanDraft.Of(workout), null);

    /// <summary>What is open now is what the library holds.</summary>
    public PlanEditor AsSaved(PlanDraft saved) => this with { Saved = saved };

    public PlanEditor Choose(int? id) => ChosenId == id ? this : this with { ChosenId = Outline.Find(id)?.Id };

    /// <summary>Chooses the step <paramref name="by"/> lines further down, or up where it is negative; the first or last at the ends.</summary>
    public PlanEditor ChooseBy(int by)
    {
        var ids = Outline.All().Select(step => step.Id).ToList();
        var at = ChosenId is { } chosen ? ids.IndexOf(chosen) : by > 0 ? -1 : ids.Count;
        return ids is [] ? this : Choose(ids[Math.Clamp(at + by, 0, ids.Count - 1)]);
    }

    public PlanEditor Undo() => Past is [] ? this : this with
    {
        Draft = Past[^1].Draft,
        ChosenId = Past[^1].ChosenId,
        Past = Past.RemoveAt(Past.Count - 1),
        Future = Future.Push(new Edition(Draft, ChosenId)),
    };

    public PlanEditor Redo() => Future.IsEmpty ? this : this with
    {
        Draft = Future.Peek().Draft,
        ChosenId = Future.Peek().ChosenId,
        Past = Past.Add(new Edition(Draft, ChosenId)),
        Future = Future.Pop(),
    };

    public PlanEditor Rename(string name) => name == Draft.Name ? this : After(Draft with { Name = name }, ChosenId);

    public PlanEditor Describe(string? description) => description == Draft.Description ? this : After(Draft with { Description = description }, ChosenId);

    public PlanEditor Tag(ImmutableArray<string> tags) => tags.SequenceEqual(Draft.Tags) ? this : After(Draft with { Tags = tags }, ChosenId);

    /// <param name="isTemplate">To be copied rather than changed.</param>
    public PlanEditor SetTemplate(bool isTemplate) => isTemplate == Draft.IsTemplate ? this : After(Draft with { IsTemplate = isTemplate }, ChosenId);

    /// <param name="isShared">All trainers may read, run and copy it.</param>
    public PlanEditor SetShared(bool isShared) => isShared == Draft.IsShared ? this : After(Draft with { IsShared = isShared }, ChosenId);

    /// <summary>Steps that the type does not allow stay, and say so.</summary>
    public PlanEditor SetType(WorkoutType type) => type == Draft.Type ? this : After(Draft with { Type = type }, ChosenId);

    /// <summary>Adds a step behind the chosen one, at the end where none is chosen, and chooses it.</summary>
    public PlanEditor Add(PlanStep step)
    {
        var (added, outline) = Numbered(step);
        var place = ChosenId is { } chosen && Outline.PlaceOf(chosen) is { } at && Outline.Fits(added, at.ParentId)
            ? at with { Index = at.Index + 1 }
            : new OutlinePlace(null, Outline.Steps.Length);
        return After(outline.Insert(added, place), added.Id);
    }

    /// <summary>Adds a step at the end of a repeat, and chooses it.</summary>
    public PlanEditor AddTo(int repeatId, PlanStep step)
    {
        var (added, outline) = Numbered(step);
        return Outline.Fits(added, repeatId) ? After(outline.Insert(added, new OutlinePlace(repeatId, Outline.In(repeatId).Length)), added.Id) : this;
    }

    /// <summary>Puts a step's fields in place of those it has; a repeat keeps what it repeats. One that is called otherwise is another exercise: what was logged of the old one is not its own.</summary>
    public PlanEditor Change(int id, PlanStep to)
    {
        var step = to is PlanStep.Repeat repeat ? repeat with { Steps = [] } : to;
        if (Outline.Find(id) is not { } found || found.Step == step || found.IsRepeat != step is PlanStep.Repeat)
        {
            return this;
        }

        var changed = step.Name == found.Step.Name ? step : step with { Id = null };
        return After(Outline.Replace(id, each => [each with { Step = changed }]), ChosenId);
    }

    /// <summary>Puts a copy behind a step, with all that it repeats, and chooses the copy.</summary>
    public PlanEditor Duplicate(int id)
    {
        if (Outline.Find(id) is not { } original || Outline.PlaceOf(id) is not { } place)
        {
            return this;
        }

        var (copy, outline) = Numbered(original.ToPlan());
        return After(outline.Insert(copy, place with { Index = place.Index + 1 }), copy.Id);
    }

    /// <summary>Takes a step out, with all that it repeats; its neighbour is chosen then, so that the next key has something to be about.</summary>
    public PlanEditor Remove(int id)
    {
        if (Outline.PlaceOf(id) is not { } place)
        {
            return this;
        }

        var outline = Outline.Remove(id);
        var beside = outline.In(place.ParentId);
        return After(outline, beside is [] ? place.ParentId : beside[Math.Min(place.Index, beside.Length - 1)].Id);
    }

    /// <param name="to">Its index counts without the step.</param>
    public PlanEditor Move(int id, OutlinePlace to)
    {
        var outline = Outline.Move(id, to);
        return ReferenceEquals(outline, Outline) ? this : After(outline, id);
    }

    /// <summary>One place up: over a step, into a repeat from below, out of the repeat it stands first in.</summary>
    public PlanEditor MoveUp(int id)
    {
        if (Outline.Find(id) is not { } step || Outline.PlaceOf(id) is not { } place)
        {
            return this;
        }

        if (place.Index == 0)
        {
            return place.ParentId is { } parent ? Move(id, Outline.PlaceOf(parent)!.Value) : this;
        }

        var above = Outline.In(place.ParentId)[place.Index - 1];
        return Move(id, Outline.Fits(step, above.Id) ? new OutlinePlace(above.Id, above.Steps.Length) : place with { Index = place.Index - 1 });
    }

    /// <summary>One place down: over a step, into a repeat from above, out of the repeat it stands last in.</summary>
    public PlanEditor MoveDown(int id)
    {
        if (Outline.Find(id) is not { } step || Outline.PlaceOf(id) is not { } place)
        {
            return this;
        }

        var neighbours = Outline.In(place.ParentId);
        if (place.Index == neighbours.Length - 1)
        {
            return place.ParentId is { } parent && Outline.PlaceOf(parent) is { } outside ? Move(id, outside with { Index = outside.Index + 1 }) : this;
        }

        var below = neighbours[place.Index + 1];
        return Move(id, Outline.Fits(step, below.Id) ? new OutlinePlace(below.Id, 0) : place with { Index = place.Index + 1 });
    }

    /// <summary>Puts a step into a repeat of its own, twice; chosen is the repeat.</summary>
    public PlanEditor Wrap(int id)
    {
        if (Outline.Find(id) is not { } step || Outline.DepthOf(id) + 1 + step.Depth > Outline.Deepest)
        {
            return this;
        }

        var repeat = new OutlineStep(Outline.NextId, new PlanStep.Repeat(2, []), [step]);
        return After(Outline.Replace(id, _ => [repeat]) with { NextId = Outline.NextId + 1 }, repeat.Id);
    }

    /// <summary>Puts what a repeat repeats in its place, once.</summary>
    public PlanEditor Unwrap(int id) => Outline.Find(id) is { IsRepeat: true } repeat
        ? After(Outline.Replace(id, each => each.Steps), repeat.Steps.FirstOrDefault()?.Id)
        : this;

    private (OutlineStep Step, Outline Outline) Numbered(PlanStep step)
    {
        var next = Outline.NextId;
        var numbered = OutlineStep.Of(step, ref next);
        return (numbered, Outline with { NextId = next });
    }

    private PlanEditor After(Outline outline, int? chosenId) => After(Draft with { Outline = outline }, chosenId);

    private PlanEditor After(PlanDraft draft, int? chosenId) => this with
    {
        Draft = draft,
        ChosenId = chosenId,
        Past = (Past.Count < MostUndo ? Past : Past.RemoveAt(0)).Add(new Edition(Draft, ChosenId)),
        Future = [],
    };

    private sealed record Edition(PlanDraft Draft, int? ChosenId);
}
