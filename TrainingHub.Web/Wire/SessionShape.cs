using TrainingHub.Core.Metrics;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Web.Wire;

/// <summary>The shapes of `protocol.md` §2.4, out of what an audience may see.</summary>
public static class SessionShape
{
    /// <param name="now">The moment for which `duration` is told.</param>
    public static WireValue Session(SessionView view, DateTimeOffset now)
    {
        var state = view.State;
        var shape = new WireObject(21)
        {
            { "sessionId", state.SessionId },
            { "seq", state.Seq },
            { "workoutId", state.Workout.WorkoutId },
            { "workoutName", state.Workout.Name },
            { "workoutType", WireWords.Of(state.Workout.Type) },
            { "status", WireWords.Of(state.Status) },
        }
            .Known("scheduledAt", state.ScheduledAt)
            .Known("startTime", state.StartTime)
            .Known("endTime", state.EndTime)
            .Known("pausedAt", state.PausedAt)
            .With("duration", Seconds(state.Duration(now)))
            .With("trainerId", state.TrainerId)
            .With("trainerName", state.TrainerName)
            .With("shareWithTeam", state.ShareWithTeam)
            .With("admits", WireWords.Of(state.Admits))
            .With("players", WireValue.Of(view.Players.Select(player => Player(view, player)).ToArray()))
            .With("totalPlayers", state.TotalPlayers)
            .With("activePlayers", state.ActivePlayers)
            .With("completedPlayers", state.CompletedPlayers);
        // Absent, not empty, for who is told of no message.
        return view.Audience.Kind == AudienceKind.Observer ? shape : shape.With("messages", WireValue.Of(view.Messages.Select(message => Message(view.Audience, message)).ToArray()));
    }

    public static WireValue Player(SessionView session, PlayerView view)
    {
        var sessionId = session.State.SessionId;
        var player = view.State;
        var shape = new WireObject(14)
        {
            { "playerId", player.PlayerId },
            { "playerName", player.Profile.Name },
            { "status", WireWords.Of(player.Status) },
            { "connected", player.Connected },
            { "joinedAt", player.JoinedAt is { } joined ? joined : WireValue.Null },
            { "lastActivity", player.LastActivity is { } active ? active : WireValue.Null },
        };
        shape.Known("handRaisedAt", session.HandOf(player.PlayerId)).Known("effort", session.EffortOf(player.PlayerId));
        if (player.Profile.IsGuest)
        {
            shape.Add("guest", true);
        }

        if (player.Answer is { } answer)
        {
            shape.Add("answer", WireWords.Of(answer));
        }

        if (player.Exercise is { } exercise)
        {
            shape.With("currentExercise", exercise.ExerciseId).With("exercise", Exercise(sessionId, session.Of(exercise)));
        }

        if (player.Interval is { } interval)
        {
            shape.With("currentInterval", interval.CurrentInterval).With("interval", Interval(sessionId, interval));
        }

        return player.Metrics is { } metrics ? shape.With("metrics", Metrics(sessionId, view, metrics)) : shape;
    }

    /// <summary>A message as it is sent: to staff with its recipients, to a player without.</summary>
    public static WireValue Message(Audience audience, SessionEvent.MessageSent sent)
        => Message(audience, new SentMessage(sent.MessageId, sent.At, sent.To, sent.Priority, sent.Text, sent.By));

    /// <summary>A message, for staff with its recipients and who of them acknowledged it.</summary>
    public static WireValue Message(Audience audience, SentMessage message)
    {
        var shape = new WireObject(7)
        {
            { "messageId", message.MessageId },
            { "sentAt", message.At },
            { "priority", WireWords.Of(message.Priority) },
            { "text", message.Text },
            { "by", message.By },
        };
        return audience.Kind != AudienceKind.Staff ? shape : shape
            .With("to", Ids(message.To))
            .With("acknowledgedBy", Ids(message.To.Where(message.Acknowledged.ContainsKey)));
    }

    /// <summary>What of a player's metrics became another: null where it is no longer known.</summary>
    public static WireValue Changed(SampledPlayer sampled)
    {
        var shape = new WireObject { { "playerId", sampled.Player.PlayerId } };
        Add(shape, sampled.Player.State.Metrics?.Values ?? MetricValues.Empty, sampled.Changed);
        return sampled.ZoneChanged ? shape.With("heartRateZone", Zone(sampled.Player)) : shape;
    }

    public static WireValue Exercise(string sessionId, ExerciseProgress progress) => new WireObject(16)
    {
        { "sessionId", sessionId },
        { "playerId", progress.PlayerId },
        { "exerciseId", progress.ExerciseId },
        { "exerciseName", progress.ExerciseName },
        { "setNumber", progress.SetNumber },
        { "totalSets", progress.TotalSets },
    }
        .Known("reps", progress.Reps)
        .Known("weight", progress.Weight)
        .Known("duration", progress.Duration)
        .Known("restTime", progress.RestTime)
        .Known("rpe", progress.Rpe)
        .Known("errors", progress.Errors)
        .Known("skipped", progress.Skipped is { } skipped ? skipped : WireValue.Null)
        .Known("insteadOf", progress.InsteadOf)
        .With("completed", progress.Completed)
        .Known("timestamp", progress.Timestamp);

    public static WireValue Interval(string sessionId, IntervalProgress progress) => new WireObject(14)
    {
        { "sessionId", sessionId },
        { "playerId", progress.PlayerId },
        { "intervalId", progress.IntervalId },
        { "intervalName", progress.IntervalName },
        { "currentInterval", progress.CurrentInterval },
        { "totalIntervals", progress.TotalIntervals },
        { "timeRemaining", progress.TimeRemaining },
        { "intensity", WireWords.Of(progress.Intensity) },
    }
        .Known("targetHeartRate", Band(progress.TargetHeartRate))
        .Known("targetPower", Band(progress.TargetPower))
        .Known("targetPace", Band(progress.TargetPace))
        .With("completed", progress.Completed)
        .Known("timestamp", progress.Timestamp);

    /// <summary>Seconds, to the millisecond.</summary>
    public static double Seconds(TimeSpan duration) => Math.Round(duration.TotalSeconds, 3);

    private static WireValue Metrics(string sessionId, PlayerView view, CurrentMetrics metrics)
    {
        var shape = new WireObject(16) { { "sessionId", sessionId }, { "playerId", view.PlayerId }, { "timestamp", metrics.SampleAt } };
        Add(shape, metrics.Values, metrics.Values.Given);
        return shape.Known("heartRateZone", view.HeartRateZone);
    }

    private static void Add(WireObject shape, MetricValues values, MetricMask which)
    {
        foreach (var range in MetricRange.All)
        {
            if ((which & (MetricMask)(1 << (int)range.Metric)) != 0)
            {
                shape.Add(range.Name, values[range.Metric] is { } value ? value : WireValue.Null);
            }
        }

        if (which.HasFlag(MetricMask.RrIntervals))
        {
            shape.Add("rrIntervals", values.RrIntervals.IsDefault ? WireValue.Null : WireValue.Of(values.RrIntervals.Select(WireValue.Of).ToArray()));
        }

        if (which.HasFlag(MetricMask.Equipment))
        {
            shape.Add("equipment", values.Equipment);
        }
    }

    private static WireValue Ids(IEnumerable<string> ids) => WireValue.Of(ids.Select(WireValue.Of).ToArray());

    private static WireValue Zone(PlayerView player) => player.HeartRateZone is { } zone ? zone : WireValue.Null;

    private static WireValue Band(TargetBand? band) => band is null ? WireValue.Null : new WireObject(2) { { "min", band.Min }, { "max", band.Max } };
}
