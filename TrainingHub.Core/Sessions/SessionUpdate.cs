using System.Collections.Immutable;
using TrainingHub.Core.Metrics;

namespace TrainingHub.Core.Sessions;

/// <summary>What is new for one audience since a position. Shared by all watches of that audience at that position, so that a door encodes it once.</summary>
/// <param name="FromSeq">The position before.</param>
/// <param name="ToSeq">The position after: to have this is to have all up to here that concerns the audience.</param>
/// <param name="View">The session at <paramref name="ToSeq"/>.</param>
/// <param name="Items">In order of their <see cref="FeedItem.Seq"/>; metrics that wait come before any other event.</param>
public sealed record SessionUpdate(long FromSeq, long ToSeq, SessionView View, ImmutableArray<FeedItem> Items)
{
    private object? _encoded;

    /// <summary>Timestamp of the server's clock when the oldest call came to the waist whose outcome is in here; null where no call led to it.</summary>
    public long? ReceivedAt { get; internal set; }

    /// <summary>What a door made of this update, made once: <paramref name="encode"/> may run twice in a race, and one result wins.</summary>
    public T Encoded<T>(Func<SessionUpdate, T> encode) where T : class
        => (T)(Volatile.Read(ref _encoded) ?? Interlocked.CompareExchange(ref _encoded, encode(this), null) ?? _encoded!);

    /// <summary>The players whom something here concerns; null where it may be all (a session's own event, or a resynchronisation).</summary>
    public IReadOnlySet<string>? ChangedPlayers()
    {
        var changed = new HashSet<string>();
        foreach (var item in Items)
        {
            switch (item)
            {
                case FeedItem.Sampled sampled:
                    changed.UnionWith(sampled.Players.Select(entry => entry.Player.PlayerId));
                    break;
                case FeedItem.Happened { Event.Subject: { } subject }:
                    changed.Add(subject);
                    break;
                default:
                    return null;
            }
        }

        return changed;
    }
}

/// <summary>One thing that a watcher is told.</summary>
public abstract record FeedItem(long Seq, DateTimeOffset At)
{
    /// <summary>The newest metrics of all players with an accepted sample since the last time.</summary>
    public sealed record Sampled(long Seq, DateTimeOffset At, ImmutableArray<SampledPlayer> Players) : FeedItem(Seq, At);

    /// <summary>Everything but metrics: each, one by one.</summary>
    /// <param name="After">The session just after the event.</param>
    public sealed record Happened(long Seq, SessionEvent Event, SessionView After) : FeedItem(Seq, Event.At);

    /// <summary>A gap that cannot be filled: replace all you hold.</summary>
    public sealed record Resynced(long Seq, DateTimeOffset At, SessionView View) : FeedItem(Seq, At);
}

/// <param name="Player">With the newest values.</param>
/// <param name="Changed">The properties that are others than before; one that has no value in <paramref name="Player"/> is no longer known.</param>
/// <param name="ZoneChanged">The heart-rate zone is another than before (only where the audience sees it).</param>
public sealed record SampledPlayer(PlayerView Player, MetricMask Changed, bool ZoneChanged);
