using System.Collections.Immutable;
using System.Globalization;
using TrainingHub.Core.Players;
using TrainingHub.Web.Viewing;

namespace TrainingHub.Web.Teams;

/// <summary>
/// Compares a file with what there is. An empty cell leaves its value as it is. A row's thresholds hold from its day (today, where it names none): what it gives is put over what held on that day,
/// and where that changes nothing no row is written.
/// </summary>
internal sealed class ImportPlan
{
    private readonly ImportBase _now;
    private readonly CsvFile _file;
    private readonly CultureInfo _formats;
    private readonly DateOnly _today;
    private readonly Dictionary<int, ImmutableArray<RowFault>> _found = [];

    private ImportPlan(ImportBase now, CsvFile file, CultureInfo formats, DateOnly today) => (_now, _file, _formats, _today) = (now, file, formats, today);

    public static ImportPreview Of(ImportBase now, CsvFile file, CultureInfo formats, DateOnly today)
    {
        if (file.Fault is not null)
        {
            return new ImportPreview([], now.Places, [], [], file.Fault);
        }

        if (file.Rows is [])
        {
            return new ImportPreview([], now.Places, [], file.Unknown, new Sentence("The file names columns and no player."));
        }

        var plan = new ImportPlan(now, file, formats, today);
        // A row that is left out may keep a number that another one wants: until no more are.
        while (true)
        {
            var preview = plan.Once();
            var worn = preview.Places.Where(place => place.Number is not null).GroupBy(place => place.Number!.Value).Where(places => places.Count() > 1).Select(places => places.Key).ToHashSet();
            var clashing = preview.Rows.Where(row => row.IsTaken && row.Changes.Any(change => change.Column == CsvColumn.Number && change.New is { } number && worn.Contains((int)number))).ToList();
            if (clashing.Count == 0)
            {
                return preview;
            }

            foreach (var row in clashing)
            {
                var number = row.Changes.Single(change => change.Column == CsvColumn.Number).New!.Value;
                plan._found[row.Number] = [new RowFault(file.Headings[CsvColumn.Number], new Sentence("Number {0} is worn by another player of the team.", number))];
            }
        }
    }

    private ImportPreview Once()
    {
        var places = _now.Places.ToDictionary(place => place.PlayerId);
        var history = _now.History.ToDictionary(rows => rows.Key, rows => rows.Value.ToDictionary(row => row.ValidFrom));
        Dictionary<(string Player, DateOnly Day), DatedThresholds> written = [];
        Dictionary<(string Player, DateOnly Day), int> seen = [];
        Dictionary<string, int?> numbered = [];
        var rows = ImmutableArray.CreateBuilder<ImportRow>();
        foreach (var (row, cells) in _file.Rows.Select(row => (row, ImportCells.Of(row, _file, _formats, _today))))
        {
            var name = row.Cells.GetValueOrDefault(CsvColumn.Name) ?? row.Cells.GetValueOrDefault(CsvColumn.Email) ?? row.Cells.GetValueOrDefault(CsvColumn.PlayerId) ?? "";
            var (player, unclear) = Find(row.Cells);
            ImmutableArray<RowFault> faults = [.. cells.Faults, .. unclear is null ? [] : new[] { unclear }, .. _found.GetValueOrDefault(row.Number, [])];
            if (player is null || faults.Length > 0)
            {
                rows.Add(new ImportRow(row.Number, faults.Length > 0 ? ImportVerdict.Wrong : ImportVerdict.NoAccount, player?.Name ?? name, player?.Id, null, [], faults));
                continue;
            }

            var day = cells.ValidFrom ?? _today;
            if (Repeats(seen, numbered, player.Id, day, row.Number, cells) is { } repeated)
            {
                rows.Add(new ImportRow(row.Number, ImportVerdict.Wrong, player.Name, player.Id, null, [], [repeated]));
                continue;
            }

            var old = DatedThresholds.On(history.GetValueOrDefault(player.Id)?.Values ?? Enumerable.Empty<DatedThresholds>(), day)?.Values ?? Thresholds.Unknown;
            var values = cells.Given.Aggregate(old, (values, given) => ThresholdRules.With(values, given.Key, given.Value));
            if (values != old && ThresholdRules.Fault(values) is { } fault)
            {
                rows.Add(new ImportRow(row.Number, ImportVerdict.Wrong, player.Name, player.Id, null, [], [Wrong(fault)]));
                continue;
            }

            var joins = !places.TryGetValue(player.Id, out var place);
            place ??= new TeamPlace(player.Id, null);
            var changes = Changes(place, cells.Number, old, values);
            places[player.Id] = cells.Number is null ? place : place with { Number = cells.Number };
            numbered[player.Id] = cells.Number ?? numbered.GetValueOrDefault(player.Id);
            if (values != old)
            {
                var dated = new DatedThresholds(day, values);
                written[(player.Id, day)] = dated;
                history.TryAdd(player.Id, []);
                history[player.Id][day] = dated;
            }

            rows.Add(new ImportRow(
                row.Number, joins ? ImportVerdict.Added : changes is [] ? ImportVerdict.Unchanged : ImportVerdict.Changed, player.Name, player.Id, values != old ? day : null, changes, []));
        }

        return new ImportPreview(rows.ToImmutable(), [.. places.Values], [.. written.Select(row => (row.Key.Player, row.Value))], _file.Unknown);
    }

    private RowFault? Repeats(Dictionary<(string, DateOnly), int> seen, Dictionary<string, int?> numbered, string playerId, DateOnly day, int row, ImportCells cells)
    {
        if (seen.TryGetValue((playerId, day), out var earlier))
        {
            return new RowFault(null, new Sentence("Row {0} is about the same player and day.", earlier));
        }

        seen[(playerId, day)] = row;
        return cells.Number is { } number && numbered.GetValueOrDefault(playerId) is { } other && other != number
            ? new RowFault(_file.Headings[CsvColumn.Number], new Sentence("Another row gives the same player number {0}.", other))
            : null;
    }

    // Who is named by id or e-mail is nobody else, whatever their name is.
    private (KnownPlayer? Player, RowFault? Unclear) Find(ImmutableDictionary<CsvColumn, string> cells)
    {
        if (cells.TryGetValue(CsvColumn.PlayerId, out var id))
        {
            return _now.People.FirstOrDefault(person => person.Id == id) is { } person
                ? (person, null)
                : (null, new RowFault(_file.Headings[CsvColumn.PlayerId], new Sentence("There is no player with this id.")));
        }

        if (cells.TryGetValue(CsvColumn.Email, out var email))
        {
            return (_now.People.FirstOrDefault(person => person.Email == KnownPlayer.Normal(email)), null);
        }

        if (!cells.TryGetValue(CsvColumn.Name, out var name))
        {
            return (null, new RowFault(null, new Sentence("It does not say who it is about.")));
        }

        var named = _now.People.Where(person => string.Equals(person.Name, name, StringComparison.OrdinalIgnoreCase)).ToList();
        var here = named.Where(person => _now.Places.Any(place => place.PlayerId == person.Id)).ToList();
        return (here, named) switch
        {
            ([var one], _) => (one, null),
            ([], [var one]) => (one, null),
            ([], []) => (null, null),
            _ => (null, new RowFault(_file.Headings[CsvColumn.Name], new Sentence("{0} players have this name; say which by player_id or email.", named.Count))),
        };
    }

    private static ImmutableArray<CellChange> Changes(TeamPlace place, int? number, Thresholds old, Thresholds values)
    {
        var changes = ImmutableArray.CreateBuilder<CellChange>();
        if (number is not null && number != place.Number)
        {
            changes.Add(new CellChange(CsvColumn.Number, place.Number, number));
        }

        foreach (var (column, _) in CsvColumns.Exported)
        {
            if (CsvColumns.ThresholdOf(column) is { } threshold && ThresholdRules.ValueOf(old, threshold) is var before && ThresholdRules.ValueOf(values, threshold) is var after && before != after)
            {
                changes.Add(new CellChange(column, before, after));
            }
        }

        return changes.ToImmutable();
    }

    private RowFault Wrong(ThresholdFault fault)
    {
        var heading = _file.Headings.FirstOrDefault(heading => CsvColumns.ThresholdOf(heading.Key) == fault.Of).Value
            ?? _file.Headings.FirstOrDefault(heading => fault.Below is { } below && CsvColumns.ThresholdOf(heading.Key) == below).Value;
        return new RowFault(heading, fault.Below is { } other
            ? new Sentence("{0} must be below {1}, which is {2}.", Name(fault.Of), Name(other), fault.Limit!.Value)
            : new Sentence("It must be from {0} to {1} {2}.", fault.Min!.Value, fault.Max!.Value, ThresholdRules.UnitOf(fault.Of)));
    }

    private static string Name(Threshold threshold) => CsvColumns.Exported.First(column => CsvColumns.ThresholdOf(column.Column) == threshold).Name;
}
