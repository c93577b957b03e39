using System.Globalization;
using System.Text;

namespace TrainingHub.Bench.Faults;

/// <summary>A report for people to read, in Markdown.</summary>
internal static class FaultTable
{
    public static string Of(IReadOnlyCollection<FaultRow> rows)
    {
        var text = new StringBuilder("| fault | injected | acknowledged events | lost | duplicates | longest recovery |\n|---|---:|---:|---:|---:|---:|\n");
        foreach (var row in rows)
        {
            Append(text, row);
        }

        Append(text, new FaultRow(
            "all", rows.Sum(row => row.Injected), rows.Sum(row => row.Acknowledged), rows.Sum(row => row.Lost), rows.Sum(row => row.Duplicates), rows.Select(row => row.LongestRecovery).DefaultIfEmpty().Max()));
        return text.ToString();
    }

    private static void Append(StringBuilder text, FaultRow row) => text.AppendLine(CultureInfo.InvariantCulture,
        $"| {row.Fault} | {row.Injected} | {row.Acknowledged} | {row.Lost} | {row.Duplicates} | {row.LongestRecovery.TotalSeconds:0.00} s |");
}
