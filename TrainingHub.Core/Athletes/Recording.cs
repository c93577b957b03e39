using System.Collections.Immutable;
using System.Globalization;
using TrainingHub.Core.Metrics;

namespace TrainingHub.Core.Athletes;

/// <summary>One row of a recording.</summary>
/// <param name="At">Since the recording's start.</param>
public sealed record RecordedSample(TimeSpan At, MetricValues Values);

/// <summary>
/// What a device recorded, as comma-separated values with a header: <c>t_s</c> and any of the columns below, others are passed over.
/// A cell that is empty or out of the contract's range says that the value was not known then (null); a column without a single good value is left out.
/// </summary>
public sealed class Recording
{
    private readonly ImmutableArray<RecordedSample> _rows;

    private Recording(ImmutableArray<RecordedSample> rows) => _rows = rows;

    public ImmutableArray<RecordedSample> Rows => _rows;

    public TimeSpan Length => _rows[^1].At;

    /// <param name="sport">Says what the column <c>cadence_rpm</c> means: strides of one leg when running, strokes when rowing.</param>
    /// <exception cref="FormatException">Not such a file; the message says what is wrong, and where.</exception>
    public static Recording Parse(IEnumerable<string> lines, Sport sport)
    {
        var rows = lines.Where(line => line.Length > 0).Select(line => line.Split(',')).ToList();
        if (rows.Count < 2 || Array.IndexOf(rows[0], "t_s") is not (>= 0 and var time))
        {
            throw new FormatException("A recording begins with a header that names the column t_s, and has at least one row.");
        }

        var columns = rows[0].Index().Select(cell => (cell.Index, Column: ColumnOf(cell.Item, sport))).Where(cell => cell.Column is not null).ToList();
        var values = rows.Skip(1).Select(cells => columns.Select(column => ValueAt(cells, column.Index, column.Column!)).ToArray()).ToList();
        var good = Enumerable.Range(0, columns.Count).Where(index => values.Exists(row => row[index] is not null)).ToList();
        return new Recording([.. rows.Skip(1).Zip(values, (cells, row) => new RecordedSample(
            TimeSpan.FromSeconds(Number(cells, time) ?? throw new FormatException($"The row '{string.Join(',', cells)}' has no t_s.")),
            good.Aggregate(new MetricValues.Builder(), (sample, index) => sample.Set(columns[index].Column!.Metric, row[index])).Build()))]);
    }

    /// <returns>The index of the newest row at <paramref name="at"/>; -1 before the first.</returns>
    public int NewestAt(TimeSpan at)
    {
        var (low, high) = (0, _rows.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _rows[middle].At <= at ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }

    private static Column? ColumnOf(string name, Sport sport) => name switch
    {
        "heart_rate_bpm" => new(Metric.HeartRate),
        "power_w" => new(Metric.Power),
        "speed_mps" => new(Metric.Speed),
        "cadence_rpm" when sport == Sport.Running => new(Metric.Cadence, Factor: 2),
        "cadence_rpm" when sport == Sport.Rowing => new(Metric.StrokeRate),
        "cadence_rpm" => new(Metric.Cadence),
        "balance_right_pct" => new(Metric.LeftRightBalance, Factor: -1, Offset: 100),
        "stance_time_ms" => new(Metric.GroundContactTime),
        "stance_time_balance_pct" => new(Metric.GroundContactBalance),
        "vertical_oscillation_mm" => new(Metric.VerticalOscillation),
        _ => null,
    };

    private static double? ValueAt(string[] cells, int index, Column column)
        => Number(cells, index) is { } number && number * column.Factor + column.Offset is var value && MetricRange.Of(column.Metric).Contains(value) ? value : null;

    private static double? Number(string[] cells, int index)
    {
        if (index >= cells.Length || cells[index].Length == 0)
        {
            return null;
        }

        return double.TryParse(cells[index], CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"'{cells[index]}' in the row '{string.Join(',', cells)}' is no number.");
    }

    private sealed record Column(Metric Metric, double Factor = 1, double Offset = 0);
}
