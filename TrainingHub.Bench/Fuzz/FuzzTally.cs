namespace TrainingHub.Bench.Fuzz;

/// <summary>What became of what was sent.</summary>
internal sealed class FuzzTally
{
    private int _sent, _accepted, _ended;

    /// <summary>Messages that were answered, or ended their connection.</summary>
    public int Sent => Volatile.Read(ref _sent);

    /// <summary>Nearly right, and right enough.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>Connections that the server ended, as it says it does with what is no message.</summary>
    public int Ended => Volatile.Read(ref _ended);

    public void Add(int sent, int accepted)
    {
        Interlocked.Add(ref _sent, sent);
        Interlocked.Add(ref _accepted, accepted);
    }

    public void CountEnd() => Interlocked.Increment(ref _ended);
}
