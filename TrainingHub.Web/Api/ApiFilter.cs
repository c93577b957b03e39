using Microsoft.AspNetCore.Http.HttpResults;
using TrainingHub.Core;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Telemetry;
using TrainingHub.Web.Wire;

namespace TrainingHub.Web.Api;

/// <summary>Around every endpoint: a refusal becomes a problem document and one line in the log, and so does a fault of ours.</summary>
internal sealed partial class ApiFilter(DoorMeter meter, ILogger<ApiFilter> logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var call = http.GetEndpoint()?.Metadata.GetMetadata<EndpointNameMetadata>()?.EndpointName ?? "A request";
        object? answer;
        try
        {
            answer = await next(context);
        }
        catch (Exception error) when (!http.RequestAborted.IsCancellationRequested)
        {
            var failedIn = SessionOf(http);
            LogFailed(error, call, failedIn);
            answer = ApiAnswer.Of(Refusal.Unavailable("The server failed on this call; nothing is known to have changed."));
        }

        if (answer is not ApiAnswer { Value: var value } || Ack.CodeOf(value) is not { } code)
        {
            return answer;
        }

        var refusedIn = SessionOf(http);
        LogRefused(call, code, refusedIn);
        meter.Refused(DoorMeter.Api, code);
        return Refuse(http, value["error"], code);
    }

    /// <summary>The session that a call names, as it may stand in the log.</summary>
    internal static string SessionOf(HttpContext http) => http.Request.RouteValues["id"] is string id && Ids.IsLikeOurs(id) ? id : "unknown";

    private static ProblemHttpResult Refuse(HttpContext http, WireValue error, string code)
    {
        var more = new Dictionary<string, object?> { ["code"] = code };
        if (error.TryGet("retryAfterMs", out var wait))
        {
            more["retryAfterMs"] = (long)wait.Number;
            http.Response.Headers.RetryAfter = Math.Ceiling(wait.Number / 1000).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return TypedResults.Problem(error["message"].Text, statusCode: StatusOf(code), extensions: more);
    }

    /// <summary>The one table of codes and statuses.</summary>
    internal static int StatusOf(string code) => code switch
    {
        "invalid" => StatusCodes.Status400BadRequest,
        "forbidden" or "removed" => StatusCodes.Status403Forbidden,
        "not_found" => StatusCodes.Status404NotFound,
        "conflict" => StatusCodes.Status409Conflict,
        "rate_limited" => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status503ServiceUnavailable,
    };

    [LoggerMessage(EventId = 2200, Level = LogLevel.Information, Message = "{Call} was refused: {Code}, session {SessionId}.")]
    private partial void LogRefused(string call, string code, string sessionId);

    [LoggerMessage(EventId = 2201, Level = LogLevel.Error, Message = "{Call} failed, session {SessionId}.")]
    private partial void LogFailed(Exception error, string call, string sessionId);
}
