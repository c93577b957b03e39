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

/// <summary>Remembers, as far as the page has seen it, since when a player is out of target or above the ceiling.</summary>
public sealed class TroubleWatch
{
    private (Advice Advice, int Interval) _target = (Advice.Unknown, -1);
    private DateTimeOffset _targetSince;
    private DateTimeOffset? _ceilingSince, _silentSince;

    /// <summary>What is amiss now; null where nothing is.</summary>
    public Trouble? Assess(PlayerView player, SessionState session, IntervalStand stand, DateTimeOffset now)
    {
        Track(player, stand, now);
        if (session.Status != SessionStatus.Active || player.State.JoinedAt is null)
        {
            return null;
        }

        return player.State.Status switch
        {
            PlayerStatus.Active or PlayerStatus.Dropped when LostSince(player.State, now) is { } lost => new Trouble(TroubleKind.SignalLost, lost),
            PlayerStatus.Active when _ceilingSince is { } since => new Trouble(TroubleKind.AboveCeiling, since),
            PlayerStatus.Active when OutOfTarget && now - _targetSince >= Trouble.OutOfTargetFor
                => new Trouble(_target.Advice == Advice.Easier ? TroubleKind.OverTarget : TroubleKind.UnderTarget, _targetSince),
            _ => null,
        };
    }

    private bool OutOfTarget => _target.Advice is Advice.Easier or Advice.Harder;

    private void Track(PlayerView player, IntervalStand stand, DateTimeOffset now)
    {
        var target = (stand.Advice, stand.Index);
        if (target != _target)
        {
            (_target, _targetSince) = (target, now);
        }

        // A wearable may say itself that it lost the heart rate: it sends null.
        var silent = player.State.Metrics is { } metrics && metrics.GivenAt(Metric.HeartRate) is not null
            && metrics[Metric.HeartRate] is null && !player.Hidden.HasFlag(MetricMask.HeartRate);
        _silentSince = silent ? _silentSince ?? now : null;
        _ceilingSince = player.PercentOfMaxHeartRate >= Trouble.CeilingPercent ? _ceilingSince ?? now : null;
    }

    private DateTimeOffset? LostSince(PlayerState player, DateTimeOffset now)
    {
        var last = player.Metrics?.GivenAt(Metric.HeartRate) ?? player.Metrics?.SampleAt;
        return player.Status == PlayerStatus.Dropped || player.LostAt is not null || now - last > Trouble.StaleAfter
            ? last ?? player.LostAt ?? player.LastActivity
            : _silentSince;
    }
}
