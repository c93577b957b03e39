using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;
using TrainingHub.Web.Play;

namespace TrainingHub.Tests.Components;

public sealed class PlayScreenTests
{
    private static readonly DateTimeOffset _start = new(2026, 5, 4, 17, 0, 0, TimeSpan.Zero);

    private static readonly Workout _hybrid = new(
        "w", "Warm up and lift", WorkoutType.Hybrid,
        [new Exercise("squat", "Back squat", 2, 5, 100, null, TimeSpan.FromSeconds(90))],
        [
            new Interval("easy", "Easy", TimeSpan.FromMinutes(2), Intensity.Easy, null),
            new Interval("work", "Work", TimeSpan.FromMinutes(1), Intensity.Hard, null),
        ]);

    private static readonly PlayerState _player = new() { Profile = new RosterPlayer("p", "Mia", 7, Thresholds.Unknown), Order = 0, Status = PlayerStatus.Active };

    [Fact]
    public void Intervals_run_by_the_sessions_clock_and_tell_what_is_next()
    {
        var screen = Assert.IsType<PlayScreen.InInterval>(Shown(Running, after: 30));
        Assert.Equal(("easy", _start.AddMinutes(2), "work"), (screen.Position.Interval.IntervalId, screen.Until, screen.Next?.IntervalId));
        Assert.Null(Assert.IsType<PlayScreen.InInterval>(Shown(Running, after: 150)).Next);
    }

    [Fact]
    public void Sets_come_when_the_intervals_are_over_and_a_set_is_followed_by_its_rest()
    {
        Assert.Equal(1, Assert.IsType<PlayScreen.InSet>(Shown(Running, after: 200)).Set.Number);

        var first = Set(1) with { Completed = true, Timestamp = _start.AddSeconds(200) };
        var rest = Assert.IsType<PlayScreen.Resting>(Shown(Running, after: 210, first));
        Assert.Equal((_start.AddSeconds(290), 2), (rest.Until, rest.Next.Number));
        Assert.Equal(2, Assert.IsType<PlayScreen.InSet>(Shown(Running, after: 290, first)).Set.Number);
    }

    [Fact]
    public void After_the_last_set_there_is_no_rest_and_nothing_left()
        => Assert.IsType<PlayScreen.NothingLeft>(Shown(Running, after: 210, Set(2) with { Completed = true, Timestamp = _start.AddSeconds(205) }));

    [Fact]
    public void A_player_who_is_no_longer_on_the_roster_was_removed()
        => Assert.IsType<PlayScreen.Removed>(PlayScreen.Of(Running, null, null, _start));

    [Theory]
    [InlineData(SessionStatus.Scheduled, PlayerStatus.Waiting, typeof(PlayScreen.Waiting))]
    [InlineData(SessionStatus.Active, PlayerStatus.Paused, typeof(PlayScreen.SelfPaused))]
    [InlineData(SessionStatus.Active, PlayerStatus.Completed, typeof(PlayScreen.Done))]
    [InlineData(SessionStatus.Paused, PlayerStatus.Paused, typeof(PlayScreen.SessionPaused))]
    [InlineData(SessionStatus.Paused, PlayerStatus.Completed, typeof(PlayScreen.Done))]
    [InlineData(SessionStatus.Completed, PlayerStatus.Completed, typeof(PlayScreen.Ended))]
    [InlineData(SessionStatus.Cancelled, PlayerStatus.Active, typeof(PlayScreen.Ended))]
    public void Status_of_session_and_player_decide_what_else_is_shown(SessionStatus session, PlayerStatus player, Type expected)
        => Assert.IsType(expected, PlayScreen.Of(Running with { Status = session }, _player with { Status = player }, null, _start));

    [Fact]
    public void In_a_window_of_the_clock_the_sets_are_due_that_it_holds_and_then_the_clock_goes_on()
    {
        var session = Running with { Workout = _windows };

        var first = Assert.IsType<PlayScreen.InSet>(Shown(session, after: 10));
        Assert.Equal(("squat", 1, _start.AddSeconds(200)), (first.Set.Exercise.ExerciseId, first.Set.Number, first.WindowEnd));
        var rest = Assert.IsType<PlayScreen.Resting>(Shown(session, after: 40, Set(1) with { Completed = true, Timestamp = _start.AddSeconds(30) }));
        Assert.Equal((2, _start.AddSeconds(200)), (rest.Next.Number, rest.WindowEnd));

        // All sets of the window done: the countdown to what comes next.
        var done = Assert.IsType<PlayScreen.InInterval>(Shown(session, after: 150, Set(2) with { Completed = true, Timestamp = _start.AddSeconds(140) }));
        Assert.Equal(("sets", "ride"), (done.Position.Interval.IntervalId, done.Next?.IntervalId));

        // A set that was not done stays behind; the clock is everybody's.
        Assert.Equal("ride", Assert.IsType<PlayScreen.InInterval>(Shown(session, after: 210, Set(1))).Position.Interval.IntervalId);
        var second = Assert.IsType<PlayScreen.InSet>(Shown(session, after: 270, Set(1)));
        Assert.Equal(("row", _start.AddSeconds(320)), (second.Set.Exercise.ExerciseId, second.WindowEnd));

        // After the clock's last part those that no window holds.
        var last = Assert.IsType<PlayScreen.InSet>(Shown(session, after: 330, Set(1)));
        Assert.Equal(("plank", null), (last.Set.Exercise.ExerciseId, last.WindowEnd));
    }

    private static readonly Workout _windows = new(
        "w", "Lift and ride", WorkoutType.Hybrid,
        [
            new Exercise("squat", "Back squat", 2, 5, 100, null, TimeSpan.FromSeconds(60)),
            new Exercise("row", "Row", 2, 5, 40, null, TimeSpan.Zero),
            new Exercise("plank", "Plank", 1, null, null, TimeSpan.FromSeconds(30), TimeSpan.Zero),
        ],
        [
            new Interval("sets", "Back squat", TimeSpan.FromSeconds(200), Intensity.Moderate, null, ExerciseIds: ["squat"]),
            new Interval("ride", "Ride", TimeSpan.FromSeconds(60), Intensity.Hard, null),
            new Interval("sets-2", "Row", TimeSpan.FromSeconds(60), Intensity.Moderate, null, ExerciseIds: ["row"]),
        ]);

    private static SessionState Running { get; } = new()
    {
        SessionId = "s",
        Workout = _hybrid,
        TrainerId = "t",
        TrainerName = "Toni",
        CreatedAt = _start,
        Limits = SessionLimits.Default,
        Status = SessionStatus.Active,
        RunningSince = _start,
    };

    private static PlayScreen Shown(SessionState session, int after, ExerciseProgress? last = null)
        => PlayScreen.Of(session, _player, last, _start.AddSeconds(after));

    private static ExerciseProgress Set(int number) => new("p", "squat", "Back squat", number, 2, Completed: false, Reps: 5);
}
