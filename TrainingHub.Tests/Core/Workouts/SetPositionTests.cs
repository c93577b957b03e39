using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;
using TrainingHub.Tests.Components;

namespace TrainingHub.Tests.Core.Workouts;

public sealed class SetPositionTests
{
    private static readonly Workout Strength = new(
        "w", "Strength A", WorkoutType.Strength,
        [
            new Exercise("squat", "Back squat", 3, 5, 100, null, TimeSpan.FromSeconds(150)),
            new Exercise("press", "Bench press", 2, 8, 60, null, TimeSpan.FromSeconds(90)),
        ],
        []);

    [Fact]
    public void A_player_who_reported_nothing_is_at_the_first_set()
        => Assert.Equal(("squat", 1, 3), Place(SetPosition.At(Strength, null)));

    [Theory]
    [InlineData("squat", 1, 3, true, 5, "squat", 2, 3)]
    [InlineData("squat", 3, 3, true, 5, "press", 1, 2)]
    [InlineData("squat", 3, 4, true, 5, "squat", 4, 4)] // an extra set
    [InlineData("squat", 2, 3, false, null, "squat", 2, 3)] // still at it
    [InlineData("squat", 2, 3, false, 0, "squat", 3, 3)] // skipped
    [InlineData("row", 1, 1, true, 8, "squat", 1, 3)] // an extra exercise
    public void The_next_set_follows_from_the_last_report(string id, int set, int sets, bool completed, int? reps, string nextId, int next, int nextSets)
        => Assert.Equal((nextId, next, nextSets), Place(SetPosition.At(Strength, new ExerciseProgress("p", id, id, set, sets, completed, reps))));

    [Fact]
    public void After_the_last_set_nothing_is_left()
        => Assert.Null(SetPosition.At(Strength, new ExerciseProgress("p", "press", "Bench press", 2, 2, Completed: true, Reps: 8)));

    [Theory]
    [InlineData("squat", 1, true, "press", 1)] // a forgotten set of an earlier exercise, logged late
    [InlineData("press", 1, false, "press", 1)] // taken back: it is to be done
    [InlineData("press", 2, true, "press", 2)]
    [InlineData("squat", 3, false, "press", 1)] // of what is behind, taken back or not
    [InlineData("row", 1, true, "press", 1)] // an extra exercise
    public void A_report_of_an_earlier_set_leads_nobody_back(string id, int set, bool completed, string placeId, int placeSet)
    {
        var (press, later) = (Report("press", 1), Report(id, set) with { Completed = completed });

        var player = new TestSession(Strength).Tell(Reported(press)).Tell(Reported(later)).Player("ada").State;

        Assert.Equal((later, placeId, placeSet), (player.Exercise!, player.Place!.ExerciseId, player.Place.SetNumber));
    }

    [Fact]
    public void A_set_that_was_taken_back_is_not_passed_backwards_by_one_logged_late()
    {
        var session = new TestSession(Strength).Tell(Reported(Report("squat", 2))).Tell(Reported(Report("squat", 2).TakenBack())).Tell(Reported(Report("squat", 1)));

        Assert.Equal(("squat", 2, 3), Place(SetPosition.At(Strength, session.Player("ada").State.Place)));
    }

    [Fact]
    public void A_set_logged_for_a_player_keeps_the_extra_sets_that_they_asked_for()
    {
        var asked = Report("squat", 3) with { TotalSets = 5 };
        var player = new TestSession(Strength).Tell(Reported(asked)).Player("ada").State;

        Assert.Equal((5, 2), (SetPosition.SetsOf(Strength.Exercises[0], player), SetPosition.SetsOf(Strength.Exercises[1], player)));
        Assert.Equal(("squat", 5, 5), Place(SetPosition.At(Strength, Report("squat", 4) with { TotalSets = SetPosition.SetsOf(Strength.Exercises[0], player) })));
    }

    [Fact]
    public void In_a_window_of_the_clock_only_its_own_sets_follow_each_other()
    {
        var workout = Strength with
        {
            Type = WorkoutType.Hybrid,
            Intervals = [new Interval("sets", "Back squat", TimeSpan.FromMinutes(9), Intensity.Moderate, null, ExerciseIds: ["squat"]), new Interval("run", "Run", TimeSpan.FromMinutes(5), Intensity.Hard, null)],
        };

        Assert.Equal(["squat"], workout.DueAt(TimeSpan.FromMinutes(1)).ToArray());
        Assert.Empty(workout.DueAt(TimeSpan.FromMinutes(10)));
        Assert.Equal(["press"], workout.DueAt(TimeSpan.FromMinutes(20)).ToArray());
        Assert.Null(SetPosition.At(workout, Report("squat", 2))!.Next(workout, ["squat"]));
    }

    private static ExerciseProgress Report(string id, int set) => new("ada", id, id, set, 3, Completed: true, Reps: 5);

    private static SessionEvent.ExerciseReported Reported(ExerciseProgress progress) => new(progress, "ada") { At = TestSession.Begin };

    private static (string?, int?, int?) Place(SetPosition? position) => (position?.Exercise.ExerciseId, position?.Number, position?.Total);
}
