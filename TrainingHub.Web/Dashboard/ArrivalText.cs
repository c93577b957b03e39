using System.Globalization;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Web.Dashboard;

/// <summary>What arrived of a player's samples, as people read it.</summary>
public static class ArrivalText
{
    /// <summary><c>97 %</c>; rounded down, so that what lacks a sample is never whole.</summary>
    public static string Share(Completeness arrived)
        => arrived.Share is { } share ? $"{Math.Floor(Math.Clamp(share, 0, 1) * 100).ToString("0", CultureInfo.InvariantCulture)} %" : "–";

    /// <summary><c>0:24</c>, or <c>1:02:05</c> from an hour on.</summary>
    public static string Length(SampleGap gap) => Replay.ReplayText.Clock(gap.Length);

    /// <summary>Longest first.</summary>
    public static IReadOnlyList<SampleGap> Longest(Completeness arrived) => [.. arrived.Gaps.OrderByDescending(gap => gap.Length).ThenBy(gap => gap.From)];
}
