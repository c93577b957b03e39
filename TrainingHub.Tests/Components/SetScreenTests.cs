using System.Globalization;
using Bunit;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;
using TrainingHub.Web.Play;

namespace TrainingHub.Tests.Components;

public sealed class SetScreenTests : BunitContext
{
    private static readonly Exercise _squat = new("squat", "Back squat", 5, 5, 100, null, TimeSpan.FromSeconds(150));
    private static readonly Exercise _plank = new("plank", "Plank", 3, null, null, TimeSpan.FromSeconds(45), TimeSpan.FromSeconds(60));

    [Fact]
    public void Done_tells_what_the_steppers_say()
    {
        LiftedSet? lifted = null;
        var screen = Render<SetScreen>(set => set
            .Add(each => each.Set, new SetPosition(0, _squat, 1, 5)).Add(each => each.After, "")
            .Add(each => each.OnDone, done => lifted = done));

        screen.Find("button[aria-label='Less reps']").Click();
        screen.Find("button[aria-label='More kg']").Click();
        screen.Find("button.main").Click();

        Assert.Equal(new LiftedSet(4, 102.5, null), lifted);
    }

    [Fact]
    public void Who_lifts_pounds_steps_in_them_and_kilograms_are_reported()
    {
        var pounds = new Units(WeightUnit.Pounds, DistanceUnit.Miles, CultureInfo.GetCultureInfo("de-DE"));
        LiftedSet? lifted = null;
        var screen = Render<SetScreen>(set => set
            .Add(each => each.Set, new SetPosition(0, _squat, 1, 5)).Add(each => each.After, "").AddCascadingValue(pounds)
            .Add(each => each.OnDone, done => lifted = done));

        Assert.Equal("220,5", screen.FindAll(".play-stepper b")[1].TextContent);
        screen.Find("button.main").Click();
        Assert.Equal(100, lifted!.WeightKg);
        screen.Find("button[aria-label='More lb']").Click();
        screen.Find("button.main").Click();
        Assert.Equal(102.29, lifted.WeightKg);
    }

    [Fact]
    public void The_next_set_begins_with_the_target_repetitions_and_the_load_last_lifted()
    {
        var screen = Render<SetScreen>(set => set.Add(each => each.Set, new SetPosition(0, _squat, 1, 5)).Add(each => each.After, ""));
        screen.Find("button[aria-label='More reps']").Click();

        screen.Render(set => set
            .Add(each => each.Set, new SetPosition(0, _squat, 2, 5))
            .Add(each => each.Last, new ExerciseProgress("p", "squat", "Back squat", 1, 5, true, 6, 97.5)));

        Assert.Equal(["5", "97.5"], screen.FindAll(".play-stepper b").Select(number => number.TextContent));
    }

    [Fact]
    public void What_the_player_set_stays_while_the_set_is_the_same()
    {
        var screen = Render<SetScreen>(set => set.Add(each => each.Set, new SetPosition(0, _squat, 1, 5)).Add(each => each.After, ""));
        screen.Find("button[aria-label='More reps']").Click();

        screen.Render(set => set.Add(each => each.Set, new SetPosition(0, _squat, 1, 6)));

        Assert.Equal("6", screen.Find(".play-stepper b").TextContent);
    }

    [Fact]
    public void A_timed_set_without_a_load_counts_seconds_alone()
    {
        var screen = Render<SetScreen>(set => set.Add(each => each.Set, new SetPosition(0, _plank, 1, 3)).Add(each => each.After, ""));

        Assert.Equal(["seconds"], screen.FindAll(".play-stepper span").Select(unit => unit.TextContent));
        Assert.Equal("45", screen.Find(".play-stepper b").TextContent);
    }
}
