using TrainingHub.Core.Journal;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Web.Admin;

/// <summary>A session's newest events, of one player or of all: no more than fit on a page, however many there are.</summary>
/// <param name="playerId">Null for all.</param>
public sealed class EventTail(ISessions sessions, Caller caller, string sessionId, string? playerId)
{
    /// <summary>Lines that are kept.</summary>
    public const int Most = 200;

    /// <summary>So far back one player's events are looked for among all the others'.</summary>
    public const int LookBack = 5000;

    private readonly Queue<EventLine> _lines = new();
    private long _seq;

    /// <summary>Newest first.</summary>
    public IEnumerable<EventLine> Lines => _lines.Reverse();

    /// <summary>Reads what came since the last time.</summary>
    /// <returns>The session as it is; or why the caller may not see its events.</returns>
    public async Task<FindReply> ReadOnAsync(CancellationToken cancellationToken)
    {
        var found = await sessions.FindAsync(caller, sessionId, cancellationToken);
        var from = Math.Max(_seq, (found.View?.State.Seq ?? 0) - (playerId is null ? Most : LookBack));
        if (found.View is not { State.Seq: var newest } || newest <= from)
        {
            return found;
        }

        var reply = await sessions.ReadAsync(caller, sessionId, from, cancellationToken);
        if (reply.Events is null)
        {
            return new FindReply(null, reply.Refusal);
        }

        await foreach (var entry in reply.Events)
        {
            Add(entry);
        }

        return found;
    }

    private void Add(JournalledEvent entry)
    {
        if (entry.Seq <= _seq)
        {
            return; // two reads at once
        }

        _seq = entry.Seq;
        if (playerId is null || entry.Event.Subject == playerId)
        {
            _lines.Enqueue(EventLine.Of(entry));
            if (_lines.Count > Most)
            {
                _lines.Dequeue();
            }
        }
    }
}
