using TrainingHub.Core;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Web.Wire;

/// <summary>The calls of `protocol.md` §2.2 as commands; one function a call, each (properties, caller's id) → command.</summary>
public static class Calls
{
    /// <summary>What `training:session:join` asks for; null where something that it cannot do without could not be read.</summary>
    public static JoinCall Join(Fields fields)
    {
        var sessionId = fields.Id("sessionId");
        var role = fields.Word("role", JoinRole.Trainer, JoinRole.Player, JoinRole.Observer);
        var playerId = fields.OptionalId("playerId");
        var clientTime = fields.OptionalInstant("clientTime");
        var epoch = fields.OptionalText("epoch");
        var sinceSeq = fields.OptionalSeq("sinceSeq");
        return new JoinCall(sessionId, role, playerId, clientTime, sinceSeq is { } seq && epoch is not null ? new ResumeFrom(epoch, seq) : null);
    }

    public static SessionCommand Leave(Fields fields, string callerId) => new SessionCommand.Leave();

    public static SessionCommand Start(Fields fields, string callerId) => new SessionCommand.Start();

    public static SessionCommand Pause(Fields fields, string callerId) => new SessionCommand.Pause();

    public static SessionCommand Resume(Fields fields, string callerId) => new SessionCommand.Resume();

    public static SessionCommand End(Fields fields, string callerId) => new SessionCommand.End();

    public static SessionCommand ForceEnd(Fields fields, string callerId) => new SessionCommand.ForceEnd(fields.OptionalText("reason"));

    public static SessionCommand Kick(Fields fields, string callerId) => new SessionCommand.Kick(Player(fields, callerId), fields.OptionalText("reason"));

    public static SessionCommand Readmit(Fields fields, string callerId) => new SessionCommand.Readmit(Player(fields, callerId));

    public static SessionCommand Metrics(Fields fields, string callerId) => new SessionCommand.ReportMetrics(
        Player(fields, callerId), fields.OptionalText("deviceId"), fields.OptionalInstant("timestamp"), MetricFields.Read(fields));

    /// <summary>What is wrong with one sample is kept with that sample, and rejects it alone.</summary>
    public static SessionCommand Backfill(Fields fields, string callerId)
    {
        var sessionId = fields.Id("sessionId") ?? "";
        var playerId = Player(fields, callerId);
        var samples = fields.List("samples", $"a list of 1 to {SessionLimits.BackfillSamples} samples");
        return new SessionCommand.Backfill(playerId, [.. samples.Select(sample => LateSample(fields.Item("samples", sample, "sample"), sessionId, playerId))]);
    }

    public static SessionCommand Exercise(Fields fields, string callerId) => new SessionCommand.ReportExercise(new ExerciseProgress(
        Player(fields, callerId),
        fields.Id("exerciseId") ?? "",
        fields.Text("exerciseName"),
        fields.Count("setNumber"),
        fields.Count("totalSets"),
        fields.Bool("completed"),
        fields.OptionalCount("reps"),
        fields.OptionalNumber("weight", ProgressRange.Weight.Allowed),
        fields.OptionalNumber("duration", ProgressRange.Duration.Allowed),
        fields.OptionalNumber("restTime", ProgressRange.RestTime.Allowed),
        fields.OptionalInstant("timestamp"),
        fields.OptionalNumber("rpe", ProgressRange.Rpe.Allowed),
        fields.MaybeBool("skipped"),
        fields.OptionalId("insteadOf"),
        fields.OptionalCount("errors")));

    public static SessionCommand Interval(Fields fields, string callerId) => new SessionCommand.ReportInterval(new IntervalProgress(
        Player(fields, callerId),
        fields.Id("intervalId") ?? "",
        fields.Text("intervalName"),
        fields.Count("currentInterval"),
        fields.Count("totalIntervals"),
        fields.Number("timeRemaining", ProgressRange.TimeRemaining.Allowed),
        fields.Word("intensity", Intensity.Easy, Intensity.Moderate, Intensity.Hard, Intensity.Max) ?? Intensity.Easy,
        fields.Bool("completed"),
        Band(fields, "targetHeartRate", Metric.HeartRate),
        Band(fields, "targetPower", Metric.Power),
        Band(fields, "targetPace", Metric.Pace),
        fields.OptionalInstant("timestamp")));

    public static SessionCommand Status(Fields fields, string callerId) => new SessionCommand.SetStatus(
        Player(fields, callerId),
        fields.Word("status", PlayerStatus.Active, PlayerStatus.Paused, PlayerStatus.Completed) ?? PlayerStatus.Active,
        fields.OptionalText("reason"));

    /// <summary>Without an id of the sender's own, or a readable one, it gets one of ours.</summary>
    public static SessionCommand SendMessage(Fields fields, string callerId) => new SessionCommand.SendMessage(
        fields.OptionalId("messageId") ?? Ids.New(),
        fields.TryGet("playerIds", out var to) && !to.IsNull ? [.. fields.Ids("playerIds")] : default,
        fields.OptionalWord("priority", MessagePriority.Low, MessagePriority.Normal, MessagePriority.High, MessagePriority.Urgent) ?? MessagePriority.Normal,
        fields.Text("text"));

    public static SessionCommand AcknowledgeMessage(Fields fields, string callerId) => new SessionCommand.AcknowledgeMessage(fields.Id("messageId") ?? "");

    public static SessionCommand Hand(Fields fields, string callerId) => new SessionCommand.SetHand(Player(fields, callerId), fields.Bool("raised"));

    public static SessionCommand Effort(Fields fields, string callerId)
        => new SessionCommand.RateEffort(Player(fields, callerId), fields.Number("rpe", ProgressRange.Rpe.Allowed));

    private static BackfillSample LateSample(Fields fields, string sessionId, string playerId)
    {
        fields.Same("sessionId", sessionId);
        fields.Same("playerId", playerId);
        var read = new BackfillSample(fields.OptionalText("deviceId"), fields.OptionalInstant("timestamp"), MetricFields.Read(fields));
        return fields.Fault is { } fault ? read with { Malformed = fault } : read;
    }

    private static string Player(Fields fields, string callerId) => fields.Id("playerId") ?? callerId;

    private static TargetBand? Band(Fields fields, string name, Metric metric)
    {
        var allowed = MetricFields.Allowed(MetricRange.Of(metric));
        return fields.OptionalObject(name, "an object { min, max }") is { } band ? new TargetBand(band.Number("min", allowed), band.Number("max", allowed)) : null;
    }
}
