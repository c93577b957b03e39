using TrainingHub.Web.Accounts;
using TrainingHub.Web.Joining;
using TrainingHub.Web.Server;
using TrainingHub.Web.Sessions;
using TrainingHub.Web.Wire;

namespace TrainingHub.Web.Api;

/// <summary>Late and odd players, answers, and the code that lets people in (`docs/protocol.md`). It translates and decides nothing.</summary>
internal static class RosterEndpoints
{
    public static void MapRosters(this RouteGroupBuilder sessions)
    {
        sessions.MapPost("/{id}/players", AddAsync).WithName("addPlayer").WithSummary("Put a player on the roster of a session that is not over")
            .Accepts<PlayerToAdd>("application/json").Produces<AckBody>();
        sessions.MapPost("/{id}/players/{playerId}/move", MoveAsync).WithName("movePlayer").WithSummary("Move a player to another session; for staff of both")
            .Accepts<WhereTo>("application/json").Produces<AckBody>();
        sessions.MapGet("/{id}/join-code", GetCodeAsync).WithName("getJoinCode").WithSummary("The code with which one comes into the session; for staff and observers")
            .Produces<JoinCodeBody>();
        sessions.MapPost("/{id}/join-code", RenewCodeAsync).WithName("renewJoinCode").WithSummary("A new code in place of the one before; for the session's trainer")
            .Produces<JoinCodeBody>();
    }

    private static async Task<IResult> AddAsync(string id, HttpContext http, RosterChanges rosters)
    {
        var (fault, fields) = await ReadAsync(id, http);
        var playerId = fields.Id("playerId") ?? "";
        return (fault ?? fields.Fault) is { } wrong ? ApiAnswer.Invalid(wrong) : ApiAnswer.Of(await rosters.AddAsync(http.User.ToCaller(), id, playerId, http.RequestAborted));
    }

    private static async Task<IResult> MoveAsync(string id, string playerId, HttpContext http, RosterChanges rosters)
    {
        var (fault, fields) = await ReadAsync(id, http);
        var to = fields.Id("toSessionId") ?? "";
        return (fault ?? fields.Fault) is { } wrong ? ApiAnswer.Invalid(wrong) : ApiAnswer.Of(await rosters.MoveAsync(http.User.ToCaller(), id, playerId, to, http.RequestAborted));
    }

    private static async Task<IResult> GetCodeAsync(string id, HttpContext http, JoinCodes codes, PublicAddress address)
        => SessionEndpoints.IdOf(id).Fault is { } fault ? ApiAnswer.Invalid(fault) : Answer(http, address, await codes.OfAsync(http.User.ToCaller(), id, http.RequestAborted));

    private static async Task<IResult> RenewCodeAsync(string id, HttpContext http, JoinCodes codes, PublicAddress address)
        => SessionEndpoints.IdOf(id).Fault is { } fault ? ApiAnswer.Invalid(fault) : Answer(http, address, await codes.RenewAsync(http.User.ToCaller(), id, http.RequestAborted));

    private static ApiAnswer Answer(HttpContext http, PublicAddress address, JoinCodeReply reply) => reply.Code is { } code
        ? new ApiAnswer(new WireObject(3) { { "code", code }, { "address", address.Of($"join/{code}", http.Request) }, { "admits", WireWords.Of(reply.Admits) } })
        : ApiAnswer.Of(reply.Refusal!);

    private static async Task<(string? Fault, Fields Fields)> ReadAsync(string id, HttpContext http)
    {
        var body = await ApiBody.ReadAsync(http);
        return (SessionEndpoints.IdOf(id).Fault ?? body.Fault, new Fields(body.Value));
    }
}
