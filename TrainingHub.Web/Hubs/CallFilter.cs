using System.Reflection;
using Microsoft.AspNetCore.SignalR;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Wire;

namespace TrainingHub.Web.Hubs;

/// <summary>Around every call: a refusal leaves one line in the log, and a fault of ours is answered instead of thrown at the client.</summary>
internal sealed partial class CallFilter(ILogger<CallFilter> logger) : IHubFilter
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
            LogFailed(error, failed);
            return Ack.Of(Refusal.Unavailable("The server failed on this call; nothing is known to have changed."));
        }
        finally
        {
            peer?.CallEnded();
        }

        if (answer is WireValue ack && Ack.CodeOf(ack) is { } code)
        {
            var refused = NameOf(invocationContext);
            LogRefused(refused, code);
        }

        return answer;
    }

    private static string NameOf(HubInvocationContext call) => call.HubMethod.GetCustomAttribute<HubMethodNameAttribute>()?.Name ?? call.HubMethodName;

    [LoggerMessage(EventId = 2100, Level = LogLevel.Information, Message = "{Call} was refused: {Code}.")]
    private partial void LogRefused(string call, string code);

    [LoggerMessage(EventId = 2101, Level = LogLevel.Error, Message = "{Call} failed.")]
    private partial void LogFailed(Exception error, string call);
}
