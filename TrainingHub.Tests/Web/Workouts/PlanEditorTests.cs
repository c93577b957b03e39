using System.Collections.Immutable;
using System.Text.Json;
using CsCheck;
using TrainingHub.Core.Workouts;
using TrainingHub.Web.Workouts;

namespace TrainingHub.Tests.Web.Workouts;

public sealed class PlanEditorTests
{
    private static readonly PlanStep _warmUp = Timed("Warm up", 5), _work = Timed("Work", 4), _easy = Timed("Easy", 2), _coolDown = Timed("Cool down", 5);

    // 1 Warm up · 2 Repeat [3 Work · 4 Easy] · 5 Cool down
    private static PlanEditor Intervals => Open(_warmUp, new PlanStep.Repeat(4, [_work, _easy]), _coolDown);

    [Fact]
    public void A_step_is_added_behind_the_chosen_one_and_chosen()
    {
        var editor = Intervals.Choose(3).Add(Timed("Sprint", 1));

        Assert.Equal("Warm up, 4×(Work, Sprint, Easy), Cool down", Text(editor));
        Assert.Equal("Sprint", editor.Chosen!.Step.Name);
    }

    [Fact]
    public void A_repeat_that_would_stand_too_deep_is_added_at_the_end()
    {
        var deep = Open(new PlanStep.Repeat(2, [new PlanStep.Repeat(3, [_work])])).Choose(3);

        Assert.Equal("2×(3×(Work)), 4×(Easy)", Text(deep.Add(new PlanStep.Repeat(4, [_easy]))));
        Assert.Same(deep, deep.AddTo(2, new PlanStep.Repeat(4, [_easy])));
        Assert.Same(deep, deep.Wrap(3));
    }

    [Fact]
    public void Repeats_nest_as_deep_as_the_plan_allows_and_no_deeper()
    {
        var most = new PlanStep.Repeat(2, [new PlanStep.Repeat(2, [_work])]);

        Assert.Equal(2, Outline.Deepest);
        Assert.Null(new WorkoutPlan(WorkoutType.Conditioning, null, [most]).Fault());
        Assert.NotNull(new WorkoutPlan(WorkoutType.Conditioning, null, [new PlanStep.Repeat(2, [most])]).Fault());
    }

    [Theory]
    [InlineData("Work, Warm up, 4×(Easy), Cool down", 3, 0, 0)]
    [InlineData("4×(Warm up, Work, Easy), Cool down", 1, 2, 0)]
    [InlineData("4×(Work, Easy, Warm up), Cool down", 1, 2, 2)]
    [InlineData("4×(Work, Easy, Warm up), Cool down", 1, 2, 99)]
    [InlineData("Warm up, Cool down, 4×(Work, Easy)", 2, 0, 2)]
    [InlineData("Warm up, 4×(Easy, Work), Cool down", 3, 2, 1)]
    [InlineData("Warm up, 4×(Work, Easy), Cool down", 2, 2, 0)] // not into itself
    [InlineData("Warm up, 4×(Work, Easy), Cool down", 1, 5, 0)] // not into what is no repeat
    [InlineData("Warm up, 4×(Work, Easy), Cool down", 9, 0, 0)] // not what is not there
    public void A_step_is_moved_into_out_of_and_past_repeats(string after, int id, int parent, int index)
        => Assert.Equal(after, Text(OutlineDeed.Do(Intervals, FormattableString.Invariant($"move {id} {parent} {index}"))));

    [Fact]
    public void Down_and_down_again_leads_a_step_through_a_repeat_and_up_leads_it_back()
    {
        var places = new[]
        {
            "Warm up, 4×(Work, Easy), Cool down",
            "4×(Warm up, Work, Easy), Cool down",
            "4×(Work, Warm up, Easy), Cool down",
            "4×(Work, Easy, Warm up), Cool down",
            "4×(Work, Easy), Warm up, Cool down",
            "4×(Work, Easy), Cool down, Warm up",
        };
        var editor = Intervals;
        foreach (var place in places)
        {
            Assert.Equal(place, Text(editor));
            editor = editor.MoveDown(1);
        }

        Assert.Same(editor, editor.MoveDown(1));
        foreach (var place in places.Reverse())
        {
            Assert.Equal(place, Text(editor));
            editor = editor.MoveUp(1);
        }

        Assert.Same(editor, editor.MoveUp(1));
    }

    [Fact]
    public void A_repeat_steps_over_a_repeat_that_cannot_take_it()
    {
        var editor = Open(new PlanStep.Repeat(2, [new PlanStep.Repeat(3, [_work])]), new PlanStep.Repeat(4, [_easy]));

        Assert.Equal("4×(Easy), 2×(3×(Work))", Text(editor.MoveDown(1)));
        Assert.Equal("2×(3×(Work), 4×(Easy))", Text(editor.MoveUp(4)));
    }

    [Fact]
    public void A_copy_has_all_that_a_repeat_repeats_and_is_a_step_of_its_own()
    {
        var editor = Intervals.Duplicate(2);
        var copy = editor.Chosen!;
        editor = editor.Change(copy.Id, new PlanStep.Repeat(2, [])).Remove(copy.Steps[0].Id);

        Assert.Equal("Warm up, 4×(Work, Easy), 2×(Easy), Cool down", Text(editor));
    }

    [Fact]
    public void What_is_removed_leaves_its_neighbour_chosen()
    {
        Assert.Equal("Cool down", Intervals.Remove(2).Chosen!.Step.Name);
        Assert.Equal("Repeat", Intervals.Remove(5).Chosen!.Step.Name);
        Assert.Equal("Repeat", Intervals.Remove(3).Remove(4).Chosen!.Step.Name);
        Assert.Null(Open(_work).Remove(1).Chosen);
    }

    [Fact]
    public void A_step_becomes_a_repeat_and_a_repeat_its_steps()
    {
        Assert.Equal("2×(Warm up), 4×(Work, Easy), Cool down", Text(Intervals.Wrap(1)));
        Assert.Equal("Warm up, Work, Easy, Cool down", Text(Intervals.Unwrap(2)));
    }

    [Fact]
    public void What_changes_nothing_leaves_nothing_to_undo()
    {
        var editor = Intervals;

        Assert.All(
            new[] { editor.Change(1, _warmUp), editor.Rename(editor.Draft.Name), editor.SetType(editor.Draft.Type), editor.Tag(editor.Draft.Tags), editor.Move(1, new OutlinePlace(null, 0)), editor.Undo() },
            same => Assert.Same(editor, same));
        Assert.False(editor.Choose(1).CanUndo);
        Assert.False(editor.Choose(1).IsChanged);
    }

    [Fact]
    public void It_is_unsaved_from_a_change_to_its_undo_or_its_saving()
    {
        var changed = Intervals.Rename("Other");

        Assert.True(changed.IsChanged);
        Assert.False(changed.Undo().IsChanged);
        Assert.True(changed.Undo().Redo().IsChanged);
        Assert.False(changed.AsSaved(changed.Draft).IsChanged);
        Assert.True(changed.AsSaved(changed.Draft).Undo().IsChanged);
        Assert.True(PlanEditor.Begin(changed.Draft.ToWorkout()).IsChanged);
    }

    [Fact]
    public void An_exercise_that_is_called_otherwise_is_another_one()
    {
        var squat = new PlanStep.Exercise("Squat", 5, 5, 60, null, TimeSpan.FromMinutes(2)) { Id = "back-squat" };
        var editor = Open(squat);

        Assert.Equal("back-squat", editor.Change(1, squat with { Reps = 3 }).Draft.Outline.Steps[0].Step.Id);
        Assert.Null(editor.Change(1, squat with { Name = "Deadlift" }).Draft.Outline.Steps[0].Step.Id);
    }

    [Fact]
    public void Arrows_go_through_the_steps_in_the_order_of_the_page_and_stop_at_the_ends()
    {
        var editor = Intervals;
        Assert.Equal([1, 2, 3, 4, 5, 5], Enumerable.Range(0, 6).Select(_ => (editor = editor.ChooseBy(1)).ChosenId!.Value));
        Assert.Equal([4, 3, 2, 1, 1], Enumerable.Range(0, 5).Select(_ => (editor = editor.ChooseBy(-1)).ChosenId!.Value));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("up")]
    [InlineData("up x")]
    [InlineData("move 1 0 -1")]
    [InlineData("move 1 2")]
    [InlineData("remove 99")]
    [InlineData("fly 1")]
    public void Words_that_make_no_sense_do_nothing(string? deed)
    {
        var editor = Intervals;
        Assert.Same(editor, OutlineDeed.Do(editor, deed));
    }

    [Fact]
    public void Whatever_was_done_undo_gives_the_plan_back_and_redo_does_it_again() => Deeds.Array[1, 40].Sample(deeds =>
    {
        var opened = Intervals;
        var last = deeds.Aggregate(opened, (editor, deed) => deed(editor));

        var (undone, steps) = (last, 0);
        for (; undone.CanUndo; steps++)
        {
            undone = undone.Undo();
        }

        var redone = Enumerable.Range(0, steps).Aggregate(undone, (editor, _) => editor.Redo());
        return Json(undone) == Json(opened) && !undone.IsChanged && Json(redone) == Json(last);
    });

    [Fact]
    public void Whatever_was_done_every_step_has_a_number_of_its_own_no_repeat_stands_too_deep_and_what_is_chosen_is_there() => Deeds.Array[1, 40].Sample(deeds =>
    {
        var last = deeds.Aggregate(Intervals, (editor, deed) => deed(editor));
        var ids = last.Outline.All().Select(step => step.Id).ToList();
        return ids.Distinct().Count() == ids.Count && ids.All(id => id < last.Outline.NextId)
            && last.Outline.Steps.All(step => step.Depth <= Outline.Deepest)
            && (last.ChosenId is null || ids.Contains(last.ChosenId.Value));
    });

    [Fact]
    public void To_move_steps_about_loses_none_and_makes_none() => Moves.Array[1, 40].Sample(moves =>
    {
        var last = moves.Aggregate(Intervals, (editor, move) => move(editor));
        return last.Outline.All().Select(step => step.Id).Order().SequenceEqual([1, 2, 3, 4, 5]);
    });

    private static Gen<Func<PlanEditor, PlanEditor>> Moves { get; } = Gen.Select(Gen.Int[1, 6], Gen.Int[0, 6], Gen.Int[0, 4], Gen.Int[0, 2]).Select<(int, int, int, int), Func<PlanEditor, PlanEditor>>(
        (picked) => editor => picked.Item4 switch
        {
            0 => editor.MoveUp(picked.Item1),
            1 => editor.MoveDown(picked.Item1),
            _ => editor.Move(picked.Item1, new OutlinePlace(picked.Item2 == 0 ? null : picked.Item2, picked.Item3)),
        });

    private static Gen<Func<PlanEditor, PlanEditor>> Deeds { get; } = Gen.OneOf(
        Moves,
        Gen.Select(Gen.Int[1, 9], Gen.Int[0, 9]).Select<(int, int), Func<PlanEditor, PlanEditor>>(picked => editor => picked.Item2 switch
        {
            0 => editor.Choose(picked.Item1),
            1 => editor.Choose(picked.Item1).Add(_work),
            2 => editor.AddTo(picked.Item1, new PlanStep.Repeat(2, [_easy])),
            3 => editor.Duplicate(picked.Item1),
            4 => editor.Remove(picked.Item1),
            5 => editor.Wrap(picked.Item1),
            6 => editor.Unwrap(picked.Item1),
            7 => editor.Change(picked.Item1, Timed("Changed", picked.Item1)).Rename($"Name {picked.Item1}"),
            8 => editor.SetType((WorkoutType)(picked.Item1 % 4)).SetShared(picked.Item1 % 2 == 0),
            _ => editor.Undo(),
        }));

    private static PlanStep.Interval Timed(string name, int minutes) => new(name, TimeSpan.FromMinutes(minutes), null, Intensity.Moderate, null);

    private static PlanEditor Open(params ImmutableArray<PlanStep> steps) => PlanEditor.Open(new WorkoutDraft("Test", new WorkoutPlan(WorkoutType.Conditioning, null, steps)));

    private static string Json(PlanEditor editor) => JsonSerializer.Serialize(editor.Draft.ToWorkout());

    private static string Text(PlanEditor editor) => string.Join(", ", editor.Outline.Steps.Select(Text));

    private static string Text(OutlineStep step) => step.Step is PlanStep.Repeat repeat ? $"{repeat.Times}×({string.Join(", ", step.Steps.Select(Text))})" : step.Step.Name;
}
