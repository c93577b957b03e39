using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using OpenIddict.Abstractions;
using TrainingHub.Web.Audit;
using TrainingHub.Web.Data;
using TrainingHub.Web.Privacy;
using TrainingHub.Web.Security;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TrainingHub.Web.Accounts;

/// <summary>What the account pages post to beside themselves.</summary>
internal static class AccountEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var account = routes.MapGroup("/account");
        account.MapPost("/logout", SignOutAsync);
        account.MapPost("/passkeys/creation-options", MakeCreationOptionsAsync).RequireAuthorization().RequireFormToken().WithMetadata(new RecentSignInAttribute());
        account.MapPost("/passkeys/request-options", MakeRequestOptionsAsync).RequireFormToken();
        account.MapPost("/manage/download", DownloadAsync).RequireAuthorization().RequireFormToken().WithMetadata(new RecentSignInAttribute());
        if (routes.ServiceProvider.GetService<DemoUsers>() is { } people)
        {
            account.MapPost("/demo", ([FromForm] string role, SignInManager<User> signIn, AuditLog audit) => SignInAsAsync(people, role, signIn, audit));
        }
    }

    // The form's token is checked by the antiforgery middleware because of [FromForm].
    private static async Task<IResult> SignOutAsync(HttpContext context, SignInManager<User> signIn, EndedSignIns ended, CircuitGate circuits, AuditLog audit, [FromForm] string? returnUrl)
    {
        var cookie = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        await signIn.SignOutAsync();
        if (cookie is { Succeeded: true } && cookie.Principal.GetClaim(Claims.Subject) is { } userId)
        {
            if (cookie.Properties.SignInId() is { } signInId)
            {
                await ended.AddAsync(signInId);
                circuits.CloseSignIn(userId, signInId);
            }

            await audit.WriteAsync(AuditKinds.SignedOut, userId);
        }

        return Results.LocalRedirect(AccountRedirects.IsOurs(returnUrl) ? returnUrl! : "/");
    }

    private static async Task<IResult> SignInAsAsync(DemoUsers people, string role, SignInManager<User> signIn, AuditLog audit)
    {
        var userId = role switch
        {
            RoleNames.Trainer => people.TrainerId,
            RoleNames.Player => people.PlayerId,
            RoleNames.Observer => people.ObserverId,
            RoleNames.Admin => people.AdminId,
            _ => "",
        };
        if (await signIn.UserManager.FindByIdAsync(userId) is not { } user)
        {
            return Results.NotFound();
        }

        if (user.IsLockedByAdmin || !await signIn.CanSignInAsync(user))
        {
            return Results.LocalRedirect("/account/login");
        }

        await signIn.SignInAsync(user, isPersistent: false);
        await audit.WriteAsync(AuditKinds.SignedIn, user.Id, detail: "demo");
        return Results.LocalRedirect("/");
    }

    private static async Task<IResult> MakeCreationOptionsAsync(HttpContext context, SignInManager<User> signIn)
    {
        if (await signIn.UserManager.GetUserAsync(context.User) is not { } user)
        {
            return Results.NotFound();
        }

        var options = await signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = user.Id, Name = user.UserName!, DisplayName = user.DisplayName });
        return Results.Text(options, "application/json");
    }

    // Of nobody: the passkey itself says whose it is, and options that name an account's passkeys tell that there is such an account.
    private static async Task<IResult> MakeRequestOptionsAsync(SignInManager<User> signIn) =>
        Results.Text(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json");

    private static async Task<IResult> DownloadAsync(HttpContext context, UserManager<User> users, PersonalArchive archive, AuditLog audit)
    {
        await audit.WriteAsync(AuditKinds.DataDownloaded, context.User.GetClaim(Claims.Subject));
        // A zip's own streams end with a write that waits; all else of it is asynchronous.
        context.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        return await users.GetUserAsync(context.User) is { } user
            ? Results.Stream(target => archive.WriteAsync(target, user, context.RequestAborted), "application/zip", "traininghub-my-data.zip")
            : Results.NotFound();
    }
}
