using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using TrainingHub.Web.Data;
using TrainingHub.Web.Demo;
using TrainingHub.Web.Server;

namespace TrainingHub.Web.Accounts;

public static class AccountsSlice
{
    public static IServiceCollection AddAccounts(this IServiceCollection services, DemoOptions demo)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.LoginPath = "/account/login";
            cookie.LogoutPath = "/account/logout";
            cookie.AccessDeniedPath = "/account/denied";
            cookie.ReturnUrlParameter = "returnUrl";
            cookie.Events.OnSigningIn = SignInTicket.Begin;
        });
        services.AddIdentityCore<User>(Configure)
            .AddRoles<IdentityRole>()
            .AddEntityFrameworkStores<TrainingHubDb>()
            .AddSignInManager()
            .AddClaimsPrincipalFactory<UserPrincipals>()
            .AddPasswordValidator<LongPasswords>()
            .AddDefaultTokenProviders();
        services.Replace(ServiceDescriptor.Scoped<ISecurityStampValidator, CookieCheck>());
        // What this process did not hear of, such as a restored backup, counts soon too.
        services.Configure<SecurityStampValidatorOptions>(stamps => stamps.ValidationInterval = TimeSpan.FromMinutes(1));

        services.AddAuthorization();
        services.AddHttpContextAccessor();
        services.AddScoped<AccountRedirects>();
        services.AddScoped<PersonalData>();
        services.AddScoped<AuthenticationStateProvider, CircuitAccount>();
        services.AddSingleton<AccountChanges>();
        services.AddSingleton(provider => new NobodysPassword(new PasswordHasher<User>(provider.GetRequiredService<IOptions<PasswordHasherOptions>>())));
        services.AddScoped<SignIns>();
        services.AddScoped<OwnSecurity>();
        services.AddOptions<IdentityPasskeyOptions>().Configure<IOptions<ServerOptions>>(ConfigurePasskeys);
        services.AddSingleton<EndedSignIns>();
        services.AddHostedService(provider => provider.GetRequiredService<EndedSignIns>());
        services.AddSingleton<CircuitGate>();
        services.AddScoped<CircuitHandler, CircuitClosing>();
        // As an instance: a filter by its type is asked for anew, and awaited, in each call of each hub.
        services.AddOptions<HubOptions>().Configure<CircuitGate>((hubs, gate) => hubs.AddFilter(gate));
        services.AddSingleton<SignInMeter>();
        services.AddSingleton<AccountRoles>();
        services.AddSingleton<Invitations>();
        services.AddSingleton<AccountLetters>();
        services.AddSingleton<PasswordResets>();
        services.AddHostedService(provider => provider.GetRequiredService<PasswordResets>());
        services.AddSingleton<SetupCode>();
        if (!demo.Enabled)
        {
            services.AddHostedService(provider => provider.GetRequiredService<SetupCode>());
        }

        return services;
    }

    /// <summary>What the account pages post to; the pages themselves are found by their routes.</summary>
    public static void MapAccounts(this IEndpointRouteBuilder routes) => AccountEndpoints.Map(routes);

    private static void ConfigurePasskeys(IdentityPasskeyOptions passkeys, IOptions<ServerOptions> server)
    {
        // A passkey stands for a password and a second step: the phone or key must know its owner.
        passkeys.UserVerificationRequirement = "required";
        // Never the Host header's word where the operator has said who this is.
        if (server.Value.PublicUrl is { Length: > 0 } address)
        {
            passkeys.ServerDomain = new Uri(address).Host;
        }
    }

    private static void Configure(IdentityOptions identity)
    {
        identity.Stores.SchemaVersion = TrainingHubDb.IdentityVersion;
        identity.ClaimsIdentity.UserIdClaimType = OpenIddictConstants.Claims.Subject;
        identity.ClaimsIdentity.UserNameClaimType = OpenIddictConstants.Claims.Name;
        identity.ClaimsIdentity.RoleClaimType = OpenIddictConstants.Claims.Role;
        identity.User.RequireUniqueEmail = true;
        identity.Password = new PasswordOptions
        {
            RequiredLength = 10,
            RequireDigit = false,
            RequireLowercase = false,
            RequireUppercase = false,
            RequireNonAlphanumeric = false,
        };
    }
}
