using System.Collections.Immutable;
using TrainingHub.Core.Metrics;

namespace TrainingHub.Core.Sessions.Live;

/// <summary>What an audience is told between two states: pure.</summary>
internal static class FeedItems
{
    /// <param name="missed">The events after <paramref name="from"/> that are not metrics, in order; default where they are no longer known.</param>
    public static SessionUpdate Since(long from, SessionState state, Audience audience, ImmutableArray<FeedEntry> missed)
    {
        var view = new SessionView(state, audience);
        if (missed.IsDefault)
        {
            return new SessionUpdate(from, state.Seq, view, [new FeedItem.Resynced(state.Seq, state.LastEventAt, view)]);
        }

        var items = ImmutableArray.CreateBuilder<FeedItem>();
        var position = from;
        foreach (var entry in missed)
        {
            if (audience.Hears(entry.Event.Subject, entry.After))
            {
                AddSampled(items, position, new SessionView(entry.After, audience));
                items.Add(new FeedItem.Happened(entry.Seq, entry.Event, new SessionView(entry.After, audience)));
                position = entry.Seq;
            }
        }

        AddSampled(items, position, view);
        return new SessionUpdate(from, state.Seq, view, items.DrainToImmutable());
    }

    private static void AddSampled(ImmutableArray<FeedItem>.Builder items, long position, SessionView view)
    {
        var sampled = ImmutableArray.CreateBuilder<SampledPlayer>();
        var (seq, at) = (0L, default(DateTimeOffset));
        foreach (var player in Candidates(view))
        {
            if (!view.Audience.Hears(player, view.State))
            {
                continue;
            }

            // A backfill changes no live value; it says that the player is still there.
            var metrics = player.Metrics ?? CurrentMetrics.None;
            var backfilled = player.BackfilledBy > metrics.SampleSeq;
            var newest = backfilled ? player.BackfilledBy : metrics.SampleSeq;
            if (newest > position)
            {
                var seen = PlayerView.Of(player, view.Audience);
                sampled.Add(new SampledPlayer(seen, metrics.ChangedAfter(position) & ~seen.Hidden, seen.SeesZone && player.ZoneChangedBy > position));
                (seq, at) = newest > seq ? (newest, backfilled ? player.BackfilledAt : metrics.SampleAt) : (seq, at);
            }
        }

        if (sampled.Count > 0)
        {
            items.Add(new FeedItem.Sampled(seq, at, sampled.DrainToImmutable()));
        }
    }

    private static IEnumerable<PlayerState> Candidates(SessionView view)
    {
        if (view.Audience is { Kind: AudienceKind.Player, PlayerId: { } self } && !view.State.ShareWithTeam)
        {
            return view.State.Players.TryGetValue(self, out var player) ? [player] : [];
        }

        return view.State.Players.Values;
    }
}
