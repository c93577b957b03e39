using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using TrainingHub.Web.Viewing;

namespace TrainingHub.Web.Teams;

/// <summary>A row as it stands in the file.</summary>
/// <param name="Number">Counted as a table program counts them: the headings are row 1.</param>
/// <param name="Cells">By column, trimmed; empty cells are left out.</param>
/// <param name="Fault">Why the row itself could not be read.</param>
public sealed record CsvRow(int Number, ImmutableDictionary<CsvColumn, string> Cells, Sentence? Fault = null);

/// <summary>
/// A table of players out of a file: with commas, semicolons or tabs between its cells (whatever stands most in the headings, or what <c>sep=</c> says), UTF-8 with or without its mark,
/// UTF-16 with it, or Windows' Latin letters, as Excel writes them by country and menu. Quoting is RFC 4180's.
/// </summary>
/// <param name="Unknown">Headings that are none of ours; their columns are left out.</param>
/// <param name="Fault">Why the whole file could not be taken; then there are no rows.</param>
public sealed record CsvFile(ImmutableArray<CsvRow> Rows, ImmutableDictionary<CsvColumn, string> Headings, ImmutableArray<string> Unknown, Sentence? Fault = null)
{
    public const int LongestBytes = 256 * 1024, MostRows = 1000;

    private const int LongestCell = 1000;

    private static readonly char[] _delimiters = [',', ';', '\t'];

    /// <param name="bytes">At most <see cref="LongestBytes"/>; a longer file is refused.</param>
    public static CsvFile Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > LongestBytes)
        {
            return Refused(new Sentence("The file is larger than {0} KB; a team fits in far less.", LongestBytes / 1024));
        }

        var text = Decode(bytes);
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            return Refused(new Sentence("The file is no text; save it as CSV first."));
        }

        var (delimiter, skipped, body) = Delimiter(text);
        try
        {
            return ReadTable(body, delimiter, skipped);
        }
        catch (CsvHelperException)
        {
            return Refused(new Sentence("The file is no table that can be read; save it as CSV and try again."));
        }
    }

    private static CsvFile Refused(Sentence fault) => new([], ImmutableDictionary<CsvColumn, string>.Empty, [], fault);

    private static CsvFile ReadTable(string body, char delimiter, int skipped)
    {
        HashSet<int> bad = [];
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter.ToString(),
            IgnoreBlankLines = false,
            TrimOptions = TrimOptions.Trim,
            BadDataFound = found => bad.Add(found.Context.Parser!.Row),
        };
        using var parser = new CsvParser(new StringReader(body), configuration);
        if (!parser.Read() || parser.Record is not { } headings || headings.All(string.IsNullOrWhiteSpace))
        {
            return Refused(new Sentence("The file is empty; its first row must name the columns."));
        }

        var columns = headings.Select(CsvColumns.Parse).ToArray();
        if (columns.OfType<CsvColumn>().GroupBy(column => column).FirstOrDefault(same => same.Count() > 1) is { Key: var twice })
        {
            return Refused(new Sentence("Two columns are about the same: {0}. Leave one of them out.", string.Join(", ", headings.Where((_, i) => columns[i] == twice))));
        }

        if (!columns.Any(column => column is CsvColumn.Name or CsvColumn.PlayerId or CsvColumn.Email))
        {
            return Refused(new Sentence("No column says who a row is about: one must be called name, email or player_id."));
        }

        var rows = ImmutableArray.CreateBuilder<CsvRow>();
        while (parser.Read())
        {
            var cells = parser.Record!;
            if (cells.All(string.IsNullOrWhiteSpace))
            {
                continue;
            }

            if (rows.Count == MostRows)
            {
                return Refused(new Sentence("The file has more than {0} rows; a team has far fewer.", MostRows));
            }

            rows.Add(new CsvRow(parser.Row + skipped, Cells(cells, columns), RowFault(cells, headings.Length, bad.Contains(parser.Row))));
        }

        return new CsvFile(
            rows.ToImmutable(),
            columns.Select((column, i) => (column, Name: headings[i])).Where(pair => pair.column is not null).ToImmutableDictionary(pair => pair.column!.Value, pair => pair.Name),
            [.. headings.Where((name, i) => columns[i] is null && name.Length > 0)]);
    }

    private static Sentence? RowFault(string[] cells, int columns, bool badQuotes)
        => badQuotes ? new Sentence("Its quotation marks do not match.")
            : cells.Length > columns && cells.Skip(columns).Any(cell => cell.Length > 0) ? new Sentence("It has {0} cells, and there are only {1} columns; a cell with the separator in it must stand in quotation marks.", cells.Length, columns)
            : cells.Any(cell => cell.Length > LongestCell) ? new Sentence("A cell is longer than {0} characters.", LongestCell)
            : null;

    private static ImmutableDictionary<CsvColumn, string> Cells(string[] cells, CsvColumn?[] columns)
    {
        var read = ImmutableDictionary.CreateBuilder<CsvColumn, string>();
        for (var i = 0; i < Math.Min(cells.Length, columns.Length); i++)
        {
            if (columns[i] is { } column && Plain(cells[i]) is { Length: > 0 } cell)
            {
                read[column] = cell;
            }
        }

        return read.ToImmutable();
    }

    // An export puts a mark before what a table program would take for a formula.
    private static string Plain(string cell) => cell is ['\'', '=' or '+' or '-' or '@', ..] ? cell[1..].Trim() : cell.Trim();

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            return (bytes[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(bytes[2..]);
        }

        var plain = bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes[3..] : bytes;
        return System.Text.Unicode.Utf8.IsValid(plain) ? Encoding.UTF8.GetString(plain) : Encoding.Latin1.GetString(plain);
    }

    // Excel's own first line, sep=;, is no heading.
    private static (char Delimiter, int Skipped, string Body) Delimiter(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var first = end < 0 ? text : text[..end];
        if (first.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && first.Length == 5)
        {
            return (first[4], 1, end < 0 ? "" : text[(end + (text.AsSpan(end).StartsWith("\r\n") ? 2 : 1))..]);
        }

        var outside = string.Concat(first.Split('"').Where((_, i) => i % 2 == 0));
        return (_delimiters.MaxBy(delimiter => outside.Count(letter => letter == delimiter)), 0, text);
    }
}
