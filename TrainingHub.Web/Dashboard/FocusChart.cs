using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Replay;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Traces;
using TrainingHub.Core.Workouts;
using TrainingHub.Web.Replay;

namespace TrainingHub.Web.Dashboard;

/// <summary>What the chart of a player in focus is to show of the time before it was opened.</summary>
/// <param name="Chart">As <see cref="FocusChart"/> writes it.</param>
public sealed record FocusPast(string PlayerId, string Chart);

/// <summary>
/// A player's whole session for <c>wwwroot/js/session-chart.js</c>, as JSON: <c>from</c> (Unix ms), <c>series</c> by name (each <c>[times, values]</c>), <c>bands</c> (the intervals' targets; a ramp has <c>minTo</c> and <c>maxTo</c> at its end), <c>marks</c> and
/// <c>spans</c> (pauses, late samples). Times are tenths of a second after <c>from</c>.
/// </summary>
public static class FocusChart
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private static readonly (Metric Metric, string Name)[] _series = [(Metric.HeartRate, "heart"), (Metric.Power, "power"), (Metric.Cadence, "cadence"), (Metric.Pace, "pace")];

    /// <param name="traces">Of the whole session, at least of this player.</param>
    /// <param name="view">As whom one looks.</param>
    public static string Of(SessionTraces traces, SessionView view, string playerId)
    {
        var from = traces.From ?? view.State.CreatedAt;
        var trace = traces.Players.GetValueOrDefault(playerId);
        var player = view.Player(playerId);
        return JsonSerializer.Serialize(new
        {
            From = from.ToUnixTimeMilliseconds(),
            Started = traces.From is not null,
            Series = _series.Where(series => trace?.Series.ContainsKey(series.Metric) == true)
                .ToDictionary(series => series.Name, series => Columns(trace!.Of(series.Metric), from)),
            Bands = traces.From is null || player is null ? [] : Bands(view.State.Workout, player.State, new ActiveClock(traces), from).ToImmutableArray(),
            Marks = traces.Marks.Select(mark => new Mark(Tenths(mark.At, from), ReplayMarks.KindOf(mark.Kind).ToString().ToLowerInvariant(), ReplayMarks.TextOf(mark, view.State))),
            Spans = Pauses(traces, from).Concat(trace?.Late.Select(late => new Span(Tenths(late.From, from), Tenths(late.To, from), "late", "Came late")) ?? []),
        }, _json);
    }

    private static double[][] Columns(ImmutableArray<TracePoint> points, DateTimeOffset from)
        => [[.. points.Select(point => (double)Tenths(point.At, from))], [.. points.Select(point => Math.Round(point.Value, 1))]];

    private static IEnumerable<Band> Bands(Workout workout, PlayerState player, ActiveClock clock, DateTimeOffset from)
    {
        var begins = TimeSpan.Zero;
        foreach (var interval in workout.Intervals)
        {
            var ends = begins + interval.Duration;
            if (interval.RampTo is not null && interval.Duration > TimeSpan.Zero)
            {
                // What is to be held goes on rising only while the clock runs.
                foreach (var (shown, at, shownTo, until) in clock.Between(begins, ends))
                {
                    var (first, last) = (interval.TargetAt((shown - begins) / interval.Duration, player.Profile.Thresholds), interval.TargetAt((shownTo - begins) / interval.Duration, player.Profile.Thresholds));
                    yield return new Band(
                        first is null ? null : NameOf(first.Metric), Tenths(at, from), until is { } end ? Tenths(end, from) : null, Tenth(first?.Min), Tenth(first?.Max), interval.Name, Tenth(last?.Min), Tenth(last?.Max));
                }
            }
            else if (clock.At(begins) is { } at)
            {
                // One that a pause has cut short goes on after it: the clock comes to its end later than is known.
                var range = interval.Target?.For(player.Profile.Thresholds);
                yield return new Band(
                    range is null ? null : NameOf(range.Metric), Tenths(at, from), clock.At(ends) is { } end ? Tenths(end, from) : null, range?.Min, range?.Max, interval.Name);
            }

            begins = ends;
        }
    }

    private static IEnumerable<Span> Pauses(SessionTraces traces, DateTimeOffset from)
    {
        DateTimeOffset? since = null;
        foreach (var mark in traces.Marks)
        {
            if (mark.Kind == RecordingMarkerKind.Pause)
            {
                since = mark.At;
            }
            else if (mark.Kind is RecordingMarkerKind.Resume or RecordingMarkerKind.End or RecordingMarkerKind.Cancel && since is { } at)
            {
                yield return new Span(Tenths(at, from), Tenths(mark.At, from), "pause", "Paused");
                since = null;
            }
        }

        if (since is { } still)
        {
            yield return new Span(Tenths(still, from), null, "pause", "Paused");
        }
    }

    private static string NameOf(TargetMetric metric) => metric switch
    {
        TargetMetric.HeartRate => "heart",
        TargetMetric.Power => "power",
        _ => "pace",
    };

    private static double? Tenth(double? value) => value is { } number ? Math.Round(number, 1) : null;

    private static long Tenths(DateTimeOffset at, DateTimeOffset from) => (long)Math.Round((at - from).TotalSeconds * 10);

    private sealed record Mark(long At, string Kind, string Text);

    private sealed record Band(string? Metric, long From, long? To, double? Min, double? Max, string Name, double? MinTo = null, double? MaxTo = null);

    private sealed record Span(long From, long? To, string Kind, string Text);
}
