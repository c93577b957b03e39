namespace TrainingHub.Client;

/// <summary>A sample that waits.</summary>
/// <param name="Number">Grows in the order in which samples came.</param>
/// <param name="Bytes">Its length as JSON.</param>
internal sealed record WaitingSample(long Number, Sample Sample, int Bytes);

/// <summary>What is not acknowledged, oldest first. Not safe from several threads.</summary>
internal sealed class WaitingSamples(int capacity)
{
    private readonly SortedDictionary<long, WaitingSample> _byNumber = [];
    private readonly HashSet<long> _underway = [];
    private long _last;

    public int Count => _byNumber.Count;

    public IEnumerable<WaitingSample> All => _byNumber.Values;

    /// <summary>The one that came last; null where it waits no more.</summary>
    public WaitingSample? Newest => _byNumber.GetValueOrDefault(_last);

    /// <returns>The new one, and the one that was given up for it.</returns>
    public (WaitingSample Added, WaitingSample? GivenUp) Add(Sample sample, int bytes)
    {
        var givenUp = Count < capacity ? null : _byNumber.Values.FirstOrDefault(waiting => !_underway.Contains(waiting.Number));
        if (givenUp is not null)
        {
            _byNumber.Remove(givenUp.Number);
        }

        var added = new WaitingSample(++_last, sample, bytes);
        _byNumber.Add(added.Number, added);
        return (added, givenUp);
    }

    /// <summary>The oldest ones, for one call.</summary>
    public List<WaitingSample> Oldest(int count, int bytes, WaitingSample? except)
    {
        var taken = new List<WaitingSample>();
        foreach (var waiting in _byNumber.Values.Where(waiting => waiting != except))
        {
            if (taken.Count == count || (bytes -= waiting.Bytes + 1) < 0)
            {
                break;
            }

            taken.Add(waiting);
        }

        return taken;
    }

    /// <summary>They are being sent: none of them is given up until <see cref="Landed"/>.</summary>
    public void Underway(IEnumerable<WaitingSample> samples) => _underway.UnionWith(samples.Select(sample => sample.Number));

    public void Landed() => _underway.Clear();

    public void Remove(IEnumerable<WaitingSample> samples)
    {
        foreach (var sample in samples)
        {
            _byNumber.Remove(sample.Number);
        }
    }
}
