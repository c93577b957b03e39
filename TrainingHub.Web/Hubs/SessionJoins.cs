using TrainingHub.Core.Sessions;
using TrainingHub.Web.Telemetry;
using TrainingHub.Web.Wire;

namespace TrainingHub.Web.Hubs;

/// <summary>Lets connections into sessions, and has each told what it has joined for.</summary>
public sealed partial class SessionJoins(ISessions sessions, DoorMeter meter, TimeProvider time, ILogger<WatchPump> logger)
{
    /// <summary>`training:session:join`: an <see cref="Ack"/> with the session as the caller may see it, or without one where what they missed follows as events.</summary>
    public async Task<WireValue> JoinAsync(HubPeer peer, WireValue argument, CancellationToken cancellationToken)
    {
        var received = time.GetUtcNow();
        var fields = new Fields(argument);
        var (sessionId, role, playerId, clientTime, resume) = Calls.Join(fields);

        if (sessionId is null)
        {
            return Ack.Of(Refusal.Invalid(fields.Fault!));
        }

        if (role is null)
        {
            // Without a role there is no right to judge, but who may not see the session must not learn that it is there.
            var found = await sessions.FindAsync(peer.Caller, sessionId, cancellationToken);
            return Ack.Of(found.Refusal ?? Refusal.Invalid(fields.Fault!));
        }

        var join = new SessionCommand.Join(role.Value, playerId) { Malformed = fields.Fault };
        var (watch, refusal) = await peer.JoinAsync(sessionId, meter, logger, pump =>
            sessions.JoinAsync(peer.Caller, sessionId, join, peer.ConnectionId, received - clientTime, resume, pump.OnReady, cancellationToken));
        if (watch is null)
        {
            return Ack.Of(refusal!);
        }

        meter.Joined(resume is not null, watch.Resumed);
        var joinedAs = RoleWords.Of(watch.Audience.Kind);
        LogJoined(peer.ConnectionId, sessionId, joinedAs, watch.Resumed);
        return Ack.Of(watch, time.GetUtcNow());
    }

    [LoggerMessage(EventId = 1306, Level = LogLevel.Debug, Message = "Connection {ConnectionId} joined session {SessionId} as {Role}, resumed: {Resumed}.")]
    private partial void LogJoined(string connectionId, string sessionId, string role, bool resumed);
}
