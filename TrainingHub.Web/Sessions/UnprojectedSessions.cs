using System.Collections.Immutable;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Sessions.Live;

namespace TrainingHub.Web.Sessions;

/// <summary>Stands in until the projection is wired in: lists see nothing.</summary>
internal sealed class UnprojectedSessions : ISessionProjection
{
    public void Committed(SessionState state, ImmutableArray<SessionEvent> events)
    {
    }

    public Task CaughtUpAsync(string sessionId, long seq, CancellationToken cancellationToken) => Task.CompletedTask;
}
