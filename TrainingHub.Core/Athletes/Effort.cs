using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Core.Athletes;

/// <summary>What a session asks of an athlete at a moment, as power ÷ threshold power.</summary>
public static class Effort
{
    private const double Waiting = 0.35, Resting = 0.1, BetweenSets = 0.3, Lifting = 0.85;

    /// <summary>How long an athlete works at a set.</summary>
    public static readonly TimeSpan SetWork = TimeSpan.FromSeconds(40);

    /// <summary>From the start of a set to the start of the next.</summary>
    public static readonly TimeSpan SetCycle = TimeSpan.FromSeconds(90);

    public static double Asked(SessionState session, PlayerStatus status, AthleteProfile athlete, DateTimeOffset now)
    {
        if (session.Status == SessionStatus.Scheduled)
        {
            return Waiting;
        }

        if (session.Status != SessionStatus.Active || status is PlayerStatus.Paused or PlayerStatus.Completed)
        {
            return Resting;
        }

        var clock = session.Duration(now);
        if (session.Workout.At(clock) is { } position)
        {
            return Of(position, athlete);
        }

        return session.Workout.Exercises.IsEmpty ? Resting : clock.Ticks % SetCycle.Ticks < SetWork.Ticks ? Lifting : BetweenSets;
    }

    /// <summary>The middle of the target at this moment, or what the interval's intensity says in words where it has none.</summary>
    public static double Of(IntervalPosition position, AthleteProfile athlete)
    {
        if (position.Interval.TargetAt(position.Fraction, athlete.Thresholds) is not { } range)
        {
            return Of(position.Interval.Intensity);
        }

        var middle = (range.Min + range.Max) / 2;
        return range.Metric switch
        {
            TargetMetric.Power => middle / athlete.FtpWatts,
            TargetMetric.HeartRate => HeartRateResponse.EffortFor(athlete, middle),
            _ => 1000 / middle / (athlete.FtpWatts / athlete.WeightKg),
        };
    }

    private static double Of(Intensity intensity) => intensity switch
    {
        Intensity.Easy => 0.5,
        Intensity.Moderate => 0.75,
        Intensity.Hard => 0.95,
        _ => 1.2,
    };
}
