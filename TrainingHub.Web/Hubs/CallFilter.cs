using System.Reflection;
using Microsoft.AspNetCore.SignalR;
using TrainingHub.Core;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Telemetry;
using TrainingHub.Web.Wire;

namespace TrainingHub.Web.Hubs;

/// <summary>Around every call: a refusal leaves one line in the log, and a fault of ours is answered instead of thrown at the client.</summary>
internal sealed partial class CallFilter(DoorMeter meter, ILogger<CallFilter> logger) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        object? answer;
        var peer = invocationContext.Context.Features.Get<HubPeer>();
        peer?.CallBegan();
        try
        {
            answer = await next(invocationContext);
        }
        catch (Exception error) when (!invocationContext.Context.ConnectionAborted.IsCancellationRequested)
        {
            var failed = NameOf(invocationContext);
            var failedIn = SessionOf(invocationContext);
            LogFailed(error, failed, failedIn);
            meter.Refused(DoorMeter.Hub, new Refusal(RefusalCode.Unavailable, "").WireCode);
            return Ack.Of(Refusal.Unavailable("The server failed on this call; nothing is known to have changed."));
        }
        catch (OperationCanceledException) when (invocationContext.Context.ConnectionAborted.IsCancellationRequested)
        {
            // Nobody is there to hear it, and nothing failed.
            return Ack.Of(Refusal.Unavailable("The connection ended before the call was answered."));
        }
        finally
        {
            peer?.CallEnded();
        }

        if (answer is WireValue ack && Ack.CodeOf(ack) is { } code)
        {
            var refused = NameOf(invocationContext);
            var refusedIn = SessionOf(invocationContext);
            LogRefused(refused, code, refusedIn);
            meter.Refused(DoorMeter.Hub, code);
        }

        return answer;
    }

    private static string NameOf(HubInvocationContext call) => call.HubMethod.GetCustomAttribute<HubMethodNameAttribute>()?.Name ?? call.HubMethodName;

    // Whatever else a client may call a session by could be anything.
    private static string SessionOf(HubInvocationContext call)
        => call.HubMethodArguments is [WireValue argument] && argument["sessionId"] is { Kind: WireKind.Text, Text: var id } && Ids.IsLikeOurs(id) ? id : "unknown";

    [LoggerMessage(EventId = 1301, Level = LogLevel.Information, Message = "{Call} was refused: {Code}, session {SessionId}.")]
    private partial void LogRefused(string call, string code, string sessionId);

    [LoggerMessage(EventId = 1302, Level = LogLevel.Error, Message = "{Call} failed, session {SessionId}.")]
    private partial void LogFailed(Exception error, string call, string sessionId);
}
