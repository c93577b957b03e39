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
            .Produces<SessionPage>();
        sessions.MapPost("/", CreateAsync).WithName("createSession").WithSummary("Make a session, with the caller as its trainer")
            .Accepts<SessionToCreate>("application/json").Produces<SessionCreated>(StatusCodes.Status201Created);
        sessions.MapGet("/{id}", GetAsync).WithName("getSession").WithSummary("A session as the caller may see it")
            .Produces<SessionBody>();

        MapCall(sessions, "/{id}/start", "startSession", "Start, or do nothing where it is active", Calls.Start);
        MapCall(sessions, "/{id}/pause", "pauseSession", "Pause", Calls.Pause);
        MapCall(sessions, "/{id}/resume", "resumeSession", "Resume", Calls.Resume);
        MapCall(sessions, "/{id}/end", "endSession", "End", Calls.End);
        MapCall(sessions, "/{id}/force-end", "forceEndSession", "Force a session to end; for admins", Calls.ForceEnd).Accepts<WhyBody>(isOptional: true, "application/json");
        MapCall(sessions, "/{id}/players/{playerId}/kick", "kickPlayer", "Remove a player", Calls.Kick).Accepts<WhyBody>(isOptional: true, "application/json");
        MapCall(sessions, "/{id}/players/{playerId}/readmit", "readmitPlayer", "Undo a removal", Calls.Readmit);
    }

    private static RouteHandlerBuilder MapCall(RouteGroupBuilder group, string route, string name, string summary, Func<Fields, string, SessionCommand> read)
        => group.MapPost(route, (string id, string? playerId, HttpContext http, ISessions sessions) => SendAsync(id, playerId, http, sessions, read))
            .WithName(name).WithSummary(summary).Produces<AckBody>();

    private static async Task<WireValue> ListAsync(HttpContext http, SessionList list, string? status = null, string? from = null, string? to = null, string? after = null)
        => await list.ReadAsync(http.User.ToCaller(), new SessionListQuery(status, from, to, after), http.RequestAborted);

    private static async Task<WireValue> GetAsync(string id, HttpContext http, ISessions sessions, TimeProvider time)
    {
        if (IdOf(id) is { Fault: { } fault })
        {
            return Ack.Of(Refusal.Invalid(fault));
        }

        var found = await sessions.FindAsync(http.User.ToCaller(), id, http.RequestAborted);
        return found.View is { } view ? SessionShape.Session(view, time.GetUtcNow()) : Ack.Of(found.Refusal!);
    }

    private static async Task<object> CreateAsync(HttpContext http, SessionPlanner planner, ISessions sessions, TimeProvider time)
    {
        var caller = http.User.ToCaller();
        if (!Permissions.MayPlan(caller))
        {
            return Ack.Of(Refusal.Forbidden("Only trainers make sessions."));
        }

        var body = await ApiBody.ReadAsync(http);
        var fields = new Fields(body.Value);
        var plan = new SessionPlan(
            fields.Id("workoutId") ?? "", fields.Ids("playerIds"), fields.Ids("observerIds"), fields.OptionalId("teamId"),
            fields.OptionalInstant("scheduledAt"), fields.OptionalBool("shareWithTeam"));
        if ((body.Fault ?? fields.Fault) is { } fault)
        {
            return Ack.Of(Refusal.Invalid(fault));
        }

        var planned = await planner.PlanAsync(caller, plan, http.RequestAborted);
        if (planned.Session is not { } session)
        {
            return Ack.Of(planned.Refusal!);
        }

        var reply = await sessions.CreateAsync(caller, session, http.RequestAborted);
        if (reply.Refusal is { } refusal)
        {
            return Ack.Of(refusal);
        }

        var made = await sessions.FindAsync(caller, session.SessionId, http.RequestAborted);
        return Results.Created($"/api/v1/sessions/{session.SessionId}", Ack.Accepted(reply.Seq)
            .With("sessionId", session.SessionId)
            .Known("session", made.View is { } view ? SessionShape.Session(view, time.GetUtcNow()) : WireValue.Null)
            .Build());
    }

    private static async Task<WireValue> SendAsync(string id, string? playerId, HttpContext http, ISessions sessions, Func<Fields, string, SessionCommand> read)
    {
        var caller = http.User.ToCaller();
        var body = await ApiBody.ReadAsync(http);
        var call = Call.Read(Argument(body.Value, id, playerId), caller.UserId, read);
        if (call.SessionId is null)
        {
            return Ack.Of(Refusal.Invalid(call.Command.Malformed!));
        }

        var command = body.Fault is { } fault ? call.Command with { Malformed = fault } : call.Command;
        return Ack.Of(await sessions.SendAsync(caller, call.SessionId, command, null, http.RequestAborted));
    }

    // What the path says counts, whatever the body says.
    private static WireValue Argument(WireValue body, string id, string? playerId)
    {
        if (body.Kind != WireKind.Map)
        {
            return body;
        }

        WireProperty[] path = playerId is null ? [new("sessionId", id)] : [new("sessionId", id), new("playerId", playerId)];
        return WireValue.Of([.. body.Properties, .. path]);
    }

    private static Fields IdOf(string id)
    {
        var fields = new Fields(new WireObject(1) { { "sessionId", id } });
        fields.Id("sessionId");
        return fields;
    }
}
