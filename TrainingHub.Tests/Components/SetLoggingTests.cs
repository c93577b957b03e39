using Bunit;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;
using TrainingHub.Web.Play;

namespace TrainingHub.Tests.Components;

/// <summary>What the steppers begin with, what is offered, and what comes out of a set that is done, swapped, rated or taken back.</summary>
public sealed class SetLoggingTests : BunitContext
{
    private static readonly Exercise _squat = new("squat", "Back squat", 5, 5, 60, null, TimeSpan.FromSeconds(150));
    private static readonly Exercise _press = new("press", "Leg press", 3, 12, 100, null, TimeSpan.FromSeconds(90));
    private static readonly Exercise _drill = new("t", "T-test", 4, null, null, TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(60));

    [Fact]
    public void The_last_times_values_are_offered_and_taken_by_one_press()
    {
        LiftedSet? lifted = null;
        var screen = Screen(set => set
            .Add(each => each.Offers, new Dictionary<string, LastSet> { [ExerciseKey.Of(" back  SQUAT ")] = new(6, 72.5, null) })
            .Add(each => each.OnDone, done => lifted = done));

        Assert.Equal("72.5 kg × 6", screen.Find(".play-offer b").TextContent);
        Assert.Equal(["5", "60"], Steppers(screen));
        screen.Find(".play-offer").Click();
        Assert.Equal(["6", "72.5"], Steppers(screen));
        screen.Find("button.main").Click();

        Assert.Equal(new LiftedSet(6, 72.5, null), lifted);
    }

    [Fact]
    public void Offers_that_come_after_the_page_are_shown_too()
    {
        var screen = Screen();

        screen.Render(set => set.Add(each => each.Offers, new Dictionary<string, LastSet> { [ExerciseKey.Of("Back squat")] = new(6, 72.5, null) }));

        Assert.Equal("72.5 kg × 6", screen.Find(".play-offer b").TextContent);
    }

    [Fact]
    public void Without_anything_to_offer_nothing_is() => Assert.Empty(Screen().FindAll(".play-offer"));

    [Fact]
    public void In_place_of_the_plans_exercise_another_of_the_workout_is_done_with_its_own_target()
    {
        LiftedSet? lifted = null;
        var screen = Screen(set => set.Add(each => each.Others, [_squat, _press]).Add(each => each.OnDone, done => lifted = done));

        Button(screen, "Swap").Click();
        Button(screen, "Leg press").Click();

        Assert.Equal("Leg press", screen.Find("h1").TextContent);
        Assert.Contains("in place of Back squat", screen.Find(".muted").TextContent, StringComparison.Ordinal);
        screen.Find("button.main").Click();
        Assert.Equal(new LiftedSet(12, 100, null, null, _press), lifted);
    }

    [Fact]
    public void Any_other_exercise_can_be_named()
    {
        LiftedSet? lifted = null;
        var screen = Screen(set => set.Add(each => each.OnDone, done => lifted = done));

        Button(screen, "Swap").Click();
        screen.Find("input").Input("  Goblet squat ");
        screen.Find("form").Submit();
        screen.Find("button[aria-label='More kg']").Click();
        screen.Find("button.main").Click();

        Assert.Equal(("Goblet squat", "Goblet squat", 5, 2.5), (lifted!.Instead!.ExerciseId, lifted.Instead.Name, lifted.Reps, lifted.WeightKg));
    }

    [Fact]
    public void What_was_swapped_stays_swapped_in_the_next_set_of_the_exercise_and_not_in_another()
    {
        var last = new ExerciseProgress("p", "press", "Leg press", 1, 5, true, 12, 110, InsteadOf: "squat");

        var same = Screen(new SetPosition(0, _squat, 2, 5), set => set.Add(each => each.Others, [_squat, _press]).Add(each => each.Last, last));
        Assert.Equal(("Leg press", "110"), (same.Find("h1").TextContent, Steppers(same)[1]));
        var other = Screen(new SetPosition(1, _press, 1, 3), set => set.Add(each => each.Others, [_squat, _press]).Add(each => each.Last, last));
        Assert.DoesNotContain("in place of", other.Find(".muted").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void An_attempt_at_a_drill_has_a_time_to_the_tenth_and_errors()
    {
        LiftedSet? lifted = null;
        var screen = Screen(new SetPosition(0, _drill, 2, 4), set => set.Add(each => each.IsDrill, true).Add(each => each.OnDone, done => lifted = done));

        Assert.StartsWith("Attempt 2 of 4", screen.Find(".muted").TextContent, StringComparison.Ordinal);
        screen.Find("stop-watch input").Change("12.0");
        screen.Find("button[aria-label='Less seconds']").Click();
        screen.Find("button[aria-label='Less seconds']").Click();
        screen.Find("button[aria-label='Less seconds']").Click();
        screen.Find("button[aria-label='More errors']").Click();
        screen.Find("button.main").Click();

        Assert.Equal(new LiftedSet(null, null, 11.7, 1), lifted);
    }

    [Fact]
    public void Pounds_are_read_and_entered_as_pounds_and_kept_as_kilograms()
    {
        LiftedSet? lifted = null;
        var screen = Render<SetScreen>(set => set
            .AddCascadingValue(LoadUnit.Pounds)
            .Add(each => each.Set, new SetPosition(0, _squat with { WeightKg = LoadUnit.Pounds.ToKg(135) }, 1, 5)).Add(each => each.After, "")
            .Add(each => each.OnDone, done => lifted = done));

        Assert.Equal(["5", "135"], Steppers(screen));
        screen.Find("button[aria-label='More lb']").Click();
        screen.Find("button.main").Click();

        Assert.Equal(63.503, lifted!.WeightKg);
        Assert.Equal(140, LoadUnit.Pounds.FromKg(lifted.WeightKg!.Value));
    }

    [Fact]
    public void A_set_is_rated_by_one_tap_and_a_second_adds_a_half()
    {
        double? rpe = null;
        var card = Render<LastSetCard>(set => set.Add(each => each.Progress, new ExerciseProgress("p", "squat", "Back squat", 2, 5, true, 5, 62.5)).Add(each => each.OnEffort, value => rpe = value));

        Assert.Equal("Back squat · set 2 · 5 × 62.5 kg", card.Find(".what span").TextContent);
        card.FindAll(".play-effort button")[7].Click();
        Assert.Equal(8, rpe);
        card.Render(set => set.Add(each => each.Progress, new ExerciseProgress("p", "squat", "Back squat", 2, 5, true, 5, 62.5, Rpe: 8)));
        card.FindAll(".play-effort button")[7].Click();
        Assert.Equal(8.5, rpe);
    }

    [Fact]
    public void What_is_taken_back_is_the_same_set_to_be_done()
    {
        var plan = new Workout("w", "W", WorkoutType.Strength, [_squat, _press], []);
        var done = new ExerciseProgress("p", "press", "Leg press", 2, 5, true, 12, 110, RestTime: 150, Rpe: 8, InsteadOf: "squat");

        var back = done.TakenBack();

        Assert.Equal(done with { Completed = false, Reps = null, Weight = null, Rpe = null }, back);
        Assert.Equal((0, 3), (SetPosition.At(plan, done)!.Index, SetPosition.At(plan, done)!.Number));
        Assert.Equal((0, 2), (SetPosition.At(plan, back)!.Index, SetPosition.At(plan, back)!.Number));
        var skipped = done with { Completed = false, Skipped = true, Reps = 0 };
        Assert.Equal(2, SetPosition.At(plan, skipped.TakenBack())!.Number);
    }

    [Fact]
    public void The_summary_counts_what_was_done_and_knows_in_place_of_what()
    {
        var summary = new PlaySummary();
        var player = new TestSession().Player("ada").State;
        var set = new ExerciseProgress("ada", "press", "Leg press", 1, 5, true, 12, 110, InsteadOf: "squat");

        foreach (var progress in new[] { set, set with { Rpe = 8 }, set with { SetNumber = 2 }, (set with { SetNumber = 2 }).TakenBack(), set with { SetNumber = 2, Completed = false, Skipped = true } })
        {
            summary.See(player with { Exercise = progress }, active: true);
        }

        Assert.Equal((1, "Leg press"), (summary.SetsDone, summary.Swaps["squat"]));
    }

    private IRenderedComponent<SetScreen> Screen(Action<ComponentParameterCollectionBuilder<SetScreen>>? more = null) => Screen(new SetPosition(0, _squat, 1, 5), more);

    private IRenderedComponent<SetScreen> Screen(SetPosition position, Action<ComponentParameterCollectionBuilder<SetScreen>>? more) => Render<SetScreen>(set =>
    {
        set.Add(each => each.Set, position).Add(each => each.After, "");
        more?.Invoke(set);
    });

    private static List<string> Steppers(IRenderedComponent<SetScreen> screen) => [.. screen.FindAll(".play-stepper b").Select(number => number.TextContent)];

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<SetScreen> screen, string text) => screen.FindAll("button").Single(button => button.TextContent.Trim() == text);
}
