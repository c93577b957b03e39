using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Core;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Sessions.Live;
using TrainingHub.Core.Workouts;
using TrainingHub.Tests.Core.Sessions;
using TrainingHub.Web.Play;

namespace TrainingHub.Tests.Web.Projection;

/// <summary>The last time's values follow what was reported, and are offered in later sessions only.</summary>
public sealed class LoggedSetTests(WebApp app) : IClassFixture<WebApp>
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly string _playerId = Ids.New();

    [Fact]
    public async Task The_last_completed_set_of_an_exercise_is_offered_in_another_session_whatever_its_id_there()
    {
        var first = await NewAsync("squat", "Back squat");
        await ReportAsync(first, Set("squat", "Back squat", 1, 100, 5));
        await ReportAsync(first, Set("squat", "Back squat", 2, 105, 4));
        var second = await NewAsync("s-1", " back SQUAT");

        Assert.Equal(new LastSet(4, 105, null), Assert.Single(await OffersAsync(second, "s-1", " back SQUAT")).Value);
        Assert.Empty(await OffersAsync(first, "squat", "Back squat"));
    }

    [Fact]
    public async Task A_set_that_is_put_right_is_offered_as_it_is_now_and_one_that_is_taken_back_is_not()
    {
        var first = await NewAsync("squat", "Back squat");
        await ReportAsync(first, Set("squat", "Back squat", 1, 100, 5));
        await ReportAsync(first, Set("squat", "Back squat", 2, 105, 4));
        await ReportAsync(first, Set("squat", "Back squat", 2, 105, 3) with { Rpe = 9 });
        Assert.Equal(new LastSet(3, 105, null), await OneAsync("Back squat"));

        await ReportAsync(first, Set("squat", "Back squat", 2, 105, 3).TakenBack());
        Assert.Equal(new LastSet(5, 100, null), await OneAsync("Back squat"));
    }

    [Fact]
    public async Task What_was_done_in_place_of_another_is_offered_under_its_own_name()
    {
        var first = await NewAsync("squat", "Back squat");
        await ReportAsync(first, Set("press", "Leg press", 1, 120, 10) with { InsteadOf = "squat" });

        Assert.Equal(new LastSet(10, 120, null), await OneAsync("Leg press"));
        Assert.Null(await OneAsync("Back squat"));
    }

    [Fact]
    public async Task Each_exercise_of_a_workout_is_offered_its_own_last_time()
    {
        var first = await NewAsync("squat", "Back squat");
        await ReportAsync(first, Set("squat", "Back squat", 1, 100, 5));
        await ReportAsync(first, Set("press", "Leg press", 1, 120, 10));
        await ReportAsync(first, Set("squat", "Back squat", 2, 105, 4));
        var second = await NewAsync("squat", "Back squat");
        await ReportAsync(second, Set("press", "Leg press", 1, 130, 8));
        var workout = WorkoutOf("s", "Back squat") with { Exercises = [WorkoutOf("s", "Back squat").Exercises[0], WorkoutOf("p", "Leg press").Exercises[0], WorkoutOf("r", "Row").Exercises[0]] };

        var offers = await app.Services.GetRequiredService<LastTimes>().OfAsync(_playerId, "later", workout, null, None);

        Assert.Equal(2, offers.Count);
        Assert.Equal((new LastSet(4, 105, null), new LastSet(8, 130, null)), (offers[ExerciseKey.Of("Back squat")], offers[ExerciseKey.Of("Leg press")]));
    }

    [Fact]
    public async Task A_trainer_is_told_nothing_of_another_trainers_sessions()
    {
        var first = await NewAsync("squat", "Back squat");
        await ReportAsync(first, Set("squat", "Back squat", 1, 100, 5));

        Assert.NotEmpty(await OffersAsync("later", "squat", "Back squat", Examples.Trainer.UserId));
        Assert.Empty(await OffersAsync("later", "squat", "Back squat", Examples.OtherTrainer.UserId));
    }

    private async Task<LastSet?> OneAsync(string name) => (await OffersAsync("later", "any", name)).GetValueOrDefault(ExerciseKey.Of(name));

    private Task<IReadOnlyDictionary<string, LastSet>> OffersAsync(string sessionId, string id, string name, string? trainerId = null)
        => app.Services.GetRequiredService<LastTimes>().OfAsync(_playerId, sessionId, WorkoutOf(id, name), trainerId, None);

    private static Workout WorkoutOf(string id, string name) => new("w", "Strength", WorkoutType.Strength, [new Exercise(id, name, 3, 5, 60, null, TimeSpan.Zero)], []);

    private async Task<string> NewAsync(string id, string name)
    {
        var session = Examples.NewSession with { SessionId = Ids.New(), Workout = WorkoutOf(id, name), Players = [Examples.NewSession.Players[0] with { PlayerId = _playerId }] };
        Assert.True((await app.Services.GetRequiredService<ISessions>().CreateAsync(Examples.Trainer, session, None)).Ok);
        return session.SessionId;
    }

    private async Task ReportAsync(string sessionId, ExerciseProgress set)
    {
        var reply = await app.Services.GetRequiredService<ISessions>().SendAsync(Examples.Trainer, sessionId, new SessionCommand.ReportExercise(set), null, None);
        Assert.Null(reply.Refusal);
        await app.Services.GetRequiredService<ISessionProjection>().CaughtUpAsync(sessionId, reply.Seq, None);
    }

    private ExerciseProgress Set(string id, string name, int number, double kg, int reps) => new(_playerId, id, name, number, 3, true, reps, kg);
}
