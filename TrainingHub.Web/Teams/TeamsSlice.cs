using System.Globalization;
using Microsoft.AspNetCore.Identity;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Audit;
using TrainingHub.Web.Security;

namespace TrainingHub.Web.Teams;

public static class TeamsSlice
{
    /// <summary>Teams, their players' thresholds, and both as files.</summary>
    public static IServiceCollection AddTeams(this IServiceCollection services)
    {
        services.AddSingleton<TeamReading>();
        services.AddSingleton<TeamChanges>();
        services.AddSingleton<ThresholdHistory>();
        services.AddSingleton<PlayerListing>();
        services.AddSingleton<TeamFiles>();
        return services;
    }

    /// <summary><c>GET /teams/{teamId}/export</c>: a team as CSV, for whom the page opens to.</summary>
    public static void MapTeamExport(this IEndpointRouteBuilder routes) => routes.MapGet("/teams/{teamId}/export", ExportAsync)
        .RequireAuthorization(policy => policy.AddAuthenticationSchemes(IdentityConstants.ApplicationScheme).RequireRole(OpensToAttribute.NamesOf(Page.Teams)!.Split(',')));

    private static async Task<IResult> ExportAsync(string teamId, HttpContext http, TeamReading reading, AuditLog audit)
    {
        var caller = http.User.ToCaller();
        if (await reading.FindAsync(caller, teamId, http.RequestAborted) is not { } team)
        {
            return Results.NotFound();
        }

        foreach (var player in team.Players)
        {
            await audit.WriteAsync(AuditKinds.TeamExported, caller.UserId, player.PlayerId);
        }

        return Results.File(TeamFiles.Export(team, CultureInfo.CurrentCulture), "text/csv; charset=utf-8", "traininghub-team.csv");
    }
}
