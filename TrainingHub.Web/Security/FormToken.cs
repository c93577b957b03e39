using Microsoft.AspNetCore.Antiforgery;

namespace TrainingHub.Web.Security;

/// <summary>For a post that reads no form field: the framework looks for the pages' token by itself only where one is read.</summary>
internal static class FormToken
{
    private static readonly RequireAntiforgeryTokenAttribute _required = new();

    /// <summary>Answers 400 to a request that was not sent by a page of ours.</summary>
    public static RouteHandlerBuilder RequireFormToken(this RouteHandlerBuilder post) => post
        .WithMetadata(_required)
        .AddEndpointFilter(async (call, next) => call.HttpContext.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true } ? await next(call) : Results.BadRequest());
}
