using Bunit;
using TrainingHub.Core.Players;
using TrainingHub.Core.Workouts;
using TrainingHub.Web.Workouts;

namespace TrainingHub.Tests.Components;

public sealed class StepCardTests : BunitContext
{
    private PlanEditor _editor = PlanEditor.Begin(new WorkoutDraft("Test", new WorkoutPlan(WorkoutType.Hybrid, null,
    [
        new PlanStep.Interval("Work", TimeSpan.FromMinutes(4), null, Intensity.Hard, new IntervalTarget(TargetKind.HeartRateZone, 4, 4)),
        new PlanStep.Exercise("Squat", 5, 5, 60, null, TimeSpan.FromSeconds(150)),
        new PlanStep.Repeat(3, [new PlanStep.Transition("Change", TimeSpan.FromMinutes(1))]),
    ])));

    [Fact]
    public void A_step_shows_its_fields_once_it_is_chosen()
    {
        var list = Show();
        Assert.Empty(list.FindAll(".step-fields"));

        list.Find("[data-head='2']").Click();

        Assert.Single(list.FindAll(".step-fields"));
        Assert.Equal("true", list.Find("[data-head='2']").GetAttribute("aria-expanded"));
        Assert.Equal("5", Field(list, "Repetitions").GetAttribute("value"));
    }

    [Fact]
    public void A_field_changes_the_plan()
    {
        var list = Show();
        list.Find("[data-head='2']").Click();
        Field(list, "Weight").Change("62.5");
        list.Find("[aria-label='Rest, seconds']").Change("90");

        Assert.Equal(new PlanStep.Exercise("Squat", 5, 5, 62.5, null, TimeSpan.FromSeconds(210)), _editor.Outline.Steps[1].Step);
    }

    [Fact]
    public void A_weight_that_is_taken_away_means_bodyweight()
    {
        var list = Show();
        list.Find("[data-head='2']").Click();
        Field(list, "Weight").Change("");

        Assert.Null(((PlanStep.Exercise)_editor.Outline.Steps[1].Step).WeightKg);
    }

    [Fact]
    public void An_interval_goes_by_distance_and_pace_and_becomes_a_ramp()
    {
        var list = Show();
        list.Find("[data-head='1']").Click();
        Choose(list, "Measured by", "Distance");
        Field(list, "Distance").Change("800");
        Choose(list, "Target", "Pace, /km");
        list.Find("[aria-label='Fastest, minutes']").Change("3");
        list.Find("input[type=checkbox]").Change(true);

        var interval = (PlanStep.Interval)_editor.Outline.Steps[0].Step;
        Assert.Equal((null, 800d), (interval.Duration, interval.DistanceM));
        Assert.Equal(new IntervalTarget(TargetKind.PaceSecondsPerKm, 190, 270), interval.Target);
        Assert.Equal(TargetKind.PaceSecondsPerKm, interval.RampTo!.Kind);
        Assert.Null(_editor.Draft.ToWorkout().Fault());
    }

    [Fact]
    public void An_end_of_a_target_that_is_pushed_past_the_other_takes_it_along()
    {
        var list = Show();
        list.Find("[data-head='1']").Click();
        Field(list, "To").Change("2");

        Assert.Equal(new IntervalTarget(TargetKind.HeartRateZone, 2, 2), ((PlanStep.Interval)_editor.Outline.Steps[0].Step).Target);
    }

    [Fact]
    public void A_fault_stands_beside_its_step_and_nowhere_else()
    {
        var list = Show();
        list.Find("[data-head='2']").Click();
        Field(list, "Sets").Change("0");

        Assert.Equal("Sets was 0; 1 to 100 are allowed.", list.Find("[data-step='2'] .step-fault").TextContent);
        Assert.Single(list.FindAll(".step-fault"));
        Assert.Equal("0", Field(list, "Sets").GetAttribute("value"));
    }

    [Fact]
    public void The_deeds_of_a_step_are_buttons_too()
    {
        var list = Show();
        list.Find("[data-head='2']").Click();
        Press(list, "Up");
        Assert.Equal(["Squat", "Work", "Repeat"], _editor.Outline.Steps.Select(step => step.Step.Name));
        Press(list, "Duplicate");
        Press(list, "Remove");
        Press(list, "Repeat it");

        Assert.Equal(["Squat", "Repeat", "Repeat"], _editor.Outline.Steps.Select(step => step.Step.Name));
        list.FindAll(".step-add.inside button").First(button => button.TextContent == "+ Exercise").Click();
        Assert.Equal(2, _editor.Outline.Steps[1].Steps.Length);
    }

    [Fact]
    public void What_is_only_to_be_read_has_no_fields_and_no_deeds()
    {
        var list = Show(readOnly: true);
        list.Find("[data-head='2']").Click();

        Assert.Empty(list.FindAll("input, select, .grip, .step-deeds, .step-add"));
    }

    [Fact]
    public void Targets_are_shown_for_any_player_and_what_is_missing_is_named()
    {
        var ann = new MyPlayer("a", "Ann", new Thresholds(HeartRateMaxBpm: 190));
        var bo = new MyPlayer("b", "Bo", Thresholds.Unknown);
        var panel = Render<TargetsPanel>(each => each.Add(panel => panel.Outline, _editor.Outline).Add(panel => panel.Players, [ann, bo]));
        Assert.Equal("No HRmax on file for Bo", panel.Find(".lacking li").TextContent);

        panel.Render(each => each.Add(panel => panel.Player, ann));
        Assert.Equal("152–171 bpm", panel.Find("td").TextContent.Trim());

        panel.Render(each => each.Add(panel => panel.Player, bo));
        Assert.Contains("No HRmax on file", panel.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.Equal("zone 4", panel.Find("td").TextContent.Trim());
    }

    private IRenderedComponent<StepList> Show(bool readOnly = false)
    {
        IRenderedComponent<StepList> list = null!;
        void Parameters(ComponentParameterCollectionBuilder<StepList> each) => each
            .Add(list => list.Steps, _editor.Outline.Steps).Add(list => list.Editor, _editor).Add(list => list.ReadOnly, readOnly)
            .Add(list => list.OnEdit, after => { _editor = after; list.Render(Parameters); });
        list = Render<StepList>(Parameters);
        return list;
    }

    private static AngleSharp.Dom.IElement Field(IRenderedComponent<StepList> list, string label)
        => list.Find("#" + list.FindAll(".step-fields label").Single(each => each.TextContent == label).GetAttribute("for"));

    private static void Choose(IRenderedComponent<StepList> list, string label, string option)
        => Field(list, label).Change(Field(list, label).QuerySelectorAll("option").Single(each => each.TextContent == option).GetAttribute("value")!);

    private static void Press(IRenderedComponent<StepList> list, string name)
        => list.FindAll(".step-deeds button").Single(button => button.TextContent == name).Click();
}
