using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.HttpsPolicy;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using TrainingHub.Web.Server;
using TrainingHub.Web.Tokens;

namespace TrainingHub.Web.Security;

/// <summary>What is asked of every request, whoever it is by: where it comes from, how often, how long it is; and what every answer says to a browser.</summary>
public static class SecuritySlice
{
    private const string Others = "others";

    // Fields that a form of ours has, with room.
    private const int FormFields = 256;

    private static readonly string[] _cookieSchemes =
        [IdentityConstants.ApplicationScheme, IdentityConstants.ExternalScheme, IdentityConstants.TwoFactorUserIdScheme, IdentityConstants.TwoFactorRememberMeScheme];

    public static IServiceCollection AddSecurity(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<DoorLimits>, ValidateDoorLimits>();
        services.AddOptions<DoorLimits>().BindConfiguration("Limits").ValidateOnStart();
        services.AddSingleton<IValidateOptions<OriginOptions>, OriginOptions.Validator>();
        services.AddOptions<OriginOptions>().BindConfiguration("Cors").ValidateOnStart();
        services.AddSingleton<OriginCheck>();
        services.AddCors();
        services.AddOptions<Microsoft.AspNetCore.Cors.Infrastructure.CorsOptions>().Configure<IOptions<OriginOptions>>((cors, origins) => cors.AddPolicy(Others, policy => policy
            // No credentials: what another site's page may do it does with a token.
            .WithOrigins([.. origins.Value.Origins]).AllowAnyMethod().AllowAnyHeader().WithExposedHeaders("Retry-After", "WWW-Authenticate", "X-Export-Notes")));
        services.AddRateLimiter(_ => { });
        services.AddOptions<HstsOptions>().Configure<IOptions<ServerOptions>>((hsts, server) => hsts.MaxAge = server.Value.Hsts);
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<DoorLimits>>((kestrel, limits) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = limits.Value.BodyBytes;
        });
        services.AddOptions<FormOptions>().Configure<IOptions<DoorLimits>>((form, limits) =>
        {
            form.ValueCountLimit = FormFields;
            form.ValueLengthLimit = limits.Value.BodyBytes;
            form.MultipartBodyLengthLimit = limits.Value.BodyBytes;
        });
        AddCookies(services);
        return services;
    }

    /// <summary>Goes before everything that answers; after the trusted proxies, which say who asks.</summary>
    public static void UseSecurity(this WebApplication app)
    {
        app.UseSecurityHeaders();
        if (app.Services.GetRequiredService<IOptions<ServerOptions>>().Value.Hsts > TimeSpan.Zero)
        {
            app.UseHsts();
        }

        var origins = app.Services.GetRequiredService<OriginCheck>();
        app.Use((context, next) =>
        {
            if (origins.IsForeign(context.Request))
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            }

            return next(context);
        });
        if (app.Services.GetRequiredService<IOptions<OriginOptions>>().Value.Origins.Count > 0)
        {
            app.UseWhen(context => OriginCheck.IsShared(context.Request.Path), shared => shared.UseCors(Others));
        }

        app.UseReadableForms();
        app.UseDoorRates();
        app.UseCap(context => context.Request.Path.StartsWithSegments(TokenAuth.HubPath), DoorRates.Connections(app.Services.GetRequiredService<IOptions<DoorLimits>>().Value));
    }

    /// <summary>Goes after authentication: at most so many open pages a user.</summary>
    public static void UseCircuitCap(this WebApplication app)
    {
        var limit = app.Services.GetRequiredService<IOptions<DoorLimits>>().Value.CircuitsPerUser;
        app.UseCap(
            // Posts are short: they ask how to connect, or send over a connection that is no WebSocket.
            context => context.Request.Path.StartsWithSegments("/_blazor") && !HttpMethods.IsPost(context.Request.Method),
            PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetConcurrencyLimiter(
                context.User.GetClaim(OpenIddictConstants.Claims.Subject) ?? $"address {DoorAddress.Of(context)}",
                _ => new ConcurrencyLimiterOptions { PermitLimit = limit })));
    }

    // Each holds its place until its request ends, which is when its connection does.
    private static void UseCap(this IApplicationBuilder app, Func<HttpContext, bool> isCounted, PartitionedRateLimiter<HttpContext> limiter)
        => app.Use((context, next) => isCounted(context) ? InItsPlaceAsync(context, next, limiter) : next(context));

    private static async Task InItsPlaceAsync(HttpContext context, RequestDelegate next, PartitionedRateLimiter<HttpContext> limiter)
    {
        using var place = limiter.AttemptAcquire(context);
        if (place.IsAcquired)
        {
            await next(context);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        }
    }

    private static void AddCookies(IServiceCollection services)
    {
        foreach (var scheme in _cookieSchemes)
        {
            services.AddOptions<CookieAuthenticationOptions>(scheme).PostConfigure<IOptions<ServerOptions>>((options, server) =>
            {
                // A link from a message opens the page as who one is; no other site's form does.
                var cookie = new OwnCookie(server.Value) { HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true };
                if (options.Cookie.Name is { } name)
                {
                    cookie.Name = name;
                }

                options.Cookie = cookie;
            });
        }

        services.AddOptions<AntiforgeryOptions>().Configure<IOptions<ServerOptions>>((forms, server) => forms.Cookie = new OwnCookie(server.Value)
        {
            Name = "traininghub-form",
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            IsEssential = true,
        });
    }
}
