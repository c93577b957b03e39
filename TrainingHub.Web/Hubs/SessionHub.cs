using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Tokens;
using TrainingHub.Web.Wire;

namespace TrainingHub.Web.Hubs;

/// <summary>The public hub (`protocol.md` §2): each call takes one argument of any shape, and answers an <see cref="Ack"/>. It translates and decides nothing.</summary>
[Authorize(TokenAuth.HubPolicy)]
public sealed class SessionHub(ISessions sessions, SessionJoins joins) : Hub
{
    [HubMethodName("training:session:join")]
    public Task<WireValue> JoinAsync(WireValue argument) => joins.JoinAsync(Peer, argument, Context.ConnectionAborted);

    [HubMethodName("training:session:leave")]
    public Task<WireValue> LeaveAsync(WireValue argument) => SendAsync(argument, Calls.Leave);

    [HubMethodName("training:session:start")]
    public Task<WireValue> StartAsync(WireValue argument) => SendAsync(argument, Calls.Start);

    [HubMethodName("training:session:pause")]
    public Task<WireValue> PauseAsync(WireValue argument) => SendAsync(argument, Calls.Pause);

    [HubMethodName("training:session:resume")]
    public Task<WireValue> ResumeAsync(WireValue argument) => SendAsync(argument, Calls.Resume);

    [HubMethodName("training:session:end")]
    public Task<WireValue> EndAsync(WireValue argument) => SendAsync(argument, Calls.End);

    [HubMethodName("training:session:force:end")]
    public Task<WireValue> ForceEndAsync(WireValue argument) => SendAsync(argument, Calls.ForceEnd);

    [HubMethodName("training:session:cancel")]
    public Task<WireValue> CancelAsync(WireValue argument) => SendAsync(argument, Calls.Cancel);

    [HubMethodName("training:session:reschedule")]
    public Task<WireValue> RescheduleAsync(WireValue argument) => SendAsync(argument, Calls.Reschedule);

    [HubMethodName("training:session:admission")]
    public Task<WireValue> AdmissionAsync(WireValue argument) => SendAsync(argument, Calls.ChooseAdmission);

    [HubMethodName("training:player:answer")]
    public Task<WireValue> AnswerAsync(WireValue argument) => SendAsync(argument, Calls.Answer);

    [HubMethodName("training:player:kick")]
    public Task<WireValue> KickAsync(WireValue argument) => SendAsync(argument, Calls.Kick);

    [HubMethodName("training:player:readmit")]
    public Task<WireValue> ReadmitAsync(WireValue argument) => SendAsync(argument, Calls.Readmit);

    [HubMethodName("training:player:metrics")]
    public Task<WireValue> MetricsAsync(WireValue argument) => SendAsync(argument, Calls.Metrics);

    [HubMethodName("training:player:metrics:backfill")]
    public Task<WireValue> BackfillAsync(WireValue argument) => SendAsync(argument, Calls.Backfill);

    [HubMethodName("training:player:exercise:progress")]
    public Task<WireValue> ExerciseProgressAsync(WireValue argument) => SendAsync(argument, Calls.Exercise);

    [HubMethodName("training:player:interval:progress")]
    public Task<WireValue> IntervalProgressAsync(WireValue argument) => SendAsync(argument, Calls.Interval);

    [HubMethodName("training:player:status")]
    public Task<WireValue> StatusAsync(WireValue argument) => SendAsync(argument, Calls.Status);

    [HubMethodName("training:player:hand")]
    public Task<WireValue> HandAsync(WireValue argument) => SendAsync(argument, Calls.Hand);

    [HubMethodName("training:player:effort")]
    public Task<WireValue> EffortAsync(WireValue argument) => SendAsync(argument, Calls.Effort);

    [HubMethodName("training:message:send")]
    public Task<WireValue> SendMessageAsync(WireValue argument) => SendAsync(argument, Calls.SendMessage);

    [HubMethodName("training:message:acknowledge")]
    public Task<WireValue> AcknowledgeMessageAsync(WireValue argument) => SendAsync(argument, Calls.AcknowledgeMessage);

    private HubPeer Peer => Context.Features.Get<HubPeer>() ?? throw new InvalidOperationException("The connection is not registered.");

    private async Task<WireValue> SendAsync(WireValue argument, Func<Fields, string, SessionCommand> read)
    {
        var caller = Peer.Caller;
        var call = Call.Read(argument, caller.UserId, read);
        return call.SessionId is null
            ? Ack.Of(Refusal.Invalid(call.Command.Malformed!))
            : Ack.Of(await sessions.SendAsync(caller, call.SessionId, call.Command, Context.ConnectionId, Context.ConnectionAborted));
    }
}
