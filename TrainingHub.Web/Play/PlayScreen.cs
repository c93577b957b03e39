using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Web.Play;

/// <summary>What fills a player's screen: one thing at a time. It follows from the session, never from what the page did before.</summary>
public abstract record PlayScreen
{
    private static readonly TimeSpan _soon = TimeSpan.FromMinutes(15);

    private PlayScreen()
    {
    }

    /// <summary>The trainer has not started yet.</summary>
    /// <param name="Soon">Planned for within the quarter of an hour, or for no time at all.</param>
    public sealed record Waiting(DateTimeOffset? ScheduledAt, bool Soon) : PlayScreen;

    /// <summary>The trainer paused the session.</summary>
    public sealed record SessionPaused(DateTimeOffset Since) : PlayScreen;

    /// <summary>The player paused by themselves.</summary>
    public sealed record SelfPaused : PlayScreen;

    /// <summary>The player said that they are done, or a trainer did for them.</summary>
    public sealed record Done : PlayScreen;

    /// <summary>The plan is over, the session still runs.</summary>
    public sealed record NothingLeft : PlayScreen;

    /// <summary>The trainer removed the player.</summary>
    public sealed record Removed : PlayScreen;

    /// <summary>The session is over.</summary>
    /// <param name="Reason">Why it was cancelled; null where it was not, or nobody said.</param>
    public sealed record Ended(bool Cancelled, string? Reason) : PlayScreen;

    /// <param name="Until">When this interval is over, by the server's clock.</param>
    /// <param name="Next">Null for the last.</param>
    public sealed record InInterval(IntervalPosition Position, DateTimeOffset Until, Interval? Next) : PlayScreen;

    /// <param name="Window">When the clock goes on to the next part, in a workout of sets and intervals; null where the sets take as long as they take.</param>
    public sealed record InSet(SetPosition Set, DateTimeOffset? Window = null) : PlayScreen;

    /// <param name="Until">By the server's clock.</param>
    /// <param name="Window">As for a set.</param>
    public sealed record Resting(DateTimeOffset Until, SetPosition Next, DateTimeOffset? Window = null) : PlayScreen;

    /// <summary>When the window of the clock is over in which the sets shown are due; null where there is none.</summary>
    public DateTimeOffset? WindowEnd => this switch
    {
        InSet set => set.Window,
        Resting rest => rest.Window,
        _ => null,
    };

    /// <param name="lastSet">The last report of an exercise of the plan; reports of extra exercises leave the place as it is.</param>
    /// <param name="now">By the server's clock.</param>
    public static PlayScreen Of(SessionState session, PlayerState? player, ExerciseProgress? lastSet, DateTimeOffset now) => (session.Status, player?.Status) switch
    {
        (_, null) => new Removed(),
        (SessionStatus.Completed, _) => new Ended(Cancelled: false, null),
        (SessionStatus.Cancelled, _) => new Ended(Cancelled: true, session.EndReason),
        (SessionStatus.Scheduled, _) => new Waiting(session.ScheduledAt, session.ScheduledAt is not { } planned || planned - now <= _soon),
        (_, PlayerStatus.Completed) => new Done(),
        (SessionStatus.Paused, _) => new SessionPaused(session.PausedAt ?? session.LastEventAt),
        (_, PlayerStatus.Paused) => new SelfPaused(),
        _ => At(session, lastSet, now),
    };

    // Intervals run by the session's clock; sets are done at the player's own pace, within their window of the clock or after its end.
    private static PlayScreen At(SessionState session, ExerciseProgress? lastSet, DateTimeOffset now)
    {
        var workout = session.Workout;
        if (workout.At(session.Duration(now)) is { } position)
        {
            var until = now + position.Remaining;
            return position.Interval.ExerciseIds is { } due && SetPosition.At(workout, lastSet, due) is { } set
                ? SetOrRest(workout, lastSet, set, until, now)
                : new InInterval(position, until, workout.Intervals.ElementAtOrDefault(position.Index + 1));
        }

        return SetPosition.At(workout, lastSet, workout.UnclockedExerciseIds()) is { } next ? SetOrRest(workout, lastSet, next, null, now) : new NothingLeft();
    }

    private static PlayScreen SetOrRest(Workout workout, ExerciseProgress? lastSet, SetPosition next, DateTimeOffset? window, DateTimeOffset now)
        => RestEnd(workout, lastSet) is { } until && until > now ? new Resting(until, next, window) : new InSet(next, window);

    private static DateTimeOffset? RestEnd(Workout workout, ExerciseProgress? lastSet)
        => lastSet is { Completed: true, Timestamp: { } doneAt } && SetPosition.LastReported(workout, lastSet) is { } done
            ? doneAt + (lastSet.RestTime is { } seconds ? TimeSpan.FromSeconds(seconds) : done.Exercise.Rest)
            : null;
}
