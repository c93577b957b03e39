using Microsoft.AspNetCore.Diagnostics;

namespace TrainingHub.Web.Api;

/// <summary>Refusals from before any endpoint (no valid token, no such path) are problem documents too.</summary>
internal static class UnansweredCalls
{
    /// <summary>Goes before authentication.</summary>
    public static void UseApi(this IApplicationBuilder app)
        => app.UseWhen(context => context.Request.Path.StartsWithSegments("/api"), api => api.UseStatusCodePages(AnswerAsync));

    private static Task AnswerAsync(StatusCodeContext context)
    {
        var status = context.HttpContext.Response.StatusCode;
        (string Code, string Detail)? refusal = status switch
        {
            StatusCodes.Status401Unauthorized => ("unauthenticated", "This call takes a valid access token: Authorization: Bearer …."),
            StatusCodes.Status403Forbidden => ("forbidden", "The access token lacks the scope training."),
            StatusCodes.Status404NotFound => ("not_found", "There is no such path; /openapi/v1.json lists those that there are."),
            StatusCodes.Status405MethodNotAllowed => ("invalid", "This path takes another method; /openapi/v1.json lists them."),
            _ => null,
        };
        var problem = refusal is { } said
            ? TypedResults.Problem(said.Detail, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = said.Code })
            : TypedResults.Problem(statusCode: status);
        return problem.ExecuteAsync(context.HttpContext);
    }
}
