using System.Collections.Immutable;

namespace TrainingHub.Core.Sessions.Live;

/// <summary>A session's newest state, and its last events that are not samples, for who is behind. Not safe from several threads.</summary>
internal sealed class SessionHistory(SessionState state)
{
    /// <summary>Further back than so many events a watcher is resynchronised.</summary>
    private const int Length = 512;

    private readonly Queue<FeedEntry> _entries = new();
    private long _from = state.Seq; // every event after this one that is kept at all is here
    private long _to;
    private long _observersSeeOtherwise; // since this sequence number
    private Dictionary<string, long>? _teamSeesOtherwise; // by the player whom they see otherwise; null until one chose anew

    public SessionState State { get; private set; } = state;

    /// <summary>Samples are not kept: what a watcher missed of them is in the newest values.</summary>
    public static bool IsKept(SessionEvent @event) => @event is not (SessionEvent.MetricsReported or SessionEvent.MetricsBackfilled);

    /// <summary>The events of a session that is read back.</summary>
    public void Evolve(SessionEvent @event)
    {
        var after = Session.Evolve(State, @event);
        Add(new FeedEntry(after.Seq, @event, after));
    }

    public void Add(FeedEntry entry)
    {
        if (entry.Event is SessionEvent.SharingChosen chosen)
        {
            NoteChoice(entry.Seq, chosen);
        }

        State = entry.After;
        if (!IsKept(entry.Event))
        {
            return;
        }

        _entries.Enqueue(entry);
        _to = entry.Seq;
        if (_entries.Count > Length)
        {
            _from = _entries.Dequeue().Seq;
        }
    }

    /// <summary>Whether someone who has seen all up to <paramref name="seq"/> can be told the rest one by one.</summary>
    public bool Reaches(long seq, Audience audience)
        => seq > 0 && seq >= _from && seq <= State.Seq && !SeesOtherwise(audience, seq)
            && !_entries.Any(entry => entry.Seq > seq && entry.Event is SessionEvent.PlayerKicked or SessionEvent.PlayerMoved && entry.Event.Subject == audience.PlayerId);

    /// <summary>
    /// The kept events after <paramref name="from"/> up to <paramref name="to"/>, in order; default where they are no longer known, and where the audience may see
    /// more or less by now of what went before: the states beside the events show what was allowed then.
    /// </summary>
    public ImmutableArray<FeedEntry> Between(long from, long to, Audience audience)
        => from < _from || SeesOtherwise(audience, from) ? default : from >= _to ? [] : [.. _entries.Where(entry => entry.Seq > from && entry.Seq <= to)];

    private bool SeesOtherwise(Audience audience, long since)
    {
        switch (audience.Kind)
        {
            case AudienceKind.Staff:
                return false;
            case AudienceKind.Observer:
                return _observersSeeOtherwise > since;
            default:
                if (_teamSeesOtherwise is { } choices)
                {
                    foreach (var (playerId, seq) in choices)
                    {
                        if (seq > since && playerId != audience.PlayerId)
                        {
                            return true;
                        }
                    }
                }

                return false;
        }
    }

    private void NoteChoice(long seq, SessionEvent.SharingChosen chosen)
    {
        var before = State.Find(chosen.PlayerId)!.Profile.Sharing;
        if (before.ObserversSee != chosen.ObserversSee)
        {
            _observersSeeOtherwise = seq;
        }

        if (State.ShareWithTeam && before.TeamSees != chosen.TeamSees)
        {
            (_teamSeesOtherwise ??= [])[chosen.PlayerId] = seq;
        }
    }
}
