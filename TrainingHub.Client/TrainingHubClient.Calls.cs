using System.Net.WebSockets;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace TrainingHub.Client;

// The calls of the contract, one line each. A refusal, and a lost connection too, is an Ack; an exception is a fault.
public sealed partial class TrainingHubClient
{
    /// <summary>Starts a session; its trainer may.</summary>
    public Task<Ack> StartAsync(string sessionId, CancellationToken cancellationToken = default)
        => CallAsync<Ack>(HubMethods.Start, new OfSession(sessionId), cancellationToken);

    /// <summary>Pauses a session; its trainer may.</summary>
    public Task<Ack> PauseAsync(string sessionId, CancellationToken cancellationToken = default)
        => CallAsync<Ack>(HubMethods.Pause, new OfSession(sessionId), cancellationToken);

    /// <summary>Resumes a session; its trainer may.</summary>
    public Task<Ack> ResumeAsync(string sessionId, CancellationToken cancellationToken = default)
        => CallAsync<Ack>(HubMethods.Resume, new OfSession(sessionId), cancellationToken);

    /// <summary>Ends a session; its trainer may.</summary>
    public Task<Ack> EndAsync(string sessionId, CancellationToken cancellationToken = default)
        => CallAsync<Ack>(HubMethods.End, new OfSession(sessionId), cancellationToken);

    /// <summary>Ends a session by force; admins may.</summary>
    public Task<Ack> ForceEndAsync(string sessionId, string? reason = null, CancellationToken cancellationToken = default)
        => CallAsync<Ack>(HubMethods.ForceEnd, new OfSession(sessionId, reason), cancellationToken);

    /// <summary>Calls off a session that has not begun; its trainer may.</summary>
    public Task<Ack> CancelAsync(string sessionId, string? reason = null, CancellationToken cancellationToken = default)
        => CallAsync<Ack>(HubMethods.Cancel, new OfSession(sessionId, reason), cancellationToken);

    /// <summary>Plans a session that has not begun for another time, or for none; its trainer may.</summary>
    public Task<Ack> RescheduleAsync(string sessionId, DateTimeOffset? scheduledAt, CancellationToken cancellationToken = default)
        => CallAsync<Ack>(HubMethods.Reschedule, new RescheduleCall(sessionId, scheduledAt), cancellationToken);

    /// <summary>Chooses whom the session's join code lets in; its trainer may.</summary>
    public Task<Ack> ChooseAdmissionAsync(string sessionId, Admission admits, CancellationToken cancellationToken = default)
        => CallAsync<Ack>(HubMethods.Admission, new AdmissionCall(sessionId, admits), cancellationToken);

    /// <summary>Says whether a player comes, until the start; they may, and staff for them.</summary>
    public Task<Ack> AnswerAsync(string sessionId, string playerId, PlayerAnswer answer, CancellationToken cancellationToken = default)
        => CallAsync<Ack>(HubMethods.Answer, new AnswerCall(sessionId, playerId, answer), cancellationToken);

    /// <summary>Removes a player; the session's trainer and admins may.</summary>
    public Task<Ack> KickAsync(string sessionId, string playerId, string? reason = null, CancellationToken cancellationToken = default)
        => CallAsync<Ack>(HubMethods.Kick, new OfPlayer(sessionId, playerId, reason), cancellationToken);

    /// <summary>Undoes a kick; the session's trainer and admins may.</summary>
    public Task<Ack> ReadmitAsync(string sessionId, string playerId, CancellationToken cancellationToken = default)
        => CallAsync<Ack>(HubMethods.Readmit, new OfPlayer(sessionId, playerId), cancellationToken);

    /// <summary>Sends a live sample; one each 2 s is taken, five at once after a silence. Players may, for themselves.</summary>
    public Task<Ack> SendMetricsAsync(Metrics metrics, CancellationToken cancellationToken = default)
        => CallAsync<Ack>(HubMethods.Metrics, metrics, cancellationToken);

    /// <summary>
    /// Sends samples that were not sent live: any rate, any order, of any age since the player first joined, in an ended session too. A bad one is rejected alone; one that came before is not stored twice.
    /// At most 300 and 60 KiB a call, six calls a minute. <see cref="MetricsBuffer"/> keeps to that by itself.
    /// </summary>
    public Task<BackfillAck> BackfillAsync(string sessionId, string playerId, IReadOnlyList<Sample> samples, CancellationToken cancellationToken = default)
        => CallAsync<BackfillAck>(HubMethods.Backfill, new BackfillCall(sessionId, playerId, samples), cancellationToken);

    /// <summary>Tells where a player is in an exercise; they may, and staff for them.</summary>
    public Task<Ack> ReportAsync(ExerciseProgress progress, CancellationToken cancellationToken = default)
        => CallAsync<Ack>(HubMethods.ExerciseProgress, progress, cancellationToken);

    /// <summary>Tells where a player is in an interval; they may, and staff for them.</summary>
    public Task<Ack> ReportAsync(IntervalProgress progress, CancellationToken cancellationToken = default)
        => CallAsync<Ack>(HubMethods.IntervalProgress, progress, cancellationToken);

    /// <summary>Sets a player's status to active, paused or completed; they may, and staff for them.</summary>
    public Task<Ack> SetStatusAsync(string sessionId, string playerId, PlayerStatus status, string? reason = null, CancellationToken cancellationToken = default)
        => CallAsync<Ack>(HubMethods.Status, new StatusCall(sessionId, playerId, status, reason), cancellationToken);

    /// <summary>Sends a message to players; the session's trainer and admins may. One each 2 s, ten at once.</summary>
    /// <param name="playerIds">Null: everybody on the roster.</param>
    /// <param name="text">1 … 500 characters.</param>
    /// <param name="messageId">One's own, 1 … 64 characters, so that it may safely be sent again; null: one is made, and used for this call alone.</param>
    public Task<Ack> SendMessageAsync(
        string sessionId, string text, MessagePriority priority = MessagePriority.Normal, IReadOnlyList<string>? playerIds = null, string? messageId = null, CancellationToken cancellationToken = default)
        => CallAsync<Ack>(HubMethods.SendMessage, new MessageCall(sessionId, messageId ?? Guid.NewGuid().ToString("N"), playerIds, priority, text), cancellationToken);

    /// <summary>Acknowledges a message; a player to whom it was sent may.</summary>
    public Task<Ack> AcknowledgeMessageAsync(string sessionId, string messageId, CancellationToken cancellationToken = default)
        => CallAsync<Ack>(HubMethods.AcknowledgeMessage, new AcknowledgeCall(sessionId, messageId), cancellationToken);

    /// <summary>Raises a player's hand, which they alone may, or lowers it; they may, and staff.</summary>
    public Task<Ack> SetHandAsync(string sessionId, string playerId, bool raised, CancellationToken cancellationToken = default)
        => CallAsync<Ack>(HubMethods.Hand, new HandCall(sessionId, playerId, raised), cancellationToken);

    /// <summary>Tells how hard the whole session was, from its start until 24 h after its end; the player may, and staff for them.</summary>
    /// <param name="rpe">CR-10, 1 … 10 in half steps.</param>
    public Task<Ack> RateEffortAsync(string sessionId, string playerId, double rpe, CancellationToken cancellationToken = default)
        => CallAsync<Ack>(HubMethods.Effort, new EffortCall(sessionId, playerId, rpe), cancellationToken);

    // After a reconnect the server knows nothing of this connection's sessions until they are joined again.
    private async Task<T> CallAsync<T>(string method, object argument, CancellationToken cancellationToken) where T : Ack, new()
    {
        if (State == HubConnectionState.Connected)
        {
            await _rejoined.Task.WaitAsync(cancellationToken);
        }

        return await InvokeAsync<T>(method, argument, cancellationToken);
    }

    private async Task<T> InvokeAsync<T>(string method, object argument, CancellationToken cancellationToken) where T : Ack, new()
    {
        if (State != HubConnectionState.Connected)
        {
            return Lost<T>("There is no connection to the server; nothing was sent.");
        }

        var connection = _connection.ConnectionId;
        try
        {
            return await _connection.InvokeAsync<T>(method, argument, cancellationToken);
        }
        catch (Exception error) when (IsLoss(error, connection, cancellationToken))
        {
            return Lost<T>("The connection was lost before the answer came; it may or may not have been done.");
        }
    }

    // By the time the exception is here another connection may have come.
    private bool IsLoss(Exception error, string? connection, CancellationToken cancellationToken) => error switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        InvalidOperationException or HubException => State != HubConnectionState.Connected || _connection.ConnectionId != connection,
        IOException or WebSocketException or TimeoutException or HttpRequestException => true,
        _ => false,
    };

    private static T Lost<T>(string message) where T : Ack, new() => new() { Error = new HubError(ErrorCodes.Disconnected, message) };

    private sealed record BackfillCall(string SessionId, string PlayerId, IReadOnlyList<Sample> Samples);

    private sealed record MessageCall(string SessionId, string MessageId, IReadOnlyList<string>? PlayerIds, MessagePriority Priority, string Text);

    private sealed record AcknowledgeCall(string SessionId, string MessageId);

    private sealed record HandCall(string SessionId, string PlayerId, bool Raised);

    private sealed record EffortCall(string SessionId, string PlayerId, double Rpe);

    private sealed record OfSession(string SessionId, string? Reason = null);

    private sealed record OfPlayer(string SessionId, string PlayerId, string? Reason = null);

    private sealed record RescheduleCall(string SessionId, DateTimeOffset? ScheduledAt);

    private sealed record AdmissionCall(string SessionId, Admission Admits);

    private sealed record AnswerCall(string SessionId, string PlayerId, PlayerAnswer Answer);

    private sealed record StatusCall(string SessionId, string PlayerId, PlayerStatus Status, string? Reason);
}
