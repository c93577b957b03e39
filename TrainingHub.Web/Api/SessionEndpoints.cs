using System.ComponentModel;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Sessions;
using TrainingHub.Web.Wire;

namespace TrainingHub.Web.Api;

/// <summary>`/api/v1/sessions` (`protocol.md` §3): the same calls as on the hub, without a join. It translates and decides nothing.</summary>
internal static class SessionEndpoints
{
    public static void MapSessions(this RouteGroupBuilder api)
    {
        var sessions = api.MapGroup("/sessions").WithTags("Sessions");
        sessions.MapGet("/", ListAsync).WithName("listSessions").WithSummary("Sessions that the caller may see, newest first")
            .Produces<SessionPage>().WithExample(SessionExamples.Page);
        sessions.MapPost("/", CreateAsync).WithName("createSession").WithSummary("Make a session, with the caller as its trainer")
            .Accepts<SessionToCreate>("application/json").WithRequestExample(SessionExamples.ToCreate)
            .Produces<SessionCreated>(StatusCodes.Status201Created).WithExample(SessionExamples.Created, StatusCodes.Status201Created);
        sessions.MapGet("/{id}", GetAsync).WithName("getSession").WithSummary("A session as the caller may see it")
            .Produces<SessionBody>().WithExample(SessionExamples.Session);
        sessions.MapGet("/{id}/events", SessionEvents.ReadAsync).WithName("readEvents").WithSummary("A session's events as JSON lines, the newest included; for staff")
            .Produces<string>(StatusCodes.Status200OK, SessionEvents.MediaType).WithExample(SessionExamples.Events);

        MapCall(sessions, "start", "startSession", "Start, or do nothing where it is active", Calls.Start);
        MapCall(sessions, "pause", "pauseSession", "Pause", Calls.Pause);
        MapCall(sessions, "resume", "resumeSession", "Resume", Calls.Resume);
        MapCall(sessions, "end", "endSession", "End", Calls.End);
        MapCall(sessions, "force-end", "forceEndSession", "Force a session to end; for admins", Calls.ForceEnd).Accepts<WhyBody>(isOptional: true, "application/json").WithRequestExample(SessionExamples.Why);
        MapCall(sessions, "cancel", "cancelSession", "Call off a session that has not begun", Calls.Cancel).Accepts<WhyBody>(isOptional: true, "application/json").WithRequestExample(SessionExamples.Why);
        MapCall(sessions, "reschedule", "rescheduleSession", "Plan a session that has not begun for another time", Calls.Reschedule).Accepts<NewTime>(isOptional: true, "application/json").WithRequestExample(SessionExamples.NewTime);
        MapCall(sessions, "admission", "chooseAdmission", "Choose whom the session's join code lets in", Calls.ChooseAdmission).Accepts<WhomToAdmit>("application/json").WithRequestExample(SessionExamples.WhomToAdmit);
        MapPlayerCall(sessions, "answer", "answerInvitation", "Say whether a player comes; they may, and staff for them", Calls.Answer).Accepts<AnswerBody>("application/json").WithRequestExample(SessionExamples.Answer);
        sessions.MapRosters();
        MapPlayerCall(sessions, "kick", "kickPlayer", "Remove a player", Calls.Kick).Accepts<WhyBody>(isOptional: true, "application/json").WithRequestExample(SessionExamples.Why);
        MapPlayerCall(sessions, "readmit", "readmitPlayer", "Undo a removal", Calls.Readmit);
        MapPlayerCall(sessions, "hand", "setHand", "Raise or lower a player's hand", Calls.Hand).Accepts<HandBody>("application/json").WithRequestExample(SessionExamples.Hand);
        MapPlayerCall(sessions, "effort", "rateEffort", "How hard the whole session was for a player", Calls.Effort).Accepts<EffortBody>("application/json").WithRequestExample(SessionExamples.Effort);
        MapCall(sessions, "messages", "sendMessage", "Send a message to players; for staff", Calls.SendMessage).Accepts<MessageToSend>("application/json").WithRequestExample(SessionExamples.Message);
        Describe(sessions.MapPost("/{id}/messages/{messageId}/acknowledge", (string id, string messageId, HttpContext http, ISessions all) =>
            SendAsync(id, ("messageId", messageId), http, all, Calls.AcknowledgeMessage)), "acknowledgeMessage", "The caller, a player, has seen a message to them");
    }

    private static RouteHandlerBuilder MapCall(RouteGroupBuilder group, string verb, string name, string summary, Func<Fields, string, SessionCommand> read)
        => Describe(group.MapPost($"/{{id}}/{verb}", (string id, HttpContext http, ISessions sessions) => SendAsync(id, null, http, sessions, read)), name, summary);

    private static RouteHandlerBuilder MapPlayerCall(RouteGroupBuilder group, string verb, string name, string summary, Func<Fields, string, SessionCommand> read)
        => Describe(group.MapPost($"/{{id}}/players/{{playerId}}/{verb}",
            (string id, string playerId, HttpContext http, ISessions sessions) => SendAsync(id, ("playerId", playerId), http, sessions, read)), name, summary);

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder call, string name, string summary)
        => call.WithName(name).WithSummary(summary).Produces<AckBody>().WithExample(SessionExamples.Ack);

    private static async Task<IResult> ListAsync(
        HttpContext http, SessionList list,
        [Description("One or more of scheduled, active, paused, completed and cancelled, with commas between.")] string? status = null,
        [Description("An instant: sessions whose start, else plan, else making is then or later.")] string? from = null,
        [Description("An instant: sessions whose start, else plan, else making is before it.")] string? to = null,
        [Description("The next of the answer before; left out for the first page.")] string? after = null)
        => new ApiAnswer(await list.ReadAsync(http.User.ToCaller(), new SessionListQuery(status, from, to, after), http.RequestAborted));

    private static async Task<IResult> GetAsync(string id, HttpContext http, ISessions sessions, TimeProvider time)
    {
        if (IdOf(id) is { Fault: { } fault })
        {
            return ApiAnswer.Invalid(fault);
        }

        var found = await sessions.FindAsync(http.User.ToCaller(), id, http.RequestAborted);
        return found.View is { } view ? new ApiAnswer(SessionShape.Session(view, time.GetUtcNow())) : ApiAnswer.Of(found.Refusal!);
    }

    private static async Task<IResult> CreateAsync(HttpContext http, SessionPlanner planner, ISessions sessions, TimeProvider time)
    {
        var caller = http.User.ToCaller();
        if (!Permissions.May(caller, ServerAction.PlanSessions))
        {
            return ApiAnswer.Of(Refusal.Forbidden("Only trainers make sessions."));
        }

        var body = await ApiBody.ReadAsync(http);
        var fields = new Fields(body.Value);
        var plan = new SessionPlan(
            fields.Id("workoutId") ?? "", fields.Ids("playerIds"), fields.OptionalIds("observerIds"), fields.OptionalId("teamId"),
            fields.OptionalInstant("scheduledAt"), fields.OptionalBool("shareWithTeam"),
            fields.TryGet("admits", out var admits) && !admits.IsNull ? fields.Word("admits", Admission.Roster, Admission.Players, Admission.Guests) ?? Admission.Roster : Admission.Roster);
        if ((body.Fault ?? fields.Fault) is { } fault)
        {
            return ApiAnswer.Invalid(fault);
        }

        var planned = await planner.PlanAsync(caller, plan, http.RequestAborted);
        if (planned.Session is not { } session)
        {
            return ApiAnswer.Of(planned.Refusal!);
        }

        var reply = await planner.CreateAsync(caller, session, http.RequestAborted);
        if (!reply.Ok)
        {
            return ApiAnswer.Of(reply);
        }

        var made = await sessions.FindAsync(caller, session.SessionId, http.RequestAborted);
        return new ApiAnswer(
            Ack.Accepted(reply.Seq)
                .With("sessionId", session.SessionId)
                .Known("session", made.View is { } view ? SessionShape.Session(view, time.GetUtcNow()) : WireValue.Null),
            $"/api/v1/sessions/{session.SessionId}");
    }

    private static async Task<IResult> SendAsync(string id, (string Name, string Value)? part, HttpContext http, ISessions sessions, Func<Fields, string, SessionCommand> read)
    {
        var caller = http.User.ToCaller();
        var body = await ApiBody.ReadAsync(http);
        var call = Call.Read(Argument(body.Value, id, part), caller.UserId, read);
        if (call.SessionId is null)
        {
            return ApiAnswer.Invalid(call.Command.Malformed!);
        }

        var command = body.Fault is { } fault ? call.Command with { Malformed = fault } : call.Command;
        return ApiAnswer.Of(await sessions.SendAsync(caller, call.SessionId, command, null, http.RequestAborted));
    }

    // What the path says counts, whatever the body says.
    private static WireValue Argument(WireValue body, string id, (string Name, string Value)? part)
    {
        WireProperty[] path = part is var (name, value) ? [new("sessionId", id), new(name, value)] : [new("sessionId", id)];
        return WireValue.Of([.. body.Properties, .. path]);
    }

    public static Fields IdOf(string id)
    {
        var fields = new Fields(new WireObject(1) { { "sessionId", id } });
        fields.Id("sessionId");
        return fields;
    }
}
