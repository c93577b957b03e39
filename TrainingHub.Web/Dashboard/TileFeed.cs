using System.Globalization;
using System.Text;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Web.Dashboard;

/// <summary>
/// Writes what the browser needs for lines and ages, as short as may be, since it goes out with every update:
/// <c>now|slot,heartRate,age,age,age,age,line|…</c>. <c>now</c> is the server's clock in Unix ms, and for a recording the replayed instant, a comma and a number
/// that is another where nothing that the browser knew holds any more. The ages of heart rate, power, cadence and pace are in
/// tenths of a second before it, empty where there is no value. <c>line</c>, where there is one, is <c>age:heartRate age:heartRate</c>: points before this one,
/// oldest first. Read by <c>wwwroot/js/tiles.js</c>.
/// </summary>
public sealed class TileFeed
{
    private static readonly Metric[] _aged = [Metric.HeartRate, Metric.Power, Metric.Cadence, Metric.Pace];

    private readonly StringBuilder _text = new();
    private DateTimeOffset _now;

    /// <param name="jump">Only with a recording.</param>
    public void Begin(DateTimeOffset now, int? jump = null)
    {
        _now = now;
        _text.Clear().Append(CultureInfo.InvariantCulture, $"{now.ToUnixTimeMilliseconds()}");
        if (jump is { } number)
        {
            _text.Append(CultureInfo.InvariantCulture, $",{number}");
        }
    }

    /// <param name="line">The player's heart rates before now that the browser does not know, oldest first.</param>
    public void Add(PlayerView player, IEnumerable<(DateTimeOffset At, double HeartRate)>? line = null)
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
                _text.Append(CultureInfo.InvariantCulture, $"{Tenths(at)}");
            }
        }

        if (line is not null && !player.Hidden.HasFlag(MetricMask.HeartRate))
        {
            Add(line);
        }
    }

    public string End() => _text.ToString();

    private void Add(IEnumerable<(DateTimeOffset At, double HeartRate)> line)
    {
        var before = ',';
        foreach (var (at, heartRate) in line)
        {
            _text.Append(before).Append(CultureInfo.InvariantCulture, $"{Tenths(at)}:{heartRate:0}");
            before = ' ';
        }
    }

    private long Tenths(DateTimeOffset at) => Math.Max(0, (long)Math.Round((_now - at).TotalSeconds * 10, MidpointRounding.AwayFromZero));
}
