using System.Collections.Immutable;
using System.Globalization;
using TrainingHub.Web.Viewing;

namespace TrainingHub.Web.Teams;

/// <summary>What an import does with a row; <see cref="NoAccount"/> and <see cref="Wrong"/> rows are left out of it.</summary>
public enum ImportVerdict { Added, Changed, Unchanged, NoAccount, Wrong }

/// <param name="Column">About a number on the shirt, or a threshold (a weight is <see cref="CsvColumn.WeightKg"/>).</param>
/// <param name="Old">Null where there was none.</param>
public sealed record CellChange(CsvColumn Column, double? Old, double? New);

/// <param name="Heading">The column's name in the file; null where the row as a whole is wrong.</param>
public sealed record RowFault(string? Heading, Sentence Cause);

/// <param name="Number">As a table program counts them.</param>
/// <param name="Name">The account's, or the file's where there is none.</param>
/// <param name="PlayerId">Null where the file's person has no account, or it is not clear whose row it is.</param>
/// <param name="ValidFrom">From when the thresholds that change hold; null where none do.</param>
public sealed record ImportRow(
    int Number, ImportVerdict Verdict, string Name, string? PlayerId, DateOnly? ValidFrom, ImmutableArray<CellChange> Changes, ImmutableArray<RowFault> Faults)
{
    public bool IsTaken => Verdict is ImportVerdict.Added or ImportVerdict.Changed;
}

/// <summary>What a file would do to a team as the team is now. Nothing is written by it.</summary>
/// <param name="Places">The team's places as they would be.</param>
/// <param name="Thresholds">The rows of thresholds that would be written.</param>
/// <param name="Unknown">Headings of the file that are none of ours.</param>
/// <param name="Fault">Why the file could not be taken at all.</param>
public sealed record ImportPreview(
    ImmutableArray<ImportRow> Rows, ImmutableArray<TeamPlace> Places, ImmutableArray<(string PlayerId, DatedThresholds Row)> Thresholds, ImmutableArray<string> Unknown, Sentence? Fault = null)
{
    public bool ChangesAnything => Rows.Any(row => row.IsTaken);

    /// <summary>The same for two previews that would write the same over the same.</summary>
    public string Fingerprint => string.Join('\n', Rows.Select(row => string.Create(
        CultureInfo.InvariantCulture,
        $"{row.Number} {row.Verdict} {row.PlayerId} {row.ValidFrom:O} {string.Join(',', row.Changes.Select(change => string.Create(CultureInfo.InvariantCulture, $"{change.Column}:{change.Old}>{change.New}")))}")))
        + '\n' + string.Join('\n', Thresholds.Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.PlayerId} {row.Row}")));
}
