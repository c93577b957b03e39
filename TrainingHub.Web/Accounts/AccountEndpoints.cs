using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using TrainingHub.Web.Data;
using TrainingHub.Web.Privacy;

namespace TrainingHub.Web.Accounts;

/// <summary>What the account pages post to beside themselves.</summary>
internal static class AccountEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var account = routes.MapGroup("/account");
        account.MapPost("/logout", SignOutAsync);
        account.MapPost("/passkeys/creation-options", MakeCreationOptionsAsync).RequireAuthorization();
        account.MapPost("/passkeys/request-options", MakeRequestOptionsAsync);
        account.MapPost("/manage/download", DownloadAsync).RequireAuthorization();
        if (routes.ServiceProvider.GetService<DemoUsers>() is { } people)
        {
            account.MapPost("/demo", ([FromForm] string role, SignInManager<User> signIn) => SignInAsAsync(people, role, signIn));
        }
    }

    // The form's token is checked by the antiforgery middleware because of [FromForm].
    private static async Task<IResult> SignOutAsync(SignInManager<User> signIn, [FromForm] string? returnUrl)
    {
        await signIn.SignOutAsync();
        return Results.LocalRedirect(AccountRedirects.IsOurs(returnUrl) ? returnUrl! : "/");
    }

    private static async Task<IResult> SignInAsAsync(DemoUsers people, string role, SignInManager<User> signIn)
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
        return Results.LocalRedirect("/");
    }

    private static async Task<IResult> MakeCreationOptionsAsync(HttpContext context, IAntiforgery antiforgery, SignInManager<User> signIn)
    {
        await antiforgery.ValidateRequestAsync(context);
        if (await signIn.UserManager.GetUserAsync(context.User) is not { } user)
        {
            return Results.NotFound();
        }

        var options = await signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = user.Id, Name = user.UserName!, DisplayName = user.DisplayName });
        return Results.Text(options, "application/json");
    }

    private static async Task<IResult> MakeRequestOptionsAsync(HttpContext context, IAntiforgery antiforgery, SignInManager<User> signIn, string? email)
    {
        await antiforgery.ValidateRequestAsync(context);
        var user = string.IsNullOrEmpty(email) ? null : await signIn.UserManager.FindByNameAsync(email);
        return Results.Text(await signIn.MakePasskeyRequestOptionsAsync(user), "application/json");
    }

    private static async Task<IResult> DownloadAsync(HttpContext context, IAntiforgery antiforgery, UserManager<User> users, PersonalArchive archive)
    {
        await antiforgery.ValidateRequestAsync(context);
        // A zip's own streams end with a write that waits; all else of it is asynchronous.
        context.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        return await users.GetUserAsync(context.User) is { } user
            ? Results.Stream(target => archive.WriteAsync(target, user, context.RequestAborted), "application/zip", "traininghub-my-data.zip")
            : Results.NotFound();
    }
}
