using System.Collections.Immutable;
using TrainingHub.Core.Metrics;

namespace TrainingHub.Core.Sessions;

/// <summary>
/// How much of what a player's wearable should have reported is in the recording: one sample each 2 s, from the session's start or the player's first coming
/// (whichever is later) until the session's end, the player's being done, or now. Pauses count: a wearable reports through them.
/// </summary>
/// <param name="Expected">Samples.</param>
/// <param name="Missing">Of those.</param>
/// <param name="Gaps">Times without a sample longer than <see cref="SampleArrival.LongestRest"/>, in order.</param>
/// <param name="Backfilled">How many of the stored samples came late.</param>
public sealed record Completeness(int Expected, int Missing, ImmutableArray<SampleGap> Gaps, int Backfilled)
{
    /// <summary>0 … 1; null where nothing was to be expected yet.</summary>
    public double? Share => Expected == 0 ? null : (double)(Expected - Missing) / Expected;

    public static Completeness Of(PlayerState player, SessionState session, DateTimeOffset now)
    {
        if (player.Arrival is not { } arrival || session.StartTime is not { } start)
        {
            return new Completeness(0, 0, [], player.Arrival?.Backfilled ?? 0);
        }

        var from = arrival.Since > start ? arrival.Since : start;
        var to = Earlier(session.EndTime ?? now, player.DoneAt ?? DateTimeOffset.MaxValue);
        var expected = Math.Max(0, Periods(to - from));
        var gaps = arrival.Gaps.Append(new SampleGap(arrival.Last, to))
            .Select(gap => new SampleGap(gap.From > from ? gap.From : from, Earlier(gap.To, to)))
            .Where(gap => gap.Length > SampleArrival.LongestRest)
            .ToImmutableArray();
        var none = arrival.Live + arrival.Backfilled == 0;
        var missing = none ? expected : Math.Min(expected, gaps.Sum(gap => Periods(gap.Length) - 1));
        return new Completeness(expected, missing, gaps, arrival.Backfilled);
    }

    private static int Periods(TimeSpan length) => (int)Math.Round(length / SampleArrival.Period);

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
