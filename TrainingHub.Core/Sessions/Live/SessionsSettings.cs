namespace TrainingHub.Core.Sessions.Live;

/// <summary>How live sessions are kept and how they speak.</summary>
/// <param name="StaleAfter">Without an accepted call for this long a session leaves memory; an active or paused one is cancelled first.</param>
/// <param name="BroadcastWindow">Metrics are merged for at most this long before an audience is told.</param>
public sealed record SessionsSettings(SessionLimits Limits, TimeSpan StaleAfter, TimeSpan BroadcastWindow)
{
    /// <summary>A session that has ended leaves memory after this.</summary>
    public static readonly TimeSpan EndedStaysFor = TimeSpan.FromMinutes(5);

    /// <summary>Calls that may wait for one session; a further caller waits for room.</summary>
    public const int MailboxCapacity = 4096;

    /// <summary>`protocol.md`: 1 h, 250 ms.</summary>
    public static SessionsSettings Default { get; } = new(SessionLimits.Default, TimeSpan.FromHours(1), TimeSpan.FromMilliseconds(250));
}
