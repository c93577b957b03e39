using System.Collections.Immutable;

namespace TrainingHub.Core.Sessions.Live;

/// <summary>What lists read of sessions: follows what was committed. It is not the truth; the journal is.</summary>
public interface ISessionProjection
{
    /// <summary>Told after each commit of a session, in order; must be quick and must not throw.</summary>
    void Committed(SessionState state, ImmutableArray<SessionEvent> events);

    /// <summary>Returns when lists show the session at <paramref name="seq"/> or later.</summary>
    Task CaughtUpAsync(string sessionId, long seq, CancellationToken cancellationToken);
}
