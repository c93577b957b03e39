using System.ComponentModel;
using System.Globalization;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Audit;
using TrainingHub.Web.Journal;

namespace TrainingHub.Web.Api;

/// <summary>`GET /api/v1/sessions/{id}/events?after=SEQ` (`docs/journal.md`): as many events as there are, and never more than a part of them in memory.</summary>
internal sealed partial class SessionEvents(IAsyncEnumerator<JournalledEvent> events, bool any, ILogger logger) : IResult
{
    public const string MediaType = "application/x-ndjson";

    public static async Task<IResult> ReadAsync(
        string id, HttpContext http, ISessions sessions, AuditLog audit, ILogger<SessionEvents> logger,
        [Description("A sequence number: events that come after it; left out: all.")] string? after = null)
    {
        if (SessionEndpoints.IdOf(id).Fault is { } unread)
        {
            return ApiAnswer.Invalid(unread);
        }

        var fault = Fault(after, out var afterSeq);
        var reply = await sessions.ReadAsync(http.User.ToCaller(), id, afterSeq, http.RequestAborted);
        if (reply.Events is null || fault is not null)
        {
            return ApiAnswer.Of(reply.Refusal ?? Refusal.Invalid(fault!));
        }

        await audit.WriteAsync(AuditKinds.EventsExported, http.User.ToCaller().UserId, sessionId: id);
        // The first is read while a fault can still be answered in words.
        var events = reply.Events.GetAsyncEnumerator(http.RequestAborted);
        try
        {
            return new SessionEvents(events, await events.MoveNextAsync(), logger);
        }
        catch
        {
            await events.DisposeAsync();
            throw;
        }
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = MediaType;
        try
        {
            if (any)
            {
                await JournalLines.WriteAsync(httpContext.Response.BodyWriter, events, httpContext.RequestAborted);
            }
        }
        catch (Exception error)
        {
            if (!httpContext.RequestAborted.IsCancellationRequested)
            {
                var cut = ApiFilter.SessionOf(httpContext);
                LogCut(error, cut);
                // An end in good order would be taken for the end of the events.
                httpContext.Abort();
            }
        }
        finally
        {
            await events.DisposeAsync();
        }
    }

    private static string? Fault(string? after, out long afterSeq)
    {
        afterSeq = 0;
        return after is null || long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out afterSeq)
            ? null
            : "after was not a sequence number; it must be a whole number from 0, or left out.";
    }

    [LoggerMessage(EventId = 2202, Level = LogLevel.Error, Message = "The events of session {SessionId} could not be read to their end; the answer was cut off.")]
    private partial void LogCut(Exception error, string sessionId);
}
