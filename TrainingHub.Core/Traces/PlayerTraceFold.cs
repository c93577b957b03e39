using System.Collections.Immutable;
using TrainingHub.Core.Metrics;

namespace TrainingHub.Core.Traces;

/// <summary>One player's part of a <see cref="TraceFold"/>.</summary>
internal sealed class PlayerTraceFold
{
    private const int MostRecent = 300, MostLate = 50;

    // Late samples that are nearer to each other are one stretch.
    private static readonly TimeSpan _apart = TimeSpan.FromSeconds(10);

    private readonly Dictionary<Metric, TraceSeries> _series = [];
    private readonly Dictionary<Metric, DateTimeOffset> _unknown = [];
    private readonly Queue<TracePoint> _recent = new();
    private readonly List<TraceSpan> _late = [];

    /// <param name="from">The session's start; null before it, where only the recent ones are kept.</param>
    public void Take(MetricValues values, DateTimeOffset at, DateTimeOffset? from)
    {
        Store(values, at, from);
        foreach (var metric in TraceFold.Metrics)
        {
            if (values.Has(metric) && values[metric] is null)
            {
                _unknown[metric] = at;
            }
        }

        if (values[Metric.HeartRate] is { } heartRate)
        {
            _recent.Enqueue(new TracePoint(at, heartRate));
            while (_recent.Count > MostRecent || at - _recent.Peek().At > TraceFold.RecentFor)
            {
                _recent.Dequeue();
            }
        }
    }

    public void TakeLate(MetricValues values, DateTimeOffset at, DateTimeOffset? from)
    {
        Store(values, at, from);
        if (at >= from)
        {
            Note(at);
        }
    }

    public PlayerTrace See(string playerId, MetricMask hidden, DateTimeOffset? since) => new(
        playerId,
        _series.Where(series => !Hides(hidden, series.Key)).ToImmutableDictionary(series => series.Key, series => series.Value.Points(since).ToImmutableArray()),
        Hides(hidden, Metric.HeartRate) ? [] : [.. _recent],
        [.. _late])
    {
        Unknown = _unknown.Where(told => !Hides(hidden, told.Key)).ToImmutableDictionary(),
    };

    private static bool Hides(MetricMask hidden, Metric metric) => (hidden & (MetricMask)(1 << (int)metric)) != 0;

    private void Store(MetricValues values, DateTimeOffset at, DateTimeOffset? from)
    {
        if (from is not { } start)
        {
            return;
        }

        foreach (var metric in TraceFold.Metrics)
        {
            if (values[metric] is { } value)
            {
                if (!_series.TryGetValue(metric, out var series))
                {
                    _series.Add(metric, series = new TraceSeries(start));
                }

                series.Add(at, value);
            }
        }
    }

    private void Note(DateTimeOffset at)
    {
        var after = _late.FindIndex(span => span.From > at);
        var place = after < 0 ? _late.Count : after;
        _late.Insert(place, new TraceSpan(at, at));
        Join(place, _apart);
        Join(place - 1, _apart);
        if (_late.Count > MostLate)
        {
            var nearest = Enumerable.Range(0, _late.Count - 1).MinBy(index => _late[index + 1].From - _late[index].To);
            Join(nearest, TimeSpan.MaxValue);
        }
    }

    private void Join(int index, TimeSpan apart)
    {
        if (index >= 0 && index + 1 < _late.Count && _late[index + 1].From - _late[index].To <= apart)
        {
            _late[index] = new TraceSpan(_late[index].From, _late[index].To > _late[index + 1].To ? _late[index].To : _late[index + 1].To);
            _late.RemoveAt(index + 1);
        }
    }
}
