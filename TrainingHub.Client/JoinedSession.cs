namespace TrainingHub.Client;

/// <summary>
/// Puts one session's events in order. SignalR orders nothing between join's answer and other sends, so what comes before the answer is kept,
/// and applied after it where it is newer. Not safe from several threads.
/// </summary>
internal sealed class JoinedSession(string sessionId, JoinRole role)
{
    private List<TrainingEvent>? _held;
    private string? _epoch;
    private long _seq;

    public string SessionId => sessionId;

    public JoinRole Role { get; set; } = role;

    /// <summary>Whether it was ever joined.</summary>
    public bool Joined { get; private set; }

    /// <summary>From where a rejoin goes on; null where only a fresh session will do.</summary>
    public SeenUpTo? Seen => Joined && _epoch is { } epoch ? new SeenUpTo(epoch, _seq) : null;

    /// <summary>From now on events wait for <see cref="Answered"/> or <see cref="Refused"/>; those that waited for an answer that never came are of a connection that is gone.</summary>
    public void Joining() => _held = [];

    /// <returns>What is to be told now.</returns>
    public IEnumerable<TrainingEvent> Came(TrainingEvent happened)
    {
        if (_held is not null)
        {
            _held.Add(happened);
            return [];
        }

        return IsNews(happened) ? [happened] : [];
    }

    /// <summary>Join was accepted with this session.</summary>
    /// <returns>What is to be told now.</returns>
    public IEnumerable<TrainingEvent> Answered(Session session, string? epoch, DateTimeOffset at)
    {
        Joined = true;
        _epoch = epoch;
        _seq = session.Seq;
        return [new TrainingEvent.SessionSnapshot(session) { SessionId = sessionId, Seq = session.Seq, At = at }, .. Release()];
    }

    /// <summary>Join goes on from <see cref="Seen"/>: what was missed comes as events.</summary>
    /// <returns>What is to be told now.</returns>
    public IEnumerable<TrainingEvent> Resumed(string? epoch)
    {
        _epoch = epoch;
        return Release();
    }

    /// <summary>Join was refused; a join that held before still does.</summary>
    /// <returns>What is to be told now.</returns>
    public IEnumerable<TrainingEvent> Refused() => Joined ? Release() : [];

    /// <summary>The line was lost before the answer: what came behind it hangs on an answer that nobody knows, and comes again with the next join.</summary>
    public void Lost() => _held = [];

    private List<TrainingEvent> Release()
    {
        var held = _held ?? [];
        _held = null;
        return held.FindAll(IsNews);
    }

    private bool IsNews(TrainingEvent happened)
    {
        // A snapshot may come without anything new having happened, when what the caller may see has changed.
        if (happened.Seq < _seq || (happened.Seq == _seq && happened is not TrainingEvent.SessionSnapshot))
        {
            return false;
        }

        _seq = happened.Seq;
        return true;
    }
}

/// <summary>How far a session's events were told.</summary>
/// <param name="Epoch">Names the journal in which <paramref name="Seq"/> counts.</param>
internal sealed record SeenUpTo(string Epoch, long Seq);
