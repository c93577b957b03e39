using Microsoft.Extensions.Logging;
using TrainingHub.Core.Journal;

namespace TrainingHub.Core.Sessions.Live;

/// <summary>What a live session needs from around it.</summary>
/// <param name="Left">Told when it has left memory.</param>
internal sealed record LiveSessionPorts(
    ISessionJournal Journal,
    ISessionProjection Projection,
    SessionsSettings Settings,
    TimeProvider Time,
    BroadcastClock Clock,
    ILogger Logger,
    Action<LiveSession> Left);
