using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Tests.Core.Sessions;

/// <summary>Events in short; <see cref="SessionSpecification"/> gives them their time.</summary>
internal static class Happened
{
    public static SessionEvent Started => new SessionEvent.Started { At = default };

    public static SessionEvent Paused => new SessionEvent.Paused { At = default };

    public static SessionEvent Resumed => new SessionEvent.Resumed { At = default };

    public static SessionEvent Ended => new SessionEvent.Ended { At = default };

    public static SessionEvent Cancelled(string? reason = null) => new SessionEvent.Cancelled(reason) { At = default };

    public static SessionEvent Joined(string playerId) => new SessionEvent.PlayerJoined(playerId) { At = default };

    public static SessionEvent Lost(string playerId) => new SessionEvent.PlayerConnectionLost(playerId) { At = default };

    public static SessionEvent Left(string playerId, LeaveReason reason) => new SessionEvent.PlayerLeft(playerId, reason) { At = default };

    public static SessionEvent Kicked(string playerId, string? reason = null) => new SessionEvent.PlayerKicked(playerId, reason, "trainer") { At = default };

    public static SessionEvent Readmitted(string playerId) => new SessionEvent.PlayerReadmitted(playerId, "trainer") { At = default };

    public static SessionEvent Added(RosterPlayer player, string? by = null) => new SessionEvent.PlayerAdded(player, by ?? "trainer") { At = default };

    public static SessionEvent Moved(string playerId) => new SessionEvent.PlayerMoved(playerId, "Session00002", "trainer") { At = default };

    public static SessionEvent Answered(string playerId, PlayerAnswer answer) => new SessionEvent.PlayerAnswered(playerId, answer, playerId) { At = default };

    public static SessionEvent Admits(Admission admits) => new SessionEvent.AdmissionChosen(admits) { At = default };

    public static SessionEvent Set(string playerId, PlayerStatus status, string by) => new SessionEvent.PlayerStatusSet(playerId, status, null, by) { At = default };

    public static SessionEvent Chose(string playerId, HeartRateVisibility observersSee, HeartRateVisibility? teamSees)
        => new SessionEvent.SharingChosen(playerId, observersSee, teamSees) { At = default };

    /// <summary>The trainer's word to both players.</summary>
    public static SessionEvent Messaged(string messageId, string text = "Drink", MessagePriority priority = MessagePriority.Normal)
        => new SessionEvent.MessageSent(messageId, ["ada", "ben"], priority, text, "trainer") { At = default };

    public static SessionEvent Acknowledged(string messageId, string playerId) => new SessionEvent.MessageAcknowledged(messageId, playerId) { At = default };

    public static SessionEvent Raised(string playerId) => new SessionEvent.HandRaised(playerId) { At = default };

    public static SessionEvent Sampled(string playerId, double beatsPerMinute)
        => new SessionEvent.MetricsReported(playerId, null, null, null, Examples.HeartRate(beatsPerMinute)) { At = default };

    public static SessionEvent Exercised(ExerciseProgress progress) => new SessionEvent.ExerciseReported(progress, progress.PlayerId) { At = default };

    public static SessionEvent Intervalled(IntervalProgress progress) => new SessionEvent.IntervalReported(progress, progress.PlayerId) { At = default };
}
