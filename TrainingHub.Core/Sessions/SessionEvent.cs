using System.Collections.Immutable;
using System.Text.Json.Serialization;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Players;

namespace TrainingHub.Core.Sessions;

/// <summary>
/// What happened in a session. A closed set; the journal holds each as JSON with its <c>type</c> and <c>v</c>, and <see cref="Session.Evolve"/> folds them.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Created), "created")]
[JsonDerivedType(typeof(Started), "started")]
[JsonDerivedType(typeof(Paused), "paused")]
[JsonDerivedType(typeof(Resumed), "resumed")]
[JsonDerivedType(typeof(Ended), "ended")]
[JsonDerivedType(typeof(Cancelled), "cancelled")]
[JsonDerivedType(typeof(PlayerJoined), "playerJoined")]
[JsonDerivedType(typeof(PlayerConnectionLost), "playerConnectionLost")]
[JsonDerivedType(typeof(PlayerLeft), "playerLeft")]
[JsonDerivedType(typeof(PlayerKicked), "playerKicked")]
[JsonDerivedType(typeof(PlayerReadmitted), "playerReadmitted")]
[JsonDerivedType(typeof(MetricsReported), "metrics")]
[JsonDerivedType(typeof(MetricsBackfilled), "metricsBackfilled")]
[JsonDerivedType(typeof(ExerciseReported), "exercise")]
[JsonDerivedType(typeof(IntervalReported), "interval")]
[JsonDerivedType(typeof(PlayerStatusSet), "playerStatus")]
[JsonDerivedType(typeof(SharingChosen), "sharing")]
[JsonDerivedType(typeof(MessageSent), "messageSent")]
[JsonDerivedType(typeof(MessageAcknowledged), "messageAcknowledged")]
[JsonDerivedType(typeof(HandRaised), "handRaised")]
[JsonDerivedType(typeof(HandLowered), "handLowered")]
[JsonDerivedType(typeof(EffortRated), "effort")]
[JsonDerivedType(typeof(PlayerAdded), "playerAdded")]
[JsonDerivedType(typeof(PlayerMoved), "playerMoved")]
[JsonDerivedType(typeof(PlayerAnswered), "playerAnswered")]
[JsonDerivedType(typeof(Rescheduled), "rescheduled")]
[JsonDerivedType(typeof(AdmissionChosen), "admission")]
public abstract partial record SessionEvent
{
    private SessionEvent()
    {
    }

    /// <summary>The version of this event's shape.</summary>
    [JsonPropertyOrder(-1)]
    public int V { get; init; } = 1;

    /// <summary>When the server took it, UTC.</summary>
    [JsonPropertyOrder(-1)]
    public required DateTimeOffset At { get; init; }

    /// <summary>The player whom it concerns; null where it concerns the session.</summary>
    [JsonIgnore]
    public virtual string? Subject => null;

    /// <summary>Between staff and the players whom it concerns: observers and team-mates never hear of it.</summary>
    [JsonIgnore]
    public virtual bool IsPrivate => false;

    /// <summary>Whether it is about this player, or about the whole session.</summary>
    public virtual bool Concerns(string playerId) => Subject is null || Subject == playerId;

    public sealed record Created(NewSession Session) : SessionEvent;

    public sealed record Started : SessionEvent;

    public sealed record Paused : SessionEvent;

    public sealed record Resumed : SessionEvent;

    /// <summary>The trainer ended it.</summary>
    public sealed record Ended : SessionEvent;

    /// <summary>An admin ended it by force, its trainer cancelled it before it began, or it went stale (reason <c>stale</c>).</summary>
    public sealed record Cancelled(string? Reason) : SessionEvent
    {
        /// <summary>The admin or the trainer who did it; null where it went stale, and in journals from before it was kept.</summary>
        public string? By { get; init; }
    }

    /// <summary>The player's first connection came in.</summary>
    public sealed record PlayerJoined(string PlayerId) : SessionEvent
    {
        [JsonIgnore] // not inherited from the property that it overrides
        public override string Subject => PlayerId;
    }

    /// <summary>The player's last connection was lost; the grace begins.</summary>
    public sealed record PlayerConnectionLost(string PlayerId) : SessionEvent
    {
        [JsonIgnore]
        public override string Subject => PlayerId;
    }

    public sealed record PlayerLeft(string PlayerId, LeaveReason Reason) : SessionEvent
    {
        [JsonIgnore]
        public override string Subject => PlayerId;
    }

    public sealed record PlayerKicked(string PlayerId, string? Reason, string By) : SessionEvent
    {
        [JsonIgnore]
        public override string Subject => PlayerId;
    }

    public sealed record PlayerReadmitted(string PlayerId, string By) : SessionEvent
    {
        [JsonIgnore]
        public override string Subject => PlayerId;
    }

    /// <param name="Timestamp">The device's clock as sent; null where it gave none.</param>
    /// <param name="Offset">Added to <paramref name="Timestamp"/> gives the server's time; null where no offset is known.</param>
    public sealed record MetricsReported(string PlayerId, string? DeviceId, DateTimeOffset? Timestamp, TimeSpan? Offset, MetricValues Values) : SessionEvent
    {
        [JsonIgnore]
        public override string Subject => PlayerId;

        /// <summary>When the sample was taken, by the server's clock.</summary>
        [JsonIgnore]
        public DateTimeOffset TakenAt => Timestamp is { } sent ? sent + (Offset ?? TimeSpan.Zero) : At;
    }

    /// <summary>Samples that came late: they are in the recording at their own time, and never in the live values.</summary>
    /// <param name="Offset">Added to a sample's timestamp gives the server's time; null where no offset is known.</param>
    /// <param name="Samples">As they were sent, without those that were known or bad; at least one.</param>
    public sealed record MetricsBackfilled(string PlayerId, TimeSpan? Offset, ImmutableArray<LateSample> Samples) : SessionEvent
    {
        [JsonIgnore]
        public override string Subject => PlayerId;

        /// <summary>When a sample was taken, by the server's clock.</summary>
        public DateTimeOffset TakenAt(LateSample sample) => sample.Timestamp + (Offset ?? TimeSpan.Zero);
    }

    /// <param name="By">The user who reported it: the player, or staff on their behalf.</param>
    public sealed record ExerciseReported(ExerciseProgress Progress, string By) : SessionEvent
    {
        [JsonIgnore]
        public override string Subject => Progress.PlayerId;
    }

    /// <param name="By">The user who reported it: the player, or staff on their behalf.</param>
    public sealed record IntervalReported(IntervalProgress Progress, string By) : SessionEvent
    {
        [JsonIgnore]
        public override string Subject => Progress.PlayerId;
    }

    /// <param name="By">The user who set it: the player, or staff on their behalf.</param>
    public sealed record PlayerStatusSet(string PlayerId, PlayerStatus Status, string? Reason, string By) : SessionEvent
    {
        [JsonIgnore]
        public override string Subject => PlayerId;
    }

    /// <summary>The player chose anew what observers and team-mates see. It holds for all that the session ever showed of them, a replay of the time before too.</summary>
    /// <param name="TeamSees">Null: not agreed, or withdrawn.</param>
    public sealed record SharingChosen(string PlayerId, HeartRateVisibility ObserversSee, HeartRateVisibility? TeamSees) : SessionEvent
    {
        [JsonIgnore]
        public override string Subject => PlayerId;

        [JsonIgnore]
        public SharingChoice Sharing => new(ObserversSee, TeamSees);
    }

    /// <param name="To">The players to whom it was sent, each by id; at least one.</param>
    /// <param name="Text">1 … 500 characters; empty where it was erased.</param>
    /// <param name="By">The user who sent it.</param>
    public sealed record MessageSent(string MessageId, ImmutableArray<string> To, MessagePriority Priority, string Text, string By) : SessionEvent
    {
        [JsonIgnore]
        public override bool IsPrivate => true;

        public override bool Concerns(string playerId) => To.Contains(playerId);
    }

    public sealed record MessageAcknowledged(string MessageId, string PlayerId) : SessionEvent
    {
        [JsonIgnore]
        public override string Subject => PlayerId;

        [JsonIgnore]
        public override bool IsPrivate => true;
    }

    public sealed record HandRaised(string PlayerId) : SessionEvent
    {
        [JsonIgnore]
        public override string Subject => PlayerId;

        [JsonIgnore]
        public override bool IsPrivate => true;
    }

    /// <param name="By">The user who did it: the player, or staff.</param>
    public sealed record HandLowered(string PlayerId, string By) : SessionEvent
    {
        [JsonIgnore]
        public override string Subject => PlayerId;

        [JsonIgnore]
        public override bool IsPrivate => true;
    }

    /// <summary>How hard the whole session was for a player; a later one takes its place.</summary>
    /// <param name="Rpe">CR-10, see <see cref="ProgressRange.Rpe"/>; null where it was erased.</param>
    /// <param name="By">The user who reported it: the player, or staff on their behalf.</param>
    public sealed record EffortRated(string PlayerId, double? Rpe, string By) : SessionEvent
    {
        [JsonIgnore]
        public override string Subject => PlayerId;

        [JsonIgnore]
        public override bool IsPrivate => true;
    }
}

/// <param name="Timestamp">The device's clock, as sent.</param>
public sealed record LateSample(string? DeviceId, DateTimeOffset Timestamp, MetricValues Values);

/// <summary>Why a player is no longer there; on the wire in lower case.</summary>
public enum LeaveReason { Completed, Dropped, Kicked, Disconnected, Moved }
