using TrainingHub.Core.Metrics;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Traces;
using TrainingHub.Web.Play;

namespace TrainingHub.Web.Dashboard;

/// <summary>What needs a trainer's eyes; the smaller the sooner.</summary>
public enum TroubleKind { AboveCeiling, SignalLost, OverTarget, UnderTarget }

/// <param name="Since">By the server's clock.</param>
public sealed record Trouble(TroubleKind Kind, DateTimeOffset Since)
{
    /// <summary>A value that no sample has given for this long is not shown as live.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(6);

    /// <summary>Out of target for this long is trouble.</summary>
    public static readonly TimeSpan OutOfTargetFor = TimeSpan.FromSeconds(30);

    /// <summary>The ceiling, % of maximum heart rate.</summary>
    public const double CeilingPercent = 97;
}

/// <summary>Since when a player is out of target, above the ceiling or silent, as far as somebody has looked: immutable.</summary>
public sealed record TroubleMemory
{
    public static TroubleMemory None { get; } = new();

    private (Advice Advice, int Interval) Target { get; init; } = (Advice.Unknown, -1);

    private DateTimeOffset TargetSince { get; init; }

    private DateTimeOffset? CeilingSince { get; init; }

    private DateTimeOffset? SilentSince { get; init; }

    private bool OutOfTarget => Target.Advice is Advice.Easier or Advice.Harder;

    /// <summary>After one more look; the same where nothing is another.</summary>
    public TroubleMemory Look(PlayerView player, IntervalStand stand, DateTimeOffset now)
    {
        var target = (stand.Advice, stand.Index);
        // A wearable may say itself that it lost the heart rate: it sends null.
        var silent = player.State.Metrics is { } metrics && metrics.GivenAt(Metric.HeartRate) is not null
            && metrics[Metric.HeartRate] is null && !player.Hidden.HasFlag(MetricMask.HeartRate);
        var above = player.PercentOfMaxHeartRate >= Trouble.CeilingPercent;
        return target == Target && silent == SilentSince.HasValue && above == CeilingSince.HasValue ? this : new TroubleMemory
        {
            Target = target,
            TargetSince = target == Target ? TargetSince : now,
            SilentSince = silent ? SilentSince ?? now : null,
            CeilingSince = above ? CeilingSince ?? now : null,
        };
    }

    /// <summary>What is amiss now; null where nothing is.</summary>
    public Trouble? Of(PlayerView player, SessionState session, DateTimeOffset now)
    {
        if (session.Status != SessionStatus.Active || player.State.JoinedAt is null)
        {
            return null;
        }

        return player.State.Status switch
        {
            PlayerStatus.Active or PlayerStatus.Dropped when LostSince(player.State, now) is { } lost => new Trouble(TroubleKind.SignalLost, lost),
            PlayerStatus.Active when CeilingSince is { } since => new Trouble(TroubleKind.AboveCeiling, since),
            PlayerStatus.Active when OutOfTarget && now - TargetSince >= Trouble.OutOfTargetFor
                => new Trouble(Target.Advice == Advice.Easier ? TroubleKind.OverTarget : TroubleKind.UnderTarget, TargetSince),
            _ => null,
        };
    }

    /// <summary>The same with what is known of the time before somebody looked: what is amiss now is amiss for as long as the values in <paramref name="trace"/> say so.</summary>
    /// <param name="intervalFrom">When the interval that runs began; null where none runs.</param>
    /// <param name="trace">At least since the interval began.</param>
    public TroubleMemory Recall(PlayerView player, IntervalStand stand, PlayerTrace trace, DateTimeOffset? intervalFrom)
    {
        var recalled = this;
        if (OutOfTarget && stand.Guidance is { } guidance)
        {
            var metric = TargetGuidance.MetricOf(guidance.Target.Metric);
            // A value that was not known is in no target, and out of none.
            var known = trace.Unknown.TryGetValue(metric, out var unknown) && !(unknown < intervalFrom) ? unknown : (DateTimeOffset?)null;
            var since = Since(trace.Of(metric).Where(point => !(point.At < (known ?? intervalFrom))), value => (guidance with { Actual = value }).Advice == stand.Advice);
            // The value that the interval found holds until the first one in it.
            var sinceItsStart = since is { IsAll: true } && known is null && since.Value.At - intervalFrom <= Trouble.StaleAfter;
            recalled = recalled with { TargetSince = Earlier(TargetSince, sinceItsStart ? intervalFrom : since?.At) };
        }

        if (CeilingSince is { } above && player.State.Profile.Thresholds.HeartRateMaxBpm is { } max)
        {
            recalled = recalled with { CeilingSince = Earlier(above, Since(trace.Of(Metric.HeartRate), value => value / max * 100 >= Trouble.CeilingPercent)?.At) };
        }

        return SilentSince is { } silent && trace.Of(Metric.HeartRate) is [.., var last] ? recalled with { SilentSince = Earlier(silent, last.At) } : recalled;
    }

    private static DateTimeOffset Earlier(DateTimeOffset known, DateTimeOffset? told) => told < known ? told.Value : known;

    // Since when all values are so, up to the last one; null where the last one is not.
    private static (DateTimeOffset At, bool IsAll)? Since(IEnumerable<TracePoint> points, Func<double, bool> isSo)
    {
        (DateTimeOffset At, bool IsAll)? since = null;
        foreach (var (point, isFirst) in points.Select((point, index) => (point, index == 0)))
        {
            since = isSo(point.Value) ? since ?? (point.At, isFirst) : null;
        }

        return since;
    }

    private DateTimeOffset? LostSince(PlayerState player, DateTimeOffset now)
    {
        var last = player.Metrics?.GivenAt(Metric.HeartRate) ?? player.Metrics?.SampleAt;
        return player.Status == PlayerStatus.Dropped || player.LostAt is not null || now - last > Trouble.StaleAfter
            ? last ?? player.LostAt ?? player.LastActivity
            : SilentSince;
    }
}
