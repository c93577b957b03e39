using System.Globalization;
using System.Text;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Web.Dashboard;

/// <summary>
/// Writes what the browser needs for lines and ages, as short as may be, since it goes out with every update:
/// <c>now|slot,heartRate,age,age,age,age|…</c>. <c>now</c> is the server's clock in Unix ms; the ages of heart rate, power, cadence and pace are in
/// tenths of a second before it, empty where there is no value. Read by <c>wwwroot/js/tiles.js</c>.
/// </summary>
public sealed class TileFeed
{
    private static readonly Metric[] _aged = [Metric.HeartRate, Metric.Power, Metric.Cadence, Metric.Pace];

    private readonly StringBuilder _text = new();

    public void Begin(DateTimeOffset now) => _text.Clear().Append(CultureInfo.InvariantCulture, $"{now.ToUnixTimeMilliseconds()}");

    public void Add(PlayerView player, DateTimeOffset now)
    {
        if (player.State.Metrics is not { } metrics)
        {
            return;
        }

        _text.Append(CultureInfo.InvariantCulture, $"|{player.State.Order},{metrics[Metric.HeartRate]:0}");
        foreach (var metric in _aged)
        {
            _text.Append(',');
            // A heart rate that is hidden still tells of a lost signal.
            if (metrics.GivenAt(metric) is { } at && (metrics[metric] is not null || player.Hidden.HasFlag((MetricMask)(1 << (int)metric))))
            {
                _text.Append(CultureInfo.InvariantCulture, $"{Math.Max(0, (now - at).TotalSeconds * 10):0}");
            }
        }
    }

    public string End() => _text.ToString();
}
