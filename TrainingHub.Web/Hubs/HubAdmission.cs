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
    /// <summary>The ordinary authentication, and for the hub's requests the judgement of their token.</summary>
    public static void UseHubAdmission(this WebApplication app)
    {
        app.UseWhen(IsForHub, hub => hub.Use(LendScopeAsync));
        app.UseAuthentication();
        app.UseWhen(IsForHub, hub => hub.Use(AdmitAsync));
    }

    private static bool IsForHub(HttpContext context) => context.Request.Path.StartsWithSegments(TokenAuth.HubPath);

    private static async Task LendScopeAsync(HttpContext context, RequestDelegate next)
    {
        await using var lent = new LentScope(context);
        context.Features.Set(lent);
        await next(context);
    }

    private static async Task AdmitAsync(HttpContext context, RequestDelegate next)
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
        await context.Features.GetRequiredFeature<LentScope>().DisposeAsync();
        Forget(context);
        await next(context);
    }

    private static ClaimsPrincipal WhoItIs(ClaimsPrincipal principal)
    {
        var identity = new ClaimsIdentity("token", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, principal.GetClaim(Claims.Subject))
            .SetClaim(Claims.Name, principal.GetClaim(Claims.Name))
            .SetClaims(Claims.Role, principal.GetClaims(Claims.Role));
        return new ClaimsPrincipal(identity).SetVerifiedAt(principal.VerifiedAt());
    }

    private static void Forget(HttpContext context)
    {
        context.Features.Set<LentScope>(null);
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

    /// <summary>Services for a request until it is given back: then those are asked that the request had before.</summary>
    private sealed class LentScope : IAsyncDisposable
    {
        private readonly HttpContext _context;
        private readonly IServiceProvider _before;
        private readonly AsyncServiceScope _scope;
        private bool _givenBack;

        public LentScope(HttpContext context)
        {
            (_context, _before) = (context, context.RequestServices);
            _scope = _before.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
            context.RequestServices = _scope.ServiceProvider;
        }

        public async ValueTask DisposeAsync()
        {
            if (!_givenBack)
            {
                _givenBack = true;
                _context.RequestServices = _before;
                await _scope.DisposeAsync();
            }
        }
    }
}
