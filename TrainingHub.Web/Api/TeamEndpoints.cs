using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Teams;
using TrainingHub.Web.Wire;

namespace TrainingHub.Web.Api;

/// <summary>`/api/v1/teams`: what the page of teams does, for programs of trainers and admins.</summary>
internal static class TeamEndpoints
{
    public static void MapTeams(this RouteGroupBuilder api)
    {
        var teams = api.MapGroup("/teams").WithTags("Teams");
        teams.MapGet("/", ListAsync).WithName("listTeams").WithSummary("The caller's teams by name; all of them for an admin")
            .Produces<TeamList>().WithExample(TeamExamples.List);
        teams.MapPost("/", FoundAsync).WithName("createTeam").WithSummary("Make a team, with the caller as its trainer")
            .Accepts<TeamToWrite>("application/json").WithRequestExample(TeamExamples.ToWrite)
            .Produces<TeamSaved>(StatusCodes.Status201Created).WithExample(TeamExamples.Founded, StatusCodes.Status201Created);
        teams.MapGet("/{teamId}", GetAsync).WithName("getTeam").WithSummary("A team with its members")
            .Produces<TeamBody>().WithExample(TeamExamples.Team);
        teams.MapPut("/{teamId}", RenameAsync).WithName("renameTeam").WithSummary("Give a team another name")
            .Accepts<TeamToWrite>("application/json").WithRequestExample(TeamExamples.ToWrite).Produces<TeamSaved>().WithExample(TeamExamples.Saved);
        teams.MapPut("/{teamId}/members", ReplaceAsync).WithName("replaceMembers").WithSummary("Make these the members of a team, and no others")
            .Accepts<MembersToWrite>("application/json").WithRequestExample(TeamExamples.Members).Produces<TeamSaved>().WithExample(TeamExamples.Saved);
        teams.MapDelete("/{teamId}", DeleteAsync).WithName("deleteTeam").WithSummary("Delete a team; its players stay as they are")
            .Produces<DoneBody>().WithExample(TeamExamples.Done);
    }

    private static async Task<IResult> ListAsync(HttpContext http, TeamReading reading)
    {
        var caller = http.User.ToCaller();
        return Permissions.May(caller, ServerAction.FindPlayers)
            ? new ApiAnswer(new WireObject(1) { { "items", WireValue.Of([.. (await reading.OfAsync(caller, http.RequestAborted)).Select(team => (WireValue)TeamShapes.Team(team))]) } })
            : ApiAnswer.Of(Refusal.Forbidden("Only trainers and admins see teams."));
    }

    private static async Task<IResult> GetAsync(string teamId, HttpContext http, TeamReading reading)
    {
        var caller = http.User.ToCaller();
        return !Permissions.May(caller, ServerAction.FindPlayers) ? ApiAnswer.Of(Refusal.Forbidden("Only trainers and admins see teams."))
            : await reading.FindAsync(caller, teamId, http.RequestAborted) is { } team ? new ApiAnswer(TeamShapes.Team(team))
            : ApiAnswer.Of(TeamRules.NoSuchTeam);
    }

    private static async Task<IResult> FoundAsync(HttpContext http, TeamChanges changes, TeamReading reading)
    {
        var caller = http.User.ToCaller();
        if (!Permissions.May(caller, ServerAction.LeadTeams))
        {
            return ApiAnswer.Of(Refusal.Forbidden("Only trainers make teams."));
        }

        var (name, fault) = await NameAsync(http);
        if (fault is not null)
        {
            return ApiAnswer.Invalid(fault);
        }

        var founded = await changes.FoundAsync(caller, name, http.RequestAborted);
        return founded.TeamId is { } teamId
            ? await SavedAsync(caller, teamId, reading, $"/api/v1/teams/{teamId}")
            : ApiAnswer.Of(founded.Refusal!);
    }

    private static async Task<IResult> RenameAsync(string teamId, HttpContext http, TeamChanges changes, TeamReading reading)
    {
        var (name, fault) = await NameAsync(http);
        var caller = http.User.ToCaller();
        return fault is not null ? ApiAnswer.Invalid(fault)
            : await changes.RenameAsync(caller, teamId, name, http.RequestAborted) is { } refusal ? ApiAnswer.Of(refusal)
            : await SavedAsync(caller, teamId, reading);
    }

    private static async Task<IResult> ReplaceAsync(string teamId, HttpContext http, TeamChanges changes, TeamReading reading)
    {
        var body = await ApiBody.ReadAsync(http);
        var fields = new Fields(body.Value);
        var places = TeamShapes.ReadMembers(fields);
        var caller = http.User.ToCaller();
        return (body.Fault ?? fields.Fault) is { } fault ? ApiAnswer.Invalid(fault)
            : await changes.ReplaceAsync(caller, teamId, places, http.RequestAborted) is { } refusal ? ApiAnswer.Of(refusal)
            : await SavedAsync(caller, teamId, reading);
    }

    private static async Task<IResult> DeleteAsync(string teamId, HttpContext http, TeamChanges changes)
        => await changes.DeleteAsync(http.User.ToCaller(), teamId, http.RequestAborted) is { } refusal ? ApiAnswer.Of(refusal) : Done;

    internal static ApiAnswer Done => new(new WireObject(1) { { "ok", true } });

    private static async Task<(string Name, string? Fault)> NameAsync(HttpContext http)
    {
        var body = await ApiBody.ReadAsync(http);
        var fields = new Fields(body.Value);
        var name = fields.Text("name");
        return (name, body.Fault ?? fields.Fault);
    }

    // Written already: who goes away now is not told, and nothing is undone.
    private static async Task<ApiAnswer> SavedAsync(Caller caller, string teamId, TeamReading reading, string? madeAt = null)
        => await reading.FindAsync(caller, teamId, CancellationToken.None) is { } team
            ? new ApiAnswer(new WireObject(2) { { "ok", true }, { "team", TeamShapes.Team(team) } }, madeAt)
            : ApiAnswer.Of(TeamRules.NoSuchTeam);
}
