namespace TrainingHub.Bench.Load;

/// <summary>Turns that come again and again, each in the same order and at a phase of its own: one timer for all of them.</summary>
internal sealed class Round
{
    private readonly TimeSpan _period;
    private readonly (TimeSpan Phase, int Member)[] _turns;
    private long _next; // turns taken since the beginning

    public Round(int members, TimeSpan period, Random random)
    {
        _period = period;
        _turns = [.. Enumerable.Range(0, members).Select(member => (period * random.NextDouble(), member))];
        Array.Sort(_turns);
    }

    /// <summary>How late the latest turn was taken.</summary>
    public TimeSpan Latest { get; private set; }

    /// <summary>Takes all turns that are due.</summary>
    /// <param name="elapsed">Since the beginning.</param>
    public void Run(TimeSpan elapsed, Action<int> take)
    {
        while (_turns.Length > 0)
        {
            var (times, place) = Math.DivRem(_next, _turns.Length);
            var due = (_period * times) + _turns[place].Phase;
            if (due > elapsed)
            {
                return;
            }

            Latest = elapsed - due > Latest ? elapsed - due : Latest;
            _next++;
            take(_turns[place].Member);
        }
    }
}
