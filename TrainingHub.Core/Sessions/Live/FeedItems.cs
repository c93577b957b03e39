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
            if (audience.Hears(entry.Event, entry.After))
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
        var sampling = new Sampling(position, view);
        if (view.Audience is { Kind: AudienceKind.Player, PlayerId: { } self } && !view.State.ShareWithTeam)
        {
            if (view.State.Players.TryGetValue(self, out var player))
            {
                sampling.Look(player);
            }
        }
        else
        {
            foreach (var (_, player) in view.State.Players)
            {
                sampling.Look(player);
            }
        }

        if (sampling.Build() is { } item)
        {
            items.Add(item);
        }
    }

    /// <summary>Collects whose metrics are newer than a position.</summary>
    private struct Sampling(long position, SessionView view)
    {
        private ImmutableArray<SampledPlayer>.Builder? _sampled;
        private long _seq;
        private DateTimeOffset _at;

        public void Look(PlayerState player)
        {
            // A backfill changes no live value; it says that the player is still there.
            var metrics = player.Metrics ?? CurrentMetrics.None;
            var backfilled = player.BackfilledBy > metrics.SampleSeq;
            var newest = backfilled ? player.BackfilledBy : metrics.SampleSeq;
            if (newest <= position || !view.Audience.Hears(player, view.State))
            {
                return;
            }

            var seen = PlayerView.Of(player, view.Audience);
            _sampled ??= ImmutableArray.CreateBuilder<SampledPlayer>();
            _sampled.Add(new SampledPlayer(seen, metrics.ChangedAfter(position) & ~seen.Hidden, seen.SeesZone && player.ZoneChangedBy > position));
            (_seq, _at) = newest > _seq ? (newest, backfilled ? player.BackfilledAt : metrics.SampleAt) : (_seq, _at);
        }

        /// <summary>Null where there is nobody.</summary>
        public readonly FeedItem.Sampled? Build() => _sampled is null ? null : new FeedItem.Sampled(_seq, _at, _sampled.DrainToImmutable());
    }
}
