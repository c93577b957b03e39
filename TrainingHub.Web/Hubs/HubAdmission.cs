using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using OpenIddict.Validation.AspNetCore;
using TrainingHub.Web.Tokens;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TrainingHub.Web.Hubs;

/// <summary>
/// Judges the token of a request to the hub, once, before anything else looks at the request. A connection lives as long as its request, and with it all that judging needed
/// (a scope with a database context, the token, its many claims): some 50 KiB a connection, so all of it is let go of, and what stays is who it is.
/// </summary>
internal static class HubAdmission
{
    private const string ByToken = "token";

    /// <summary>Lets nobody further without a valid token that is for the hub. A refusal is written as the answer.</summary>
    public static void UseHubAdmission(this IApplicationBuilder hub)
    {
        // A pipeline that has ended when it has judged: what authentication holds in its call ends with it, not with the connection.
        var judgement = hub.New();
        judgement.UseAuthentication();
        judgement.Run(JudgeAsync);
        var judge = judgement.Build();
        var scopes = hub.ApplicationServices.GetRequiredService<IServiceScopeFactory>();
        hub.Use(async (context, next) =>
        {
            await InOwnScopeAsync(context, scopes, judge);
            if (context.User.Identity?.AuthenticationType == ByToken)
            {
                await next(context);
            }
        });
    }

    // A scope that is disposed still knows all that it made: nothing of the connection may hold it.
    private static async Task InOwnScopeAsync(HttpContext context, IServiceScopeFactory scopes, RequestDelegate judge)
    {
        var before = context.Features.Get<IServiceProvidersFeature>();
        await using var scope = scopes.CreateAsyncScope();
        context.Features.Set<IServiceProvidersFeature>(new ServiceProvidersFeature { RequestServices = scope.ServiceProvider });
        try
        {
            await judge(context);
        }
        finally
        {
            context.Features.Set(before);
        }
    }

    private static async Task JudgeAsync(HttpContext context)
    {
        var judged = await context.AuthenticateAsync(TokenAuth.Scheme);
        if (judged.Principal is not { } principal)
        {
            await context.ChallengeAsync(TokenAuth.Scheme);
            return;
        }

        if (!principal.HasScope(TokenAuth.Scope))
        {
            await context.ForbidAsync(TokenAuth.Scheme);
            return;
        }

        context.User = WhoItIs(principal);
        Forget(context);
    }

    private static ClaimsPrincipal WhoItIs(ClaimsPrincipal principal)
    {
        var identity = new ClaimsIdentity(ByToken, Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, principal.GetClaim(Claims.Subject))
            .SetClaim(Claims.Name, principal.GetClaim(Claims.Name))
            .SetClaims(Claims.Role, principal.GetClaims(Claims.Role));
        return new ClaimsPrincipal(identity).SetVerifiedAt(principal.VerifiedAt());
    }

    private static void Forget(HttpContext context)
    {
        context.Features.Set<OpenIddictServerAspNetCoreFeature>(null);
        context.Features.Set<OpenIddictValidationAspNetCoreFeature>(null);
        context.Features.Set<IAuthenticationFeature>(null);
        context.Features.Set<IAuthenticateResultFeature>(null);
        context.Features.Set<IHttpAuthenticationFeature>(new HttpAuthenticationFeature { User = context.User });
        var request = context.Request;
        request.Headers.Authorization = default;
        request.QueryString = QueryString.Create(request.Query.Where(parameter => parameter.Key != "access_token").ToList());
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = request.Path + request.QueryString;
    }
}
