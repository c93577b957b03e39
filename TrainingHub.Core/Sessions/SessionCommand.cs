using System.Collections.Immutable;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Players;

namespace TrainingHub.Core.Sessions;

/// <summary>What someone asks of a session. A closed set: every case has a row in <see cref="Permissions"/> and an arm in <see cref="Session.Decide"/>.</summary>
public abstract partial record SessionCommand
{
    private SessionCommand()
    {
    }

    /// <summary>What a door could not read in the argument: a sentence that names the property, what it was and what is allowed. Judged in the contract's order.</summary>
    public string? Malformed { get; init; }

    /// <summary>The player that the command is about; null where it is about the session.</summary>
    public virtual string? Target => null;

    /// <summary>Makes the session; the first command of its life.</summary>
    public sealed record Create(NewSession Session) : SessionCommand;

    /// <summary>A connection (a hub connection or a live page) comes in as <paramref name="Role"/>.</summary>
    /// <param name="PlayerId">Only with <see cref="JoinRole.Player"/>; null means the caller.</param>
    public sealed record Join(JoinRole Role, string? PlayerId = null) : SessionCommand
    {
        public override string? Target => PlayerId;
    }

    /// <summary>A connection goes on purpose.</summary>
    public sealed record Leave : SessionCommand;

    public sealed record Start : SessionCommand;

    public sealed record Pause : SessionCommand;

    public sealed record Resume : SessionCommand;

    public sealed record End : SessionCommand;

    public sealed record ForceEnd(string? Reason) : SessionCommand;

    public sealed record Kick(string PlayerId, string? Reason) : SessionCommand
    {
        public override string Target => PlayerId;
    }

    public sealed record Readmit(string PlayerId) : SessionCommand
    {
        public override string Target => PlayerId;
    }

    /// <summary>One live sample.</summary>
    /// <param name="DeviceId">The sender's name for the device, at most 64 characters.</param>
    /// <param name="Timestamp">The device's clock, as sent; null where the device gave none.</param>
    public sealed record ReportMetrics(string PlayerId, string? DeviceId, DateTimeOffset? Timestamp, MetricValues Values) : SessionCommand
    {
        public override string Target => PlayerId;
    }

    /// <summary>Samples of the past: 1 Hz recordings, what was rate limited, what waited offline. A bad one is rejected and never blocks the rest.</summary>
    /// <param name="Samples">1 to 300, in any order.</param>
    public sealed record Backfill(string PlayerId, ImmutableArray<BackfillSample> Samples) : SessionCommand
    {
        public override string Target => PlayerId;
    }

    public sealed record ReportExercise(ExerciseProgress Progress) : SessionCommand
    {
        public override string Target => Progress.PlayerId;
    }

    public sealed record ReportInterval(IntervalProgress Progress) : SessionCommand
    {
        public override string Target => Progress.PlayerId;
    }

    public sealed record SetStatus(string PlayerId, PlayerStatus Status, string? Reason) : SessionCommand
    {
        public override string Target => PlayerId;
    }

    /// <summary>Staff say something to players.</summary>
    /// <param name="MessageId">The sender's own, 1 … 64 characters: sent again with the same one, nothing more happens.</param>
    /// <param name="PlayerIds">Default: everybody on the roster.</param>
    /// <param name="Text">1 … 500 characters.</param>
    public sealed record SendMessage(string MessageId, ImmutableArray<string> PlayerIds, MessagePriority Priority, string Text) : SessionCommand;

    /// <summary>The caller, a player, has seen a message to them.</summary>
    public sealed record AcknowledgeMessage(string MessageId) : SessionCommand;

    /// <summary>A player's hand goes up, or down again.</summary>
    public sealed record SetHand(string PlayerId, bool Raised) : SessionCommand
    {
        public override string Target => PlayerId;
    }

    /// <summary>How hard the whole session was.</summary>
    /// <param name="Rpe">CR-10, see <see cref="ProgressRange.Rpe"/>.</param>
    public sealed record RateEffort(string PlayerId, double Rpe) : SessionCommand
    {
        public override string Target => PlayerId;
    }

    /// <summary>System: what the player chose on their account, carried into the session; whether they are still on its roster or were kicked, and whether it is over or not.</summary>
    public sealed record ChooseSharing(string PlayerId, SharingChoice Sharing) : SessionCommand
    {
        public override string Target => PlayerId;
    }

    /// <summary>System: the last connection of a player was lost (not left).</summary>
    public sealed record LoseConnection(string PlayerId) : SessionCommand
    {
        public override string Target => PlayerId;
    }

    /// <summary>System: players whose grace is over are dropped.</summary>
    public sealed record DropLost : SessionCommand;

    /// <summary>System: no accepted call for `Sessions:StaleAfter`.</summary>
    public sealed record Expire : SessionCommand;
}

/// <summary>One sample of a <see cref="SessionCommand.Backfill"/>.</summary>
/// <param name="Timestamp">The device's clock, as sent; a sample without one is rejected.</param>
public sealed record BackfillSample(string? DeviceId, DateTimeOffset? Timestamp, MetricValues Values)
{
    /// <summary>What a door could not read in this sample: a sentence. It is rejected with it.</summary>
    public string? Malformed { get; init; }
}

/// <summary>As what a connection joins.</summary>
public enum JoinRole { Trainer, Player, Observer }
