using TrainingHub.Client;
using TrainingHub.Core.Athletes;
using TrainingHub.Core.Workouts;
using Live = TrainingHub.Core.Sessions;

namespace TrainingHub.Web.Demo;

/// <summary>What one player's wearable reports of one session's plan: each interval as it begins, the last as it ends, and where the plan has sets one each 90 s.</summary>
/// <param name="logsSets">False for who logs their own.</param>
internal sealed class DemoProgress(string playerId, bool logsSets)
{
    private int _interval = -1;
    private long? _cycle;

    public IntervalProgress? IntervalDue(Live.SessionState session, DateTimeOffset now)
    {
        if (!IsAtIt(session))
        {
            return null;
        }

        var position = session.Workout.At(session.Duration(now));
        if (position is null ? _interval < 0 : position.Index == _interval)
        {
            return null;
        }

        var index = position?.Index ?? _interval;
        _interval = position?.Index ?? -1;
        return Progress(session, index, position?.Remaining ?? TimeSpan.Zero, completed: position is null);
    }

    public ExerciseProgress? SetDue(Live.SessionState session, DateTimeOffset now)
    {
        var clock = session.Duration(now);
        if (!logsSets || !IsAtIt(session) || session.Workout.Exercises.IsEmpty)
        {
            return null;
        }

        var cycle = clock.Ticks / Effort.SetCycle.Ticks;
        var due = _cycle is { } last && cycle > last;
        _cycle = cycle;
        return due && SetPosition.At(session.Workout, session.Players[playerId].Place, session.Workout.DueAt(clock)) is { } set ? Done(session, set) : null;
    }

    private bool IsAtIt(Live.SessionState session)
        => session.Status == Live.SessionStatus.Active && session.Players.GetValueOrDefault(playerId)?.Status == Live.PlayerStatus.Active;

    private IntervalProgress Progress(Live.SessionState session, int index, TimeSpan remaining, bool completed)
    {
        var interval = session.Workout.Intervals[index];
        var target = interval.TargetAt(new IntervalPosition(index, interval, remaining).Fraction, session.Players[playerId].Profile.Thresholds);
        return new IntervalProgress
        {
            SessionId = session.SessionId,
            PlayerId = playerId,
            IntervalId = interval.IntervalId,
            IntervalName = interval.Name,
            CurrentInterval = index + 1,
            TotalIntervals = session.Workout.Intervals.Length,
            TimeRemaining = Math.Round(remaining.TotalSeconds, 1),
            Intensity = Enum.Parse<Client.Intensity>(interval.Intensity.ToString()),
            TargetHeartRate = Band(target, TargetMetric.HeartRate),
            TargetPower = Band(target, TargetMetric.Power),
            TargetPace = Band(target, TargetMetric.Pace),
            Completed = completed,
        };
    }

    private static TargetBand? Band(TargetRange? range, TargetMetric metric) => range?.Metric == metric ? new TargetBand(range.Min, range.Max) : null;

    private ExerciseProgress Done(Live.SessionState session, SetPosition set) => new()
    {
        SessionId = session.SessionId,
        PlayerId = playerId,
        ExerciseId = set.Exercise.ExerciseId,
        ExerciseName = set.Exercise.Name,
        SetNumber = set.Number,
        TotalSets = set.Total,
        Reps = set.Exercise.Reps,
        Weight = set.Exercise.WeightKg,
        Duration = set.Exercise.Duration?.TotalSeconds,
        RestTime = set.Exercise.Rest.TotalSeconds,
        Completed = true,
    };
}
