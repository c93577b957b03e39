using System.Collections.Immutable;
using System.Text.Json;
using CsCheck;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Tests.Core.Workouts;

public sealed class WorkoutPlanTests
{
    [Fact]
    public void Whatever_is_written_the_parts_durations_add_up_to_the_plans()
        => PlanGen.Plan.Sample(plan =>
        {
            var workout = plan.ToWorkout("w", "Any");
            var unclocked = workout.UnclockedExerciseIds();
            var open = workout.Exercises.Where(exercise => unclocked.Contains(exercise.ExerciseId)).Aggregate(TimeSpan.Zero, (sum, exercise) => sum + exercise.PlannedTime());

            Assert.Equal(Seconds(Added(plan.Steps)), Seconds(workout.IntervalsDuration + open));
            Assert.Equal(workout.IntervalsDuration + open, workout.PlannedTime());
        });

    [Fact]
    public void Every_part_has_an_id_of_its_own_and_each_set_is_due_once()
        => PlanGen.Plan.Sample(plan =>
        {
            var workout = plan.ToWorkout("w", "Any");
            var due = workout.Intervals.SelectMany(interval => interval.ExerciseIds ?? []).Concat(workout.UnclockedExerciseIds());

            Assert.Distinct(workout.Intervals.Select(interval => interval.IntervalId));
            Assert.Distinct(workout.Exercises.Select(exercise => exercise.ExerciseId));
            Assert.Equal(workout.Exercises.Select(exercise => exercise.ExerciseId), due);
            Assert.All(workout.Intervals.Select(interval => interval.IntervalId).Concat(due), id => Assert.InRange(id.Length, 1, 64));
        });

    [Fact]
    public void A_repeat_of_one_is_the_thing_itself()
        => Gen.Select(PlanGen.Plan, Gen.Int[0, 5]).Where((plan, at) => at < plan.Steps.Length && plan.Steps[at] is not PlanStep.Repeat).Sample((plan, at)
            => Assert.Equal(Json(plan), Json(plan with { Steps = plan.Steps.SetItem(at, new PlanStep.Repeat(1, [plan.Steps[at]])) })));

    [Fact]
    public void A_repeat_is_its_steps_one_after_the_other_as_often()
        => Gen.Select(PlanGen.Plan.Where(plan => plan.Steps.All(step => step is not PlanStep.Repeat)), Gen.Int[1, 4]).Sample((plan, times)
            => Assert.Equal(
                Json(plan with { Steps = [.. Enumerable.Repeat(plan.Steps, times).SelectMany(steps => steps)] }),
                Json(plan with { Steps = [new PlanStep.Repeat(times, plan.Steps)] })));

    [Fact]
    public void A_flat_workout_read_as_a_plan_gives_itself_back()
        => PlanGen.Plan.Sample(plan =>
        {
            var workout = plan.ToWorkout("w", "Any");
            Assert.Equal(Text(workout), Text(WorkoutPlan.Of(workout).ToWorkout("w", "Any")));
        });

    [Fact]
    public void An_example_read_as_a_plan_gives_itself_back_and_has_no_fault()
        => Assert.All(ExampleWorkouts.All, example =>
        {
            Assert.Null(WorkoutPlan.Of(example).Fault());
            Assert.Equal(Text(example), Text(WorkoutPlan.Of(example).ToWorkout(example.WorkoutId, example.Name)));
        });

    [Fact]
    public void A_plan_comes_back_from_JSON_as_it_was()
        => PlanGen.Plan.Sample(plan => Assert.Equal(
            Text(plan), Text(JsonSerializer.Deserialize<WorkoutPlan>(Text(plan), JournalJson.Options)!)));

    [Fact]
    public void A_workout_of_before_there_were_ramps_and_windows_still_reads()
    {
        const string old = """{"workoutId":"w","name":"Old","type":"hybrid","exercises":[{"exerciseId":"row","name":"Row","sets":3,"reps":8,"weightKg":40,"rest":"00:01:30"}],"intervals":[{"intervalId":"warm-up","name":"Warm up","duration":"00:05:00","intensity":"easy","target":{"kind":"heartRateZone","min":1,"max":2}}],"intervalsDuration":"00:05:00"}""";

        var workout = JsonSerializer.Deserialize<Workout>(old, JournalJson.Options)!;

        Assert.Equal(old, Text(workout));
        Assert.Equal(["row"], workout.UnclockedExerciseIds().ToArray());
    }

    [Fact]
    public void Sets_before_a_timed_part_get_a_window_of_the_clock_and_those_at_the_end_none()
    {
        var workout = new WorkoutPlan(WorkoutType.Hybrid, null,
        [
            new PlanStep.Exercise("Squat", 2, 10, 60, null, TimeSpan.FromSeconds(30)),
            new PlanStep.Drill("Ladder", 2, TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(18)),
            new PlanStep.Transition("To the bikes", TimeSpan.FromSeconds(45)),
            new PlanStep.Interval("Ride", TimeSpan.FromMinutes(3), null, Intensity.Hard, null),
            new PlanStep.Exercise("Squat", 1, 10, 60, null, TimeSpan.Zero),
        ]).ToWorkout("w", "Mixed");

        Assert.Equal(["squat", "ladder", "squat-2"], workout.Exercises.Select(exercise => exercise.ExerciseId));
        Assert.Equal(["Squat, Ladder", "To the bikes", "Ride"], workout.Intervals.Select(interval => interval.Name));
        Assert.Equal([180, 45, 180], workout.Intervals.Select(interval => interval.Duration.TotalSeconds));
        Assert.Equal(["squat", "ladder"], workout.Intervals[0].ExerciseIds!.Value.ToArray());
        Assert.Equal(["squat-2"], workout.UnclockedExerciseIds().ToArray());
        Assert.True(workout.Exercises[1].IsDrill && workout.Intervals[1].IsTransition);
    }

    [Theory]
    [InlineData(1000, null, null, 300)] // 5:00 min/km
    [InlineData(500, 200d, 240d, 110)]
    [InlineData(400, null, null, 120)]
    public void A_distance_is_given_the_time_of_its_pace(double metres, double? min, double? max, int seconds)
    {
        var target = min is null ? null : new IntervalTarget(TargetKind.PaceSecondsPerKm, min.Value, max!.Value);
        var workout = Single(new PlanStep.Interval("Run", null, metres, Intensity.Hard, target));

        Assert.Equal((seconds, metres), (workout.Intervals[0].Duration.TotalSeconds, workout.Intervals[0].DistanceM));
    }

    private static Workout Single(PlanStep step) => new WorkoutPlan(WorkoutType.Conditioning, null, [step]).ToWorkout("w", "Single");

    // By hand, step by step: nothing of the expander's.
    private static double Added(ImmutableArray<PlanStep> steps) => steps.Sum(step => step switch
    {
        PlanStep.Exercise exercise => exercise.Sets * (exercise.Duration?.TotalSeconds ?? exercise.Reps!.Value * 3) + (exercise.Sets * exercise.Rest.TotalSeconds),
        PlanStep.Drill drill => drill.Attempts * (drill.TargetTime!.Value + drill.Rest).TotalSeconds,
        PlanStep.Interval { Duration: { } time } => time.TotalSeconds,
        PlanStep.Interval { DistanceM: { } metres, Target: { Kind: TargetKind.PaceSecondsPerKm } from, RampTo: var to }
            => Math.Ceiling(Math.Round(metres * (from.Min + from.Max + (to ?? from).Min + (to ?? from).Max) / 4000, 6)),
        PlanStep.Interval { DistanceM: { } metres } => Math.Ceiling(Math.Round(metres * 0.3, 6)),
        PlanStep.Transition transition => transition.Duration.TotalSeconds,
        PlanStep.Repeat repeat => repeat.Times * Added(repeat.Steps),
        _ => throw new InvalidOperationException($"{step}"),
    });

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(Math.Round(seconds));

    private static TimeSpan Seconds(TimeSpan time) => Seconds(time.TotalSeconds);

    private static string Json(WorkoutPlan plan) => Text(plan.ToWorkout("w", "Any"));

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, JournalJson.Options);
}
