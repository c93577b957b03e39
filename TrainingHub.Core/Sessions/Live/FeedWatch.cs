using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace TrainingHub.Core.Sessions.Live;

/// <summary>An event, and the session just after it.</summary>
internal readonly record struct FeedEntry(long Seq, SessionEvent Event, SessionState After);

/// <summary>The watches of one audience: told together, so that what they are told is made once. Guarded by the feed's gate.</summary>
internal sealed class FeedGroup(Audience audience)
{
    public Audience Audience { get; } = audience;

    public ImmutableArray<FeedWatch> Watches { get; set; } = [];

    /// <summary>Something waits that is no metrics event.</summary>
    public bool Urgent { get; set; }

    /// <summary>The clock's beat in which the group's window is over.</summary>
    public long DueAt { get; set; }

    /// <summary>When the oldest call came whose outcome waits to be told; null where none does.</summary>
    public long? WaitsSince { get; set; }

    /// <summary>The last update that was made.</summary>
    public SessionUpdate? Latest { get; set; }
}

/// <summary>One subscription to a feed.</summary>
internal sealed class FeedWatch(SessionFeed feed, FeedGroup group, SessionState initial, string? connectionId, long? resumedFrom, Action<SessionWatch> onReady) : SessionWatch
{
    private volatile bool _ended;
    private volatile bool _interrupted;

    public FeedGroup Group { get; } = group;

    public string? ConnectionId { get; } = connectionId;

    public Action<SessionWatch> OnReady { get; } = onReady;

    /// <summary>The last sequence number taken. Guarded by the feed's gate.</summary>
    public long Position { get; set; } = resumedFrom ?? initial.Seq;

    /// <summary>The window is over, or something urgent waits. Guarded by the feed's gate.</summary>
    public bool Ready { get; set; } = resumedFrom is not null;

    /// <summary>When the oldest call came whose outcome is ready and not taken; null where none is. Guarded by the feed's gate.</summary>
    public long? WaitsSince { get; set; }

    public override SessionView Initial { get; } = new(initial, group.Audience);

    public override bool Resumed { get; } = resumedFrom is not null;

    public override string Epoch => feed.EpochOf(Audience);

    public override Audience Audience => Group.Audience;

    public override SessionView Current => new(feed.State, Audience);

    public override bool Ended => _ended;

    public override bool Interrupted => _interrupted;

    /// <summary>The session when the watch was put out: it is told nothing that came later. Guarded by the feed's gate.</summary>
    public SessionState? Last { get; private set; }

    public void MarkEnded(SessionState last, bool interrupted)
    {
        (Last, _interrupted) = (last, interrupted);
        _ended = true;
    }

    public override bool TryTake([NotNullWhen(true)] out SessionUpdate? update)
    {
        update = feed.Take(this);
        return update is not null;
    }

    public override void Dispose() => feed.Unsubscribe(this);
}
