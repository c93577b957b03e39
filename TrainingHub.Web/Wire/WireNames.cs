using System.Collections.Frozen;
using TrainingHub.Core.Metrics;

namespace TrainingHub.Web.Wire;

/// <summary>The names that calls use, kept once instead of made anew for each message.</summary>
internal static class WireNames
{
    /// <summary>A longer name is none of ours.</summary>
    public const int MaxLength = 32;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Known = MetricRange.All.Select(range => range.Name)
        .Concat(
        [
            "sessionId", "playerId", "deviceId", "timestamp", "samples", "rrIntervals", "equipment", "role", "epoch", "sinceSeq", "clientTime", "reason", "status", "answer", "admits", "scheduledAt",
            "exerciseId", "exerciseName", "setNumber", "totalSets", "reps", "weight", "duration", "restTime", "completed",
            "intervalId", "intervalName", "currentInterval", "totalIntervals", "timeRemaining", "intensity",
            "rpe", "skipped", "insteadOf", "errors", "messageId", "playerIds", "priority", "text", "raised",
            "targetHeartRate", "targetPower", "targetPace", "min", "max",
        ])
        .ToFrozenSet(StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    public static string Of(ReadOnlySpan<char> name) => Known.TryGetValue(name, out var known) ? known : name.ToString();
}
