using System.Collections.Immutable;
using System.Globalization;
using TrainingHub.Core.Players;
using TrainingHub.Web.Viewing;

namespace TrainingHub.Web.Teams;

/// <summary>The cells of a row as values; the ones that cannot be read as faults.</summary>
/// <param name="ValidFrom">Null where the row does not say.</param>
/// <param name="Given">Just the thresholds that the row gives, kg for weights.</param>
internal sealed record ImportCells(int? Number, DateOnly? ValidFrom, ImmutableDictionary<Threshold, double> Given, ImmutableArray<RowFault> Faults)
{
    // The decimal sign is either; a sign of thousands would make 72,500 a weight.
    private const string NotANumber = "“{0}” is no number; write it like 72.5 or 72,5.", NotWhole = "“{0}” must be a whole number.", NotADay = "“{0}” is no date; write it like 2026-01-31.";

    /// <param name="formats">How the viewer writes dates, beside year-month-day and day.month.year.</param>
    public static ImportCells Of(CsvRow row, CsvFile file, CultureInfo formats, DateOnly today)
    {
        List<RowFault> faults = row.Fault is { } fault ? [new RowFault(null, fault)] : [];
        int? number = null;
        DateOnly? day = null;
        var given = ImmutableDictionary.CreateBuilder<Threshold, double>();
        foreach (var (column, cell) in row.Cells.OrderBy(cell => cell.Key))
        {
            Sentence? wrong = null;
            if (column == CsvColumn.Number)
            {
                number = Value(cell) is { } shirt && shirt == Math.Truncate(shirt) && Math.Abs(shirt) < int.MaxValue ? (int)shirt : null;
                wrong = number is null ? new Sentence(NotWhole, cell) : TeamRules.NumberFault(number) is not null ? new Sentence("It must be from 0 to {0}.", TeamRules.HighestNumber) : null;
            }
            else if (column == CsvColumn.ValidFrom)
            {
                day = ReadDay(cell, formats);
                wrong = day is null ? new Sentence(NotADay, cell) : TeamRules.DayFault(day.Value, today) is null ? null : new Sentence("It must be from {0:yyyy-MM-dd} to a year from today.", TeamRules.EarliestDay);
            }
            else if (CsvColumns.ThresholdOf(column) is { } threshold)
            {
                wrong = Read(column, threshold, cell, given);
            }

            if (wrong is not null)
            {
                faults.Add(new RowFault(file.Headings[column], wrong));
            }
        }

        return new ImportCells(number, day, given.ToImmutable(), [.. faults]);
    }

    private static Sentence? Read(CsvColumn column, Threshold threshold, string cell, ImmutableDictionary<Threshold, double>.Builder given)
    {
        if (Value(cell) is not { } value)
        {
            return new Sentence(NotANumber, cell);
        }

        var stored = column == CsvColumn.WeightLb ? new Units(WeightUnit.Pounds, DistanceUnit.Kilometers, CultureInfo.InvariantCulture).ToKg(value) : Math.Round(value, 2);
        if (threshold != Threshold.Weight && stored != Math.Truncate(stored))
        {
            return new Sentence(NotWhole, cell);
        }

        var (min, max) = ThresholdRules.RangeOf(threshold);
        if (stored < min || stored > max)
        {
            return new Sentence("It must be from {0} to {1} {2}.", min, max, ThresholdRules.UnitOf(threshold));
        }

        if (given.TryGetValue(threshold, out var other) && other != stored)
        {
            return new Sentence("It differs from the other column with a weight.");
        }

        given[threshold] = stored;
        return null;
    }

    private static double? Value(string cell)
    {
        var plain = cell.Replace("\u00a0", "", StringComparison.Ordinal).Replace(',', '.');
        return plain.Count(letter => letter == '.') <= 1
            && double.TryParse(plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
    }

    private static DateOnly? ReadDay(string cell, CultureInfo formats)
        => DateOnly.TryParseExact(cell, ["yyyy-M-d", "d.M.yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || DateOnly.TryParseExact(cell, formats.DateTimeFormat.ShortDatePattern, formats, DateTimeStyles.None, out day) ? day : null;
}
