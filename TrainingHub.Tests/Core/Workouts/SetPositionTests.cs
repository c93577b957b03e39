using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;

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

    private static (string?, int?, int?) Place(SetPosition? position) => (position?.Exercise.ExerciseId, position?.Number, position?.Total);
}
