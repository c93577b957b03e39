using TrainingHub.Core.Metrics;
using TrainingHub.Core.Players;

namespace TrainingHub.Core.Sessions;

/// <summary>Who looks: what they hear and see follows from it.</summary>
public enum AudienceKind { Staff, Observer, Player }

/// <param name="PlayerId">Only with <see cref="AudienceKind.Player"/>: who looks.</param>
public readonly record struct Audience(AudienceKind Kind, string? PlayerId = null)
{
    public static Audience Staff { get; } = new(AudienceKind.Staff);

    public static Audience Observers { get; } = new(AudienceKind.Observer);

    public static Audience Player(string playerId) => new(AudienceKind.Player, playerId);

    /// <summary>Whether this audience hears of <paramref name="subject"/> (a player id; null: the session itself).</summary>
    public bool Hears(string? subject, SessionState session)
        => subject is null || Kind != AudienceKind.Player || subject == PlayerId || session.SharesWithTeam(subject);

    /// <summary>Whether this audience hears of what happened.</summary>
    public bool Hears(SessionEvent happened, SessionState session)
        => happened.IsPrivate ? Kind == AudienceKind.Staff || (Kind == AudienceKind.Player && happened.Concerns(PlayerId!)) : Hears(happened.Subject, session);

    /// <summary>Whether this audience is told what is between staff and this player: messages, a raised hand, how hard it was.</summary>
    public bool IsPrivyTo(string playerId) => Kind == AudienceKind.Staff || (Kind == AudienceKind.Player && playerId == PlayerId);

    /// <inheritdoc cref="Hears(string?, SessionState)"/>
    public bool Hears(PlayerState subject, SessionState session)
        => Kind != AudienceKind.Player || subject.PlayerId == PlayerId || session.SharesWithTeam(subject);

    /// <summary>What this audience sees of a player's heart rate, whom it hears of.</summary>
    internal HeartRateVisibility Sees(PlayerState player) => Kind switch
    {
        AudienceKind.Staff => HeartRateVisibility.Number,
        AudienceKind.Observer => player.Profile.ObserversSee,
        _ when player.PlayerId == PlayerId => HeartRateVisibility.Number,
        _ => player.Profile.TeamSees ?? HeartRateVisibility.Hidden,
    };
}

/// <summary>A session as one audience may see it; the only form in which a door hands it out.</summary>
public sealed class SessionView(SessionState state, Audience audience)
{
    /// <summary>The session's own facts. Players are to be read through <see cref="Players"/> and <see cref="Player"/>, which hide what this audience may not see.</summary>
    public SessionState State { get; } = state;

    public Audience Audience { get; } = audience;

    /// <summary>The players that this audience sees, in the roster's order.</summary>
    public IEnumerable<PlayerView> Players => State.Roster.Where(player => Audience.Hears(player, State)).Select(See);

    /// <summary>One player as this audience sees them; null where it does not, or they are not on the roster.</summary>
    public PlayerView? Player(string playerId)
        => State.Players.GetValueOrDefault(playerId) is { } player && Audience.Hears(player, State) ? See(player) : null;

    /// <summary>The messages that this audience may see: staff all that are kept, a player those that wait for them, nobody else any.</summary>
    public IEnumerable<SentMessage> Messages => Audience switch
    {
        { Kind: AudienceKind.Staff } => State.Messages.Sent,
        { Kind: AudienceKind.Player, PlayerId: { } playerId } => State.Messages.WaitingFor(playerId),
        _ => [],
    };

    /// <summary>Since when the player's hand is up; null where it is not, or it is not for this audience.</summary>
    public DateTimeOffset? HandOf(string playerId)
        => Audience.IsPrivyTo(playerId) && State.Messages.Hands.TryGetValue(playerId, out var since) ? since : null;

    /// <summary>How hard the session was for the player, CR-10; null where they have not said, or it is not for this audience.</summary>
    public double? EffortOf(string playerId) => Audience.IsPrivyTo(playerId) && State.Efforts.TryGetValue(playerId, out var rpe) ? rpe : null;

    /// <summary>A report as this audience may see it: how hard a set was is between staff and the player.</summary>
    public ExerciseProgress Of(ExerciseProgress progress) => progress.Rpe is null || Audience.IsPrivyTo(progress.PlayerId) ? progress : progress with { Rpe = null };

    private PlayerView See(PlayerState player) => PlayerView.Of(player, Audience);
}

/// <summary>A player as one audience sees them.</summary>
/// <param name="State">With the metrics that are not for this audience taken out.</param>
/// <param name="HeartRateZone">0 … 5; null where unknown or hidden.</param>
/// <param name="Hidden">The metrics that were taken out.</param>
public sealed record PlayerView(PlayerState State, int? HeartRateZone, MetricMask Hidden)
{
    private const MetricMask HeartData = MetricMask.HeartRate | MetricMask.RrIntervals;

    public string PlayerId => State.PlayerId;

    /// <summary>% of the player's maximum heart rate; null where either is unknown or hidden.</summary>
    public double? PercentOfMaxHeartRate
        => State.Metrics?[Metric.HeartRate] is { } heartRate && State.Profile.Thresholds.HeartRateMaxBpm is { } max and > 0 ? heartRate / max * 100 : null;

    /// <summary>Whether the zone is to be seen.</summary>
    public bool SeesZone { get; init; } = true;

    public static PlayerView Of(PlayerState player, Audience audience)
    {
        var visibility = audience.Sees(player);
        if (visibility == HeartRateVisibility.Number)
        {
            return new PlayerView(player, player.HeartRateZone, MetricMask.None);
        }

        var seesZone = visibility == HeartRateVisibility.Zone;
        var masked = player with
        {
            Profile = player.Profile with { Thresholds = Thresholds.Unknown }, // with them and a zone, a heart rate could be worked out
            Metrics = player.Metrics?.Without(HeartData),
        };
        return new PlayerView(masked, seesZone ? player.HeartRateZone : null, HeartData) { SeesZone = seesZone };
    }
}
