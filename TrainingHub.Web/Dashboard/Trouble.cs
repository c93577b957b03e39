using TrainingHub.Core.Metrics;
using TrainingHub.Core.Sessions;
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

    private DateTimeOffset? LostSince(PlayerState player, DateTimeOffset now)
    {
        var last = player.Metrics?.GivenAt(Metric.HeartRate) ?? player.Metrics?.SampleAt;
        return player.Status == PlayerStatus.Dropped || player.LostAt is not null || now - last > Trouble.StaleAfter
            ? last ?? player.LostAt ?? player.LastActivity
            : SilentSince;
    }
}
