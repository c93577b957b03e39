using System.Collections.Immutable;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Players;

namespace TrainingHub.Core.Sessions;

/// <summary>What makes an argument invalid: each check answers a sentence that names the property, what it was and what is allowed, or null.</summary>
internal static partial class CommandRules
{
    private const int IdLength = 64, NameLength = 200, ReasonLength = 500;

    public static string? Fault(SessionState state, SessionCommand command, Asked asked) => command switch
    {
        SessionCommand.ForceEnd force => Reason(force.Reason),
        SessionCommand.AddPlayer add => Profile(add.Player),
        SessionCommand.AdmitByCode admit => Profile(admit.Player),
        SessionCommand.MovePlayer move => Roster(state, move.PlayerId, orRemoved: true) ?? Id("toSessionId", move.ToSessionId)
            ?? (move.ToSessionId == state.SessionId ? "toSessionId was this session itself; it must be another one." : null),
        SessionCommand.AnswerInvitation answer => Roster(state, answer.PlayerId)
            ?? (Enum.IsDefined(answer.Answer) ? null : $"answer was {answer.Answer}; allowed are coming and declined."),
        SessionCommand.ChooseAdmission choose => Enum.IsDefined(choose.Admits) ? null : $"admits was {choose.Admits}; allowed are roster, players and guests.",
        SessionCommand.Cancel cancel => Reason(cancel.Reason),
        SessionCommand.Kick kick => Roster(state, kick.PlayerId, orRemoved: true) ?? Reason(kick.Reason),
        SessionCommand.Readmit readmit => Roster(state, readmit.PlayerId, orRemoved: true),
        SessionCommand.ReportMetrics metrics => Roster(state, metrics.PlayerId) ?? OptionalId("deviceId", metrics.DeviceId)
            ?? MetricRules.Fault(metrics.Values) ?? Timestamp(metrics, asked),
        SessionCommand.Backfill backfill => Roster(state, backfill.PlayerId) ?? Samples(backfill.Samples),
        SessionCommand.ReportExercise report => Roster(state, report.Progress.PlayerId) ?? Exercise(report.Progress),
        SessionCommand.ReportInterval report => Roster(state, report.Progress.PlayerId) ?? Interval(report.Progress),
        SessionCommand.SetStatus set => Roster(state, set.PlayerId) ?? Status(set.Status) ?? Reason(set.Reason),
        SessionCommand.SendMessage send => Message(state, send),
        SessionCommand.AcknowledgeMessage acknowledge => Known(state, acknowledge, asked),
        SessionCommand.SetHand hand => Roster(state, hand.PlayerId),
        SessionCommand.RateEffort rate => Roster(state, rate.PlayerId) ?? Range(ProgressRange.Rpe, rate.Rpe),
        SessionCommand.ChooseSharing choose => Roster(state, choose.PlayerId, orRemoved: true)
            ?? Visibility("observersSee", choose.Sharing.ObserversSee) ?? Visibility("teamSees", choose.Sharing.TeamSees),
        _ => null,
    };

    public static string? Fault(NewSession session)
    {
        if (session.Players.IsDefaultOrEmpty)
        {
            return "playerIds was empty; at least one player is needed.";
        }

        return session.Players.DistinctBy(player => player.PlayerId).Count() == session.Players.Length
            ? Id("sessionId", session.SessionId)
            : "playerIds named a player twice; each may stand once.";
    }

    private static string? Profile(RosterPlayer player) => Id("playerId", player.PlayerId) ?? Name("playerName", player.Name);

    private static string? Roster(SessionState state, string playerId, bool orRemoved = false)
        => state.Players.ContainsKey(playerId) || (orRemoved && state.Removed.ContainsKey(playerId))
            ? null
            : "playerId names nobody on this session's roster; it must be the user id of one of its players.";

    private static string? Timestamp(SessionCommand.ReportMetrics metrics, Asked asked)
    {
        if (metrics.Timestamp is not { } sent)
        {
            return null;
        }

        var away = sent - asked.Now + (asked.ClockOffset ?? TimeSpan.Zero); // in this order: a timestamp at the end of time plus an offset would be none
        return away.Duration() <= SessionLimits.SampleTolerance
            ? null
            : FormattableString.Invariant($"timestamp was {Math.Abs(away.TotalSeconds):0.#} s {(away > TimeSpan.Zero ? "ahead of" : "behind")} the server's clock; a live sample may be {SessionLimits.SampleTolerance.TotalSeconds} s away.");
    }

    /// <summary>What makes one late sample bad; it is rejected alone.</summary>
    public static string? Fault(PlayerState player, BackfillSample sample, Asked asked)
        => sample.Malformed ?? OptionalId("deviceId", sample.DeviceId) ?? MetricRules.Fault(sample.Values) ?? LateTimestamp(player, sample, asked);

    private static string? Samples(ImmutableArray<BackfillSample> samples)
        => !samples.IsDefault && samples.Length is > 0 and <= SessionLimits.BackfillSamples
            ? null
            : $"samples held {(samples.IsDefault ? 0 : samples.Length)}; 1 to {SessionLimits.BackfillSamples} are allowed.";

    private static string? LateTimestamp(PlayerState player, BackfillSample sample, Asked asked)
    {
        if (sample.Timestamp is not { } sent)
        {
            return "timestamp was missing; a late sample must have the device's time.";
        }

        var ahead = sent - asked.Now + (asked.ClockOffset ?? TimeSpan.Zero);
        if (ahead > SessionLimits.SampleTolerance)
        {
            return FormattableString.Invariant($"timestamp was {ahead.TotalSeconds:0.#} s ahead of the server's clock; at most {SessionLimits.SampleTolerance.TotalSeconds} s are allowed.");
        }

        return player.JoinedAt is { } joined && ahead >= joined - asked.Now - SessionLimits.SampleTolerance
            ? null
            : "timestamp was before the player first joined; samples are taken from then on.";
    }

    private static string? Status(PlayerStatus status)
        => status is PlayerStatus.Active or PlayerStatus.Paused or PlayerStatus.Completed
            ? null
            : "status was one that only the session gives; allowed are active, paused and completed.";

    private static string? Visibility(string property, HeartRateVisibility? value)
        => value is null || Enum.IsDefined(value.Value) ? null : $"{property} was {value}; allowed are number, zone and hidden.";

    private static string? Exercise(ExerciseProgress progress)
        => Id("exerciseId", progress.ExerciseId) ?? Name("exerciseName", progress.ExerciseName)
            ?? Range(ProgressRange.TotalSets, progress.TotalSets) ?? Part(ProgressRange.SetNumber, progress.SetNumber, "totalSets", progress.TotalSets)
            ?? Range(ProgressRange.Reps, progress.Reps) ?? Range(ProgressRange.Weight, progress.Weight)
            ?? Range(ProgressRange.Duration, progress.Duration) ?? Range(ProgressRange.RestTime, progress.RestTime)
            ?? Range(ProgressRange.Rpe, progress.Rpe) ?? Range(ProgressRange.Errors, progress.Errors) ?? OptionalId("insteadOf", progress.InsteadOf)
            ?? (progress is { Skipped: true, Completed: true } ? "skipped was true; it must be false or absent where completed is true." : null);

    private static string? Interval(IntervalProgress progress)
        => Id("intervalId", progress.IntervalId) ?? Name("intervalName", progress.IntervalName)
            ?? Range(ProgressRange.TotalIntervals, progress.TotalIntervals)
            ?? Part(ProgressRange.CurrentInterval, progress.CurrentInterval, "totalIntervals", progress.TotalIntervals)
            ?? Range(ProgressRange.TimeRemaining, progress.TimeRemaining)
            ?? Band("targetHeartRate", progress.TargetHeartRate, Metric.HeartRate)
            ?? Band("targetPower", progress.TargetPower, Metric.Power)
            ?? Band("targetPace", progress.TargetPace, Metric.Pace);

    private static string? Band(string property, TargetBand? band, Metric metric)
    {
        if (band is null)
        {
            return null;
        }

        var range = MetricRange.Of(metric);
        return Range(property + ".min", band.Min, range.Min, range.Max) ?? Range(property + ".max", band.Max, range.Min, range.Max)
            ?? (band.Min <= band.Max ? null : FormattableString.Invariant($"{property}.min was {band.Min}; it must be at most {property}.max, {band.Max}."));
    }

    private static string? Part(ProgressRange range, int value, string wholeProperty, int whole)
        => Range(range, value) ?? (value <= whole ? null : $"{range.Name} was {value}; it must be at most {wholeProperty}, {whole}.");

    private static string? Range(ProgressRange range, double? value)
        => value is not { } number || range.Accepts(number) ? null : FormattableString.Invariant($"{range.Name} was {number}; it must be {range.Allowed}.");

    private static string? Range(string property, double? value, double min, double max)
        => value is not { } number || (number >= min && number <= max)
            ? null
            : FormattableString.Invariant($"{property} was {number}; it must be from {min} to {max}.");

    private static string? OptionalId(string property, string? value) => value is null ? null : Id(property, value);

    private static string? Id(string property, string value)
        => value.Length is > 0 and <= IdLength ? null : $"{property} was {value.Length} characters long; it must have 1 to {IdLength}.";

    private static string? Name(string property, string value)
        => value.Length is > 0 and <= NameLength ? null : $"{property} was {value.Length} characters long; it must have 1 to {NameLength}.";

    private static string? Reason(string? value)
        => value is null || value.Length <= ReasonLength ? null : $"reason was {value.Length} characters long; it may have at most {ReasonLength}.";
}
