namespace TrainingHub.Bench.Faults;

/// <param name="LongestRecovery">From the fault's end to the first acknowledgement of a call that was made after it.</param>
internal sealed record FaultRow(string Fault, int Injected, int Acknowledged, int Lost, int Duplicates, TimeSpan LongestRecovery);

/// <param name="Wrong">What may never be besides loss and duplicates, in words: something seen twice, a hole, a state that is not the journal's.</param>
/// <param name="Resumed">Joins after the first that went on where the client was.</param>
/// <param name="Fresh">Joins after the first that began with the whole session.</param>
internal sealed record FaultReport(IReadOnlyList<FaultRow> Rows, IReadOnlyList<string> Wrong, int Resumed, int Fresh)
{
    public bool AllHeld => Wrong.Count == 0 && Rows.All(row => row is { Lost: 0, Duplicates: 0 });

    public int Acknowledged => Rows.Sum(row => row.Acknowledged);
}

/// <summary>Counts faults and how long each took to be over.</summary>
internal sealed class FaultTally
{
    private readonly List<(string Fault, TimeSpan Recovery)> _injected = [];

    public void Note(string fault, TimeSpan recovery) => _injected.Add((fault, recovery));

    public FaultReport Report(IReadOnlyCollection<Promise> promises, Findings findings, IEnumerable<(int Resumed, int Fresh)> rejoined)
    {
        var faultOf = promises.GroupBy(promise => promise.Key).ToDictionary(group => group.Key, group => group.First().Fault);
        var duplicates = findings.Duplicates.ToLookup(key => faultOf.GetValueOrDefault(key, ""));
        var rows = promises.Select(promise => promise.Fault).Concat(duplicates.Select(group => group.Key)).Distinct().Select(fault => new FaultRow(
            fault,
            _injected.Count(entry => entry.Fault == fault),
            promises.Count(promise => promise.Fault == fault),
            findings.Lost.Count(promise => promise.Fault == fault),
            duplicates[fault].Count(),
            _injected.Where(entry => entry.Fault == fault).Select(entry => entry.Recovery).DefaultIfEmpty().Max()));
        var joins = rejoined.ToList();
        return new FaultReport([.. rows], findings.Wrong, joins.Sum(join => join.Resumed), joins.Sum(join => join.Fresh));
    }
}
