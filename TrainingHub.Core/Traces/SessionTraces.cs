using System.Collections.Immutable;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Replay;

namespace TrainingHub.Core.Traces;

/// <summary>What is asked of a session's past.</summary>
/// <param name="PlayerId">Of this player alone; null for all that the caller sees.</param>
/// <param name="Since">Left out of the series what was before, up to one stretch; null for all since the session's start.</param>
public sealed record TraceRequest(string? PlayerId = null, DateTimeOffset? Since = null);

/// <summary>The players' values so far, as one audience may see them: bounded, whatever the session's length. Immutable.</summary>
/// <param name="From">The session's start, where the series begin; null before it.</param>
/// <param name="Marks">In order of time: the session's own, and of the last 2 000 that concern a player those that were asked for and the audience hears of.</param>
/// <param name="Players">By player id.</param>
public sealed record SessionTraces(DateTimeOffset? From, ImmutableArray<RecordingMarker> Marks, ImmutableDictionary<string, PlayerTrace> Players);

/// <summary>One player's values so far, those that are hidden from the audience left out.</summary>
/// <param name="Series">Thinned as <see cref="TraceSeries"/> says, samples that came late included at their own time; a metric that was never given has none. In order of time.</param>
/// <param name="Recent">The live heart rates of the last two minutes before the newest of them, as they came.</param>
/// <param name="Late">Where samples came late, in order of time, at most 50.</param>
public sealed record PlayerTrace(string PlayerId, ImmutableDictionary<Metric, ImmutableArray<TracePoint>> Series, ImmutableArray<TracePoint> Recent, ImmutableArray<TraceSpan> Late)
{
    /// <summary>When a device last said that a metric is no longer known; none where it never did.</summary>
    public required ImmutableDictionary<Metric, DateTimeOffset> Unknown { get; init; }

    public ImmutableArray<TracePoint> Of(Metric metric) => Series.GetValueOrDefault(metric, []);
}

/// <summary>Both ends included.</summary>
public readonly record struct TraceSpan(DateTimeOffset From, DateTimeOffset To);

/// <param name="Traces">Null with a refusal.</param>
public sealed record TraceReply(SessionTraces? Traces, Sessions.Refusal? Refusal = null);
