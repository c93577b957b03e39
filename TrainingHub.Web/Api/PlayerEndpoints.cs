using System.ComponentModel;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Teams;
using TrainingHub.Web.Wire;

namespace TrainingHub.Web.Api;

/// <summary>`/api/v1/players`: who can be trained, and their thresholds.</summary>
internal static class PlayerEndpoints
{
    public static void MapPlayers(this RouteGroupBuilder api)
    {
        var players = api.MapGroup("/players").WithTags("Players");
        players.MapGet("/", ListAsync).WithName("listPlayers").WithSummary("Players with the thresholds that hold today; a player sees themself")
            .Produces<PlayerPage>().WithExample(TeamExamples.Players);
        players.MapGet("/{playerId}/thresholds", GetAsync).WithName("getThresholds").WithSummary("A player's thresholds of now, before and later; for their trainers, admins and themselves")
            .Produces<ThresholdHistoryBody>().WithExample(TeamExamples.History);
        players.MapPut("/{playerId}/thresholds", PutAsync).WithName("putThresholds").WithSummary("Say what holds from a day on: what is left out goes on as it holds on that day, null is not known from then on; for the player's trainers and admins")
            .Accepts<ThresholdsBody>("application/json").WithRequestExample(TeamExamples.Thresholds)
            .Produces<ThresholdHistoryBody>().WithExample(TeamExamples.History);
        players.MapDelete("/{playerId}/thresholds/{validFrom}", DeleteAsync).WithName("deleteThresholds").WithSummary("Take back what was said of a day; what held before holds on")
            .Produces<DoneBody>().WithExample(TeamExamples.Done);
    }

    private static async Task<IResult> ListAsync(
        HttpContext http, PlayerListing listing,
        [Description("Only players of this team, which the caller may see.")] string? teamId = null,
        [Description("The next of the answer before; left out for the first page.")] string? after = null)
    {
        var fields = new Fields(new WireObject().Known("teamId", teamId).Known("after", after));
        var (team, last) = (fields.OptionalId("teamId"), fields.OptionalId("after"));
        if (fields.Fault is { } fault)
        {
            return ApiAnswer.Invalid(fault);
        }

        var page = await listing.ReadAsync(http.User.ToCaller(), team, last, http.RequestAborted);
        return new ApiAnswer(new WireObject(2) { { "items", WireValue.Of([.. page.Players.Select(Item)]) } }.Known("next", page.Next));
    }

    private static WireValue Item(TeamPlayer player)
        => new WireObject(3) { { "playerId", player.PlayerId }, { "playerName", player.Name } }.Known("thresholds", player.Now is { } now ? TeamShapes.Thresholds(now) : WireValue.Null);

    private static Task<IResult> GetAsync(string playerId, HttpContext http, ThresholdHistory history, TimeProvider time)
        => AnswerAsync(http.User.ToCaller(), playerId, history, time, http.RequestAborted);

    private static async Task<IResult> PutAsync(string playerId, HttpContext http, ThresholdHistory history, TimeProvider time)
    {
        var body = await ApiBody.ReadAsync(http);
        var fields = new Fields(body.Value);
        var said = TeamShapes.ReadThresholds(fields);
        if ((body.Fault ?? fields.Fault) is { } fault)
        {
            return ApiAnswer.Invalid(fault);
        }

        var caller = http.User.ToCaller();
        return await history.PutAsync(caller, playerId, said, http.RequestAborted) is { } refusal
            ? ApiAnswer.Of(refusal)
            : await AnswerAsync(caller, playerId, history, time, CancellationToken.None);
    }

    private static async Task<IResult> DeleteAsync(string playerId, string validFrom, HttpContext http, ThresholdHistory history)
        => TeamShapes.ReadDay(validFrom) is not { } day ? ApiAnswer.Invalid($"validFrom was {WireValue.Of(validFrom)}; it must be a date such as 2026-01-31.")
            : await history.RemoveAsync(http.User.ToCaller(), playerId, day, http.RequestAborted) is { } refusal ? ApiAnswer.Of(refusal)
            : TeamEndpoints.Done;

    private static async Task<IResult> AnswerAsync(Caller caller, string playerId, ThresholdHistory history, TimeProvider time, CancellationToken cancellationToken)
    {
        var read = await history.OfAsync(caller, playerId, cancellationToken);
        if (read.Refusal is { } refusal)
        {
            return ApiAnswer.Of(refusal);
        }

        var current = DatedThresholds.On(read.Rows, time.Today());
        return new ApiAnswer(new WireObject(3) { { "playerId", playerId } }
            .Known("current", current is null ? WireValue.Null : TeamShapes.Thresholds(current))
            .With("history", WireValue.Of([.. read.Rows.Select(row => (WireValue)TeamShapes.Thresholds(row))])));
    }
}
